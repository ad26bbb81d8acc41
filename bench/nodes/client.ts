import type { IncomingMessage } from 'node:http'
import { Agent } from 'node:https'
import type { Answer, Headers, Transport } from '../drivers/answer.ts'
import { App } from '../drivers/app.ts'
import { Browser } from '../drivers/browser.ts'
import { begun, whole } from '../drivers/client.ts'
import type { Counter } from './census.ts'
import type { Door } from './cluster.ts'

type Failure = Error & { readonly code?: string }

const longestAnswerMilliseconds = 15_000
let cameBefore = 0

/**
 * A way to the proxy, over TLS, on kept connections from a loopback address of its own (limits count by address). Every request is
 * counted once, and none is sent twice.
 */
export class Client implements Transport {
  readonly door: Door
  readonly counter: Counter
  readonly #agent: Agent
  /** The node that answered last, as the proxy tells it. */
  node = ''
  /** The nodes that its requests go to, in turn; none: whichever the proxy takes. Only the harness's proxy listens. */
  turns: readonly string[] = []
  /** How many requests it has sent. */
  sent = 0

  constructor(door: Door, counter: Counter) {
    cameBefore += 1
    this.door = door
    this.counter = counter
    const localAddress = `127.${20 + (process.pid % 100)}.${(cameBefore >> 8) & 255}.${cameBefore & 255}`
    this.#agent = new Agent({ keepAlive: true, ca: door.ca, localAddress })
  }

  async send(method: 'GET' | 'POST', path: string, headers: Headers, body = ''): Promise<Answer> {
    const what = `${method} ${path.replace(/\?.*/, '')}`
    const signal = AbortSignal.timeout(longestAnswerMilliseconds)
    const options = { method, headers: this.#headed(headers), agent: this.#agent, signal }
    const began = performance.now()
    const head = await begun(this.door.origin + path, options, body).catch((error: Failure) => {
      this.counter.request(what, error.code ?? error.message)
      throw error
    })
    this.#answered(what, head, performance.now() - began)
    return whole(head).catch((error: Failure) => {
      this.counter.request(what, `half: ${error.code ?? ''}`)
      throw error
    })
  }

  /** Opens a live feed, which keeps its connection to itself, as HTTP/2 would give it a stream; its body is on its way. */
  async listens(path: string, headers: Headers, leaving: AbortSignal): Promise<IncomingMessage> {
    const what = `GET ${path.replace(/\?.*/, '')}`
    // Whoever leaves a stream has no complaint.
    const failed = (outcome: string) => leaving.aborted || this.counter.request(what, outcome)
    const { ca, localAddress } = this.#agent.options
    const agent = new Agent({ keepAlive: false, ca, localAddress })
    const options = { method: 'GET', headers: this.#headed(headers), agent, signal: leaving }
    const head = await begun(this.door.origin + path, options).catch((error: Failure) => {
      failed(error.code ?? error.message)
      throw error
    })
    this.#answered(what, head)
    head.once('error', (error: Failure) => failed(`half: ${error.code ?? ''}`))
    return head
  }

  leaves(): void {
    this.#agent.destroy()
  }

  #headed(headers: Headers): Headers {
    const wanted = this.turns[this.sent++ % this.turns.length]
    return wanted ? { ...headers, 'x-want-node': wanted } : headers
  }

  #answered(what: string, head: IncomingMessage, milliseconds?: number): void {
    this.node = String(head.headers['x-node'] ?? '')
    this.counter.request(what, head.statusCode ?? 0, milliseconds)
  }
}

/** A parent's browser at the proxy, which says for itself from where it comes. `says`: what a browser would not send. */
export class Parent extends Browser {
  readonly client: Client

  constructor(client: Client, says: Headers = {}) {
    super(client, says)
    this.client = client
  }
}

/** A new phone's app. */
export function appAt(client: Client): App {
  return new App(client, client.door.origin, {})
}
