import type { SendOutcome } from './outcome.ts'

/** What a mail says: plain text, and the name that stands before our address. */
export type Letter = { readonly from: string; readonly subject: string; readonly text: string }

/** What sends mails. `id` is the same at every repetition, so that a mailbox can tell one from a new message. */
export type MailSender = {
  send(message: { readonly id: string; readonly to: string; readonly letter: Letter }): Promise<SendOutcome>
  close(): void
}
