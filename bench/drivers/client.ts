import { Agent, type IncomingMessage, request as plain, type RequestOptions } from 'node:http'
import { request as encrypted } from 'node:https'
import { buffer } from 'node:stream/consumers'
import { Answer, type Headers, type Transport } from './answer.ts'

const longestAnswerMilliseconds = 20_000

/**
 * Node's own client on kept connections, for drivers that look closely at what comes: it knows cut answers, TLS and streams. A
 * generator of load, whose cost counts, takes a `Connection`.
 */
export function keptConnections(origin: string): Transport {
  const agent = new Agent({ keepAlive: true })
  return {
    async send(method, path, headers, body) {
      const options = { method, headers, agent, timeout: longestAnswerMilliseconds }
      return whole(await begun(origin + path, options, body))
    },
  }
}

/** Sends one request; resolves with the head of its answer. Rejects when none comes. */
export function begun(
  address: string,
  options: RequestOptions & { method: string; headers: Headers },
  body = '',
): Promise<IncomingMessage> {
  const request = address.startsWith('https:') ? encrypted : plain
  const length = options.method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return new Promise((resolve, reject) => {
    const sent = request(address, { ...options, headers: { ...options.headers, ...length } }, resolve)
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Reads an answer to its end. Rejects when it is cut off. */
export async function whole(message: IncomingMessage): Promise<Answer> {
  const body = await buffer(message)
  if (!message.complete) throw new Error('the answer was cut off')
  return new Answer(message.statusCode ?? 0, (name) => message.headersDistinct[name] ?? [], body)
}
