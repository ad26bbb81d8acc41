import type { Config } from '../config.ts'
import { verifySmtp } from '../notify/adapters/smtp.ts'
import type { Finding } from './doctor-machine.ts'

const timeoutMilliseconds = 10_000

/** What an operator can do about each reason; the password of the server is in none of them. */
const hints: Readonly<Record<string, string>> = {
  unauthorised: 'it refuses the user and password of KABINET_SMTP_URL, or our machine',
  'no-tls': 'it offers no encryption, or a certificate that is not for its name',
  unreachable: 'nothing answers at that host and port',
  timeout: 'it does not answer in time',
  'cut-off': 'it breaks the connection off, or speaks something else',
}

/** Whether the mail server takes us, where there is one: connection, encryption, login. No mail is sent. */
export async function checkMail({ mail }: Pick<Config, 'mail'>): Promise<Finding> {
  if (mail?.via !== 'smtp') return { fine: true, what: 'no mail server: no notices by e-mail', details: [] }
  const outcome = await verifySmtp(mail, timeoutMilliseconds)
  const details = outcome.ok ? [] : [`${outcome.problem}: ${hints[outcome.problem] ?? 'see its own log'}`]
  return { fine: outcome.ok, what: `mail server ${mail.host}:${mail.port} takes us`, details }
}
