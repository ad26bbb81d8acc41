import type { MailRoute } from '../../mail-route.ts'
import type { MailSender } from '../mail.ts'
import type { SendOutcome } from '../outcome.ts'

type SmtpRoute = Extract<MailRoute, { via: 'smtp' }>

/**
 * nodemailer's transport, with no way to read files or addresses and no log, in which addresses would stand. The library is
 * loaded here, so that a start without a mail server does not wait for it.
 */
async function makeTransport(route: SmtpRoute, timeoutMilliseconds: number) {
  const { createTransport } = await import('nodemailer')
  const { host, port, secure, requireTls, login } = route
  return createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
    dnsTimeout: timeoutMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  })
}

/**
 * Mails through an SMTP server (RFC 5321), a connection each: plain text, marked as sent by a machine (RFC 3834), with
 * the same Message-ID at each repetition. The whole exchange is given up after `timeoutMilliseconds`.
 */
export function makeSmtpSender(
  route: SmtpRoute,
  { timeoutMilliseconds }: { readonly timeoutMilliseconds: number },
): MailSender {
  let transport: ReturnType<typeof makeTransport> | undefined
  const domain = route.from.slice(route.from.lastIndexOf('@') + 1)
  return {
    async send({ id, to, letter }) {
      transport ??= makeTransport(route, timeoutMilliseconds)
      const ready = await transport
      return ready
        .sendMail({
          from: { name: letter.from, address: route.from },
          to: { name: '', address: to },
          // Said apart, so that nothing is read out of a header.
          envelope: { from: route.from, to: [to] },
          subject: letter.subject,
          text: letter.text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(timeoutMilliseconds),
        })
        .then((): SendOutcome => ({ ok: true }), outcomeOfFault)
    },
    close: () => void transport?.then((ready) => ready.close()),
  }
}

/** Whether the server takes us: connection, encryption and login, and no mail. */
export async function verifySmtp(route: SmtpRoute, timeoutMilliseconds: number): Promise<SendOutcome> {
  const transport = await makeTransport(route, timeoutMilliseconds)
  const outcome = await transport.verify().then((): SendOutcome => ({ ok: true }), outcomeOfFault)
  transport.close()
  return outcome
}

/** Refusals of ourselves, which the operator can repair: the message is still worth sending then. */
const ofUs = /^(MAIL FROM|AUTH|EHLO|HELO|CONN|STARTTLS)/

/** Judges a fault by its reply (RFC 5321 §4.2.1: 4yz may work later, 5yz will not), else by where it broke. */
function outcomeOfFault(fault: Fault): SendOutcome {
  const { code, originalCode, responseCode = 0, command = '' } = fault
  if (code === 'EAUTH') return { ok: false, problem: 'unauthorised', again: true }
  if (code === 'ETLS' || /TLS|CERT|SSL/.test(originalCode ?? ''))
    return { ok: false, problem: 'no-tls', again: true }
  if (responseCode >= 500 && ofUs.test(command)) return { ok: false, problem: 'unauthorised', again: true }
  if (responseCode >= 500) return { ok: false, problem: 'refused', again: false }
  if (responseCode >= 400) return { ok: false, problem: 'busy', again: true }
  if (code === 'ETIMEDOUT' || code === 'EABORT') return { ok: false, problem: 'timeout', again: true }
  const isReached = code !== 'EDNS' && !/ECONNREFUSED|UNREACH/.test(originalCode ?? '')
  return { ok: false, problem: isReached ? 'cut-off' : 'unreachable', again: true }
}

type Fault = Error & {
  readonly code?: string
  /** What the socket said, where `code` is the phase. */
  readonly originalCode?: string
  readonly responseCode?: number
  readonly command?: string
}
