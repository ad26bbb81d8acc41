import { parseEmail } from './domain/email.ts'

/** Where mails leave: a mail server, or, in a demo, the terminal of whoever runs it. */
export type MailRoute =
  | { readonly via: 'terminal' }
  | {
      readonly via: 'smtp'
      readonly host: string
      readonly port: number
      /** TLS from the first byte on (smtps). */
      readonly secure: boolean
      /** Nothing is said before STARTTLS has worked. */
      readonly requireTls: boolean
      readonly login: { readonly user: string; readonly password: string } | undefined
      readonly from: string
    }

/** RFC 8314 §3.3 and §7.3: submission with TLS from the start, and with STARTTLS. */
const usualPorts = { 'smtps:': 465, 'smtp:': 587 }

/**
 * Reads KABINET_SMTP_URL and KABINET_MAIL_FROM. Without them no mails are sent, and the part of the page that names
 * addresses does not exist; a demo shows its mails. In production every connection is encrypted.
 */
export function readMailRoute(
  mode: 'demo' | 'production' | 'test',
  env: { readonly KABINET_SMTP_URL?: string | undefined; readonly KABINET_MAIL_FROM?: string | undefined },
): { readonly route: MailRoute | undefined; readonly problems: readonly string[] } {
  const { KABINET_SMTP_URL: address, KABINET_MAIL_FROM: sender } = env
  if (address === undefined && sender === undefined)
    return { route: mode === 'demo' ? { via: 'terminal' } : undefined, problems: [] }
  if (address === undefined || sender === undefined)
    return failed('KABINET_SMTP_URL and KABINET_MAIL_FROM belong together: set both or neither')
  const url = URL.parse(address)
  const protocol = url?.protocol
  const isBare = url && !url.search && !url.hash && (url.pathname === '' || url.pathname === '/')
  if (!url?.hostname || !isBare || (protocol !== 'smtps:' && protocol !== 'smtp:'))
    return failed(
      'KABINET_SMTP_URL must be smtps://user:password@host:port or smtp://…, and nothing behind it',
    )
  const login = readLogin(url)
  if (login === 'unreadable')
    return failed('KABINET_SMTP_URL needs a user and a password, percent-encoded, or neither')
  const from = parseEmail(sender)
  if (!from.ok) return failed('KABINET_MAIL_FROM must be one e-mail address, e.g. notices@kabinet.example.kz')
  return {
    route: {
      via: 'smtp',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? usualPorts[protocol] : Number(url.port),
      secure: protocol === 'smtps:',
      requireTls: protocol === 'smtp:' && mode === 'production',
      login,
      from: from.email,
    },
    problems: [],
  }
}

function readLogin({ username, password }: URL) {
  if (username === '' && password === '') return undefined
  try {
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) }
    return login.user === '' || login.password === '' ? 'unreadable' : login
  } catch {
    return 'unreadable'
  }
}

function failed(problem: string) {
  return { route: undefined, problems: [problem] }
}
