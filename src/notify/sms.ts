import type { SendOutcome } from './outcome.ts'

/** What sends SMS. `id` is the same at every repetition, so that the gateway can tell one from a new message. */
export type SmsSender = {
  send(message: { readonly id: string; readonly to: string; readonly text: string }): Promise<SendOutcome>
  close(): void
}
