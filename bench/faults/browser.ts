import { Agent, request } from 'node:http'

/** An answer that arrived whole. */
export type Answer = {
  readonly status: number
  readonly location: string
  readonly body: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** No whole answer came, or one that says that the server cannot tell now: whatever was asked may have happened or not. */
export class Cut extends Error {}

const longestAnswerMilliseconds = 20_000
const agent = new Agent({ keepAlive: true })

/** Where the portal is reached, and what its answers were that nobody should get. */
export type Network = {
  origin: string
  /** Answers 503 so far, and 500 or any other fault with their path and reference. */
  unavailable: number
  readonly faults: string[]
}

/** One request over a kept connection, its answer read to the end. Throws Cut when that fails, or at a 5xx. */
export function send(
  network: Network,
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cut = (why: string) => reject(new Cut(`${method} ${path}: ${why}`))
    const given = { ...headers, 'content-length': String(Buffer.byteLength(body)) }
    const sent = request(network.origin + path, { method, headers: given, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', (error) => cut(error.message))
      answer.on('end', () => {
        if (!answer.complete) return cut('the answer was cut off')
        const { statusCode: status = 0, headers: got } = answer
        const text = Buffer.concat(parts).toString('utf8')
        if (status >= 500) {
          const reference = /class="reference">([^<]+)|"reference":"([^"]+)/.exec(text)
          if (status === 503) network.unavailable += 1
          else network.faults.push(`${status} ${method} ${path} ${reference?.[1] ?? reference?.[2] ?? ''}`)
          return cut(String(status))
        }
        resolve({ status, location: got.location ?? '', body: text, headers: got })
      })
    })
    sent.setTimeout(longestAnswerMilliseconds, () => sent.destroy(new Error('no answer in time')))
    sent.on('error', (error) => cut(error.message))
    sent.end(body)
  })
}

let browsers = 0

/** A browser without scripts, behind an address of its own. */
export class Browser {
  readonly network: Network
  readonly cookies = new Map<string, string>()
  readonly #address: string

  constructor(network: Network) {
    this.network = network
    browsers += 1
    this.#address = `10.${browsers >> 16}.${(browsers >> 8) & 255}.${browsers & 255}`
  }

  async opens(path: string): Promise<Answer> {
    return this.#asks('GET', path)
  }

  /** Sends a form with the token of the page that was opened last. */
  async posts(page: Answer, path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    return this.#asks('POST', path, new URLSearchParams({ csrf, ...fields }).toString())
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(`__Host-kabinet-${name}`) ?? this.cookies.get(`kabinet-${name}`)
  }

  /** The same browser as it was at some moment: for sending once more what was sent then. */
  copy(): Browser {
    const same = new Browser(this.network)
    for (const [name, value] of this.cookies) same.cookies.set(name, value)
    return same
  }

  async #asks(method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
    const answer = await send(this.network, method, path, this.#headers(body !== undefined), body)
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }

  #headers(isForm: boolean): Record<string, string> {
    return {
      'accept-language': 'ru',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': this.#address,
      'x-forwarded-proto': 'https',
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    }
  }
}
