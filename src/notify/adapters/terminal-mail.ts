import type { MailSender } from '../mail.ts'

/** Writes lines where whoever runs the demo sees them. */
export type ShowMail = (lines: string) => void

/** A demo's mails: they are shown to whoever runs it and go nowhere. */
export function makeTerminalMail(show: ShowMail): MailSender {
  return {
    async send({ to, letter }) {
      const text = letter.text.split('\n').map((line) => `  │ ${line}`.trimEnd())
      show(['', `  ✉ ${to}: ${letter.subject}`, ...text, ''].join('\n'))
      return { ok: true }
    },
    close() {},
  }
}
