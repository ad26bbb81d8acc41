import type { Answer, Headers, Transport } from '../drivers/answer.ts'
import { keptConnections } from '../drivers/client.ts'

/** No whole answer came, or one that says that the server cannot tell now: whatever was asked may have happened or not. */
export class Cut extends Error {}

/** The way to the portal, which also keeps what its answers were that nobody should get. */
export class Network implements Transport {
  readonly #transport: Transport
  /** Answers 503 so far. */
  unavailable = 0
  /** Answers 500 and other faults with their path and reference. */
  readonly faults: string[] = []

  constructor(origin: string) {
    this.#transport = keptConnections(origin)
  }

  /** Throws Cut when no whole answer came, or a 5xx. */
  async send(method: 'GET' | 'POST', path: string, headers: Headers, body?: string): Promise<Answer> {
    const asked = `${method} ${path}`
    const answer = await this.#transport.send(method, path, headers, body).catch((error: Error) => {
      throw new Cut(`${asked}: ${error.message}`)
    })
    const { status } = answer
    if (status < 500) return answer
    const reference = /class="reference">([^<]+)|"reference":"([^"]+)/.exec(answer.text)
    if (status === 503) this.unavailable += 1
    else this.faults.push(`${status} ${asked} ${reference?.[1] ?? reference?.[2] ?? ''}`)
    throw new Cut(`${asked}: ${status}`)
  }
}
