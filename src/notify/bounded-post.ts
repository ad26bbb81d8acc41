import { type LookupAddress, lookup as resolveName } from 'node:dns'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { outcomeOfStatus, type SendOutcome } from './outcome.ts'

/** POSTs and looks at nothing but the status. Never follows a redirect, never reads more than a little, never waits long. */
export type Poster = {
  post(message: {
    url: string
    headers: Readonly<Record<string, string>>
    body: Buffer
  }): Promise<SendOutcome>
  /** Ends idle connections. */
  close(): void
}

/** What one answer's body may bring before its connection is dropped. */
const mostBytes = 16_384
const addressRefused = 'KABINET_ADDRESS_REFUSED'

/**
 * Makes a poster with connections of its own. `mayDial` is asked with the very address that is dialled, after name
 * resolution, so that a name cannot change its mind in between. The whole exchange ends within `timeoutMilliseconds`.
 */
export function makePoster(options: {
  readonly timeoutMilliseconds: number
  readonly mostSockets: number
  readonly mayDial?: (address: string) => boolean
}): Poster {
  const { timeoutMilliseconds, mayDial } = options
  const agentOptions = { keepAlive: true, maxSockets: options.mostSockets, timeout: 30_000 }
  const agents = { 'http:': new HttpAgent(agentOptions), 'https:': new HttpsAgent(agentOptions) }
  const lookup = mayDial && guardedLookup(mayDial)

  function attempt({ url, headers, body }: Parameters<Poster['post']>[0]): Promise<SendOutcome | 'stale'> {
    return new Promise((resolve) => {
      const target = new URL(url)
      const isPlain = target.protocol === 'http:'
      const request = (isPlain ? httpRequest : httpsRequest)(target, {
        method: 'POST',
        agent: agents[isPlain ? 'http:' : 'https:'],
        headers: { ...headers, 'Content-Length': String(body.length) },
        signal: AbortSignal.timeout(timeoutMilliseconds),
        ...(lookup ? { lookup } : {}),
      })
      request.on('response', (answer) => {
        drop(answer)
        resolve(outcomeOfStatus(answer.statusCode ?? 0, answer.headers['retry-after']))
      })
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (request.reusedSocket && error.code === 'ECONNRESET') resolve('stale')
        else resolve(outcomeOfError(error))
      })
      request.end(body)
    })
  }

  return {
    async post(message) {
      const first = await attempt(message)
      if (first !== 'stale') return first
      // The other side closed a kept connection just as we wrote. If it took the message all the same, the tag or
      // idempotency key makes the second one the same.
      const second = await attempt(message)
      return second === 'stale' ? { ok: false, problem: 'cut-off', again: true } : second
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

/** Reads an answer to its end, so that its connection can be used again, unless it is longer than it may be. */
function drop(answer: IncomingMessage): void {
  let read = 0
  answer.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read > mostBytes) answer.destroy()
  })
  answer.on('error', () => {})
}

function guardedLookup(mayDial: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const open: LookupAddress[] = addresses.filter(({ address }) => mayDial(address))
      const [first] = open
      if (!first) {
        const refusal: NodeJS.ErrnoException = new Error('the name leads to an address that is not public')
        refusal.code = addressRefused
        return callback(refusal, [])
      }
      if (options.all) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

function outcomeOfError(error: NodeJS.ErrnoException): SendOutcome {
  if (error.code === addressRefused)
    return { ok: false, problem: 'address-refused', again: false, gone: true }
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return { ok: false, problem: 'timeout', again: true }
  }
  const isCut = error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code?.startsWith('HPE_')
  return { ok: false, problem: isCut ? 'cut-off' : 'unreachable', again: true }
}
