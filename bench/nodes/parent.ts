import { Agent, request } from 'node:https'
import { Readable } from 'node:stream'
import { Visitor } from '../../test/operations/visitor.ts'
import type { Page } from '../../test/support/page.ts'
import type { Counter } from './census.ts'

/** Where parents come to: the proxy, and the authority that its certificate is of. */
export type Door = { readonly origin: string; readonly ca: string }

let cameBefore = 0

/**
 * A parent's browser at the proxy, over TLS, on kept connections from a loopback address of its own (limits count by
 * address). Every request is counted once, and none is sent twice.
 */
export class Parent extends Visitor {
  readonly counter: Counter
  readonly agent: Agent
  readonly address: string
  /** The node that answered last, as the proxy tells it. */
  node = ''
  /** The nodes that its requests go to, in turn; none: whichever the proxy takes. Only the harness's proxy listens. */
  turns: readonly string[] = []
  /** How many requests it has sent. */
  sent = 0

  constructor(door: Door, counter: Counter) {
    super(door.origin)
    cameBefore += 1
    this.counter = counter
    this.address = `127.${20 + (process.pid % 100)}.${(cameBefore >> 8) & 255}.${cameBefore & 255}`
    this.agent = new Agent({ keepAlive: true, ca: door.ca, localAddress: this.address })
  }

  override async sends(
    method: 'GET' | 'POST',
    path: string,
    body: URLSearchParams | null = null,
    signal: AbortSignal = AbortSignal.timeout(15_000),
  ): Promise<Response> {
    const headers: Record<string, string> = { cookie: this.cookies.header() }
    const content = body?.toString()
    if (content !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded'
    const response = await this.speaks(method, path, { headers, content, signal })
    this.cookies.take(response)
    return response
  }

  /** One request and its answer, whose body may still be on its way. Throws when there is none, or it breaks off. */
  async speaks(
    method: string,
    path: string,
    sent: { headers?: Record<string, string>; content?: string | undefined; signal: AbortSignal },
  ): Promise<Response> {
    const what = `${method} ${path.replace(/\?.*/, '')}`
    const isLive = path.includes('/live')
    const began = performance.now()
    const wanted = this.turns[this.sent++ % this.turns.length]
    const headers = {
      'accept-language': 'ru',
      'sec-fetch-site': 'same-origin',
      ...(wanted ? { 'x-want-node': wanted } : {}),
      ...sent.headers,
      ...(sent.content === undefined ? {} : { 'content-length': String(Buffer.byteLength(sent.content)) }),
    }
    return new Promise((resolve, reject) => {
      const failed = (error: Error & { code?: string }) => {
        // Whoever leaves a stream has no complaint.
        if (!(isLive && sent.signal.aborted)) this.counter.request(what, error.code ?? error.message)
        reject(error)
      }
      const asked = request(
        this.origin + path,
        { method, headers, agent: isLive ? this.liveAgent() : this.agent, signal: sent.signal },
        (answer) => {
          asked.off('error', failed).on('error', () => {})
          const status = answer.statusCode ?? 0
          this.node = String(answer.headers['x-node'] ?? '')
          this.counter.request(what, status, isLive ? undefined : performance.now() - began)
          answer.once('error', (error: Error & { code?: string }) => {
            if (!(isLive && sent.signal.aborted)) this.counter.request(what, `half: ${error.code ?? ''}`)
          })
          const head = new Headers()
          for (const [name, value] of Object.entries(answer.headersDistinct))
            for (const each of value ?? []) head.append(name, each)
          const isEmpty = [204, 304].includes(status)
          if (isEmpty) answer.resume()
          const stream = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
          resolve(new Response(stream, { status, headers: head }))
        },
      ).once('error', failed)
      asked.end(sent.content)
    })
  }

  /** Presses a button of a page that asks for nothing but its token. */
  async presses(page: Page, path: string, fields: Record<string, string> = {}): Promise<Page> {
    const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
    return this.follows(await this.sends('POST', path, new URLSearchParams({ csrf, ...fields })), path)
  }

  leaves(): void {
    this.agent.destroy()
  }

  /** A live feed keeps its connection to itself, as HTTP/2 would give it a stream. */
  private liveAgent(): Agent {
    return new Agent({ keepAlive: false, ca: this.agent.options.ca, localAddress: this.address })
  }
}

/** The digits that a page shows large: a one-time password. */
export function digitsOn(page: Page): string {
  return page.document.querySelector('output')?.textContent.replace(/\D/g, '') ?? ''
}
