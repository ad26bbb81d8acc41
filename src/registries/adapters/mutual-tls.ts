import type { IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { RegisterTrouble } from '../trouble.ts'

/** Whom to reach, as whom, and who may vouch for the other side: PEM texts. */
export type MutualTls = {
  readonly url: string
  readonly certificate: string
  readonly key: string
  readonly authority: string
}

export type Message = {
  readonly method: 'GET' | 'POST'
  /** Below the service's own address. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
}
export type Reply = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** One exchange, bounded in every direction, whatever is spoken inside (JSON here, SOAP behind the state's gateway). */
export type Exchange = (message: Message, signal: AbortSignal) => Promise<Reply>

const mostBytes = 16_384
const mostHeaderBytes = 8192
const idleMilliseconds = 30_000

/** What Node says where there was no connection, or it broke: worth a second try. All else before an answer is TLS. */
const connectionCodes: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/**
 * HTTPS with a client certificate (RFC 8446 §4.4.2), TLS 1.2 at least, only the configured authority, connections of its
 * own that are kept and bounded. Redirects are not followed, and longer answers than 16 KB are not read.
 */
export function makeExchange(service: MutualTls, options: { readonly mostSockets: number }): Exchange {
  const base = service.url.replace(/\/$/, '')
  const agent = new Agent({
    keepAlive: true,
    maxSockets: options.mostSockets,
    timeout: idleMilliseconds,
    cert: service.certificate,
    key: service.key,
    ca: service.authority,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  })

  return (message, signal) =>
    new Promise((resolve, reject) => {
      const request = httpsRequest(`${base}${message.path}`, {
        method: message.method,
        agent,
        headers: {
          ...message.headers,
          'Accept-Encoding': 'identity',
          ...(message.body && { 'Content-Length': String(message.body.length) }),
        },
        maxHeaderSize: mostHeaderBytes,
        signal,
      })
      request.on('response', (reply) => {
        read(reply).then(
          (body) => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }),
          (error: unknown) => reject(signal.aborted ? new RegisterTrouble('timeout') : error),
        )
      })
      request.on('error', (error: NodeJS.ErrnoException) => reject(troubleBefore(error, signal)))
      request.end(message.body)
    })
}

async function read(reply: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      length += chunk.length
      // Leaving the loop drops the connection: what is not read cannot be skipped.
      if (length > mostBytes) throw new RegisterTrouble('oversized')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof RegisterTrouble) throw error
    throw new RegisterTrouble('cut-off')
  }
  return Buffer.concat(chunks)
}

function troubleBefore(error: NodeJS.ErrnoException, signal: AbortSignal): RegisterTrouble {
  const { code: detail } = error
  if (signal.aborted) return new RegisterTrouble('timeout')
  if (connectionCodes.has(detail)) return new RegisterTrouble('unreachable', { detail })
  if (detail?.startsWith('HPE_')) return new RegisterTrouble('form', { detail })
  return new RegisterTrouble('tls', { detail })
}
