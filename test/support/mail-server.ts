import { readFileSync } from 'node:fs'
import type { AddressInfo, Socket } from 'node:net'
import { domainToASCII } from 'node:url'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export type Mail = {
  readonly from: string
  /** Of the envelope: where it goes, whatever the headers say. */
  readonly to: readonly string[]
  /** As it came over the socket. */
  readonly raw: string
  readonly messageId: string
  readonly subject: string
  readonly text: string
}

/**
 * How the next exchange goes: taken, refused for good at the recipient or the sender, put off for a while (greylisting, RFC
 * 6647), broken off before the message or after it was taken, or never answered.
 */
export type MailBehaviour =
  | 'works'
  | 'refuses-recipient'
  | 'refuses-sender'
  | 'greylists'
  | 'cuts-before'
  | 'cuts-after'
  | 'hangs'

export type MailServer = {
  readonly port: number
  /** What a deployment would set; `from` is notices@kabinet.test. */
  readonly route: {
    via: 'smtp'
    host: string
    port: number
    secure: boolean
    requireTls: boolean
    login: { user: string; password: string } | undefined
    from: string
  }
  readonly taken: readonly Mail[]
  inbox(to: string): readonly Mail[]
  /** The next exchanges, one each; then it works. */
  next(...behaviours: readonly MailBehaviour[]): void
  exchanges(): number
  /** Commands and greetings that came in clear before any TLS, to see what leaked. */
  logins(): number
  close(): Promise<void>
}

const user = 'kabinet'
const password = 'a-test-password'

/** A mail server on a loopback port, over plain SMTP, STARTTLS or TLS from the start; it knows one login. */
export async function startMailServer(tls: 'none' | 'starttls' | 'from-start' = 'none'): Promise<MailServer> {
  const queue: MailBehaviour[] = []
  const taken: Mail[] = []
  const sockets = new Set<Socket>()
  const behaviours = new Map<string, MailBehaviour>()
  let [exchanges, logins] = [0, 0]
  const of = (session: SMTPServerSession) => behaviours.get(session.id) ?? 'works'
  const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const file = (name: string) => readFileSync(new URL(`certificates/${name}.pem`, import.meta.url))
  const server = new SMTPServer({
    secure: tls === 'from-start',
    ...(tls === 'none'
      ? { disabledCommands: ['STARTTLS'] as const }
      : { key: file('server.key'), cert: file('server') }),
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    onConnect(session, done) {
      exchanges += 1
      behaviours.set(session.id, queue.shift() ?? 'works')
      if (of(session) !== 'hangs') done()
    },
    onAuth(auth, _session, done) {
      logins += 1
      const isKnown = auth.username === user && auth.password === password
      done(isKnown ? null : refusal(535, 'who are you'), isKnown ? { user } : undefined)
    },
    onMailFrom(_address, session, done) {
      done(of(session) === 'refuses-sender' ? refusal(550, 'not from here') : null)
    },
    onRcptTo(_address, session, done) {
      const behaviour = of(session)
      if (behaviour === 'refuses-recipient') return done(refusal(550, 'no such mailbox'))
      done(behaviour === 'greylists' ? refusal(451, 'come again') : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      if (of(session) === 'cuts-before') return cut()
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        taken.push({
          ...read(raw),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((to) => asSent(to.address)),
        })
        if (of(session) === 'cuts-after') cut()
        else done()
      })
    },
  })
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    route: {
      via: 'smtp',
      host: tls === 'none' ? '127.0.0.1' : 'localhost',
      port,
      secure: tls === 'from-start',
      requireTls: tls === 'starttls',
      login: { user, password },
      from: 'notices@kabinet.test',
    },
    taken,
    inbox: (to) => taken.filter((mail) => mail.to.includes(to)),
    next: (...more) => void queue.push(...more),
    exchanges: () => exchanges,
    logins: () => logins,
    async close() {
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The server reads international domains; what matters is what came over the wire. */
function asSent(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`
}

/** Reads what our own mails are made of: unfolded headers, encoded words, and one plain part. */
function read(raw: string): Pick<Mail, 'raw' | 'messageId' | 'subject' | 'text'> {
  const at = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, at).replace(/\r\n[ \t]+/g, ' ')
  const body = raw.slice(at + 4)
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? ''
  const encoding = header('content-transfer-encoding').toLowerCase()
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? quoted(body.replace(/=\r\n/g, ''))
        : body
  return {
    raw,
    messageId: header('message-id'),
    subject: words(header('subject')),
    text: text.replace(/\r\n/g, '\n'),
  }
}

/** Encoded words of RFC 2047; the space between two is not part of them. */
function words(text: string): string {
  return text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : quoted(coded.replace(/_/g, ' ')),
    )
}

function quoted(text: string): string {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
}
