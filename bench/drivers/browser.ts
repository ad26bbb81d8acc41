import type { Answer, Headers, Transport } from './answer.ts'

const chrome =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36'
let made = 0

/**
 * What a proxy would say of a browser or a phone, each time another address: limits of an address are not what is
 * measured. Ours stands behind no proxy, and the server trusts us to be one.
 */
export function ownAddress(): Headers {
  made += 1
  return { 'x-forwarded-for': `100.${64 + ((made >> 16) & 63)}.${(made >> 8) & 255}.${made & 255}` }
}

/** A page, and the address at which the redirects to it ended. */
export type Page = { readonly answer: Answer; readonly address: string }

/** A browser without scripts: keeps its cookies and the page's token against forgery, follows nothing by itself. */
export class Browser {
  readonly connection: Transport
  readonly cookies = new Map<string, string>()
  /** Headers beside a browser's own. */
  readonly says: Headers
  csrf = ''
  language = 'ru'

  constructor(connection: Transport, says = ownAddress()) {
    this.connection = connection
    this.says = says
  }

  async get(path: string): Promise<Answer> {
    return this.#took(await this.connection.send('GET', path, this.headers()))
  }

  /** Sends a form with the token of the last page that had one. */
  async post(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const headers = this.headers()
    headers['content-type'] = 'application/x-www-form-urlencoded'
    const body = new URLSearchParams({ csrf: this.csrf, ...fields }).toString()
    return this.#took(await this.connection.send('POST', path, headers, body))
  }

  /** Sends a form and follows where it leads. */
  async postAndFollow(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
    let [answer, address] = [await this.post(path, fields), path]
    while (answer.status === 303) {
      address = answer.location.split('#', 1)[0] ?? ''
      answer = await this.get(address)
    }
    return { answer, address }
  }

  async postJson(path: string, value: unknown, more: Headers): Promise<Answer> {
    const headers = { ...this.headers(), ...more, 'content-type': 'application/json' }
    return this.#took(await this.connection.send('POST', path, headers, JSON.stringify(value)))
  }

  /** What it sends with every request. */
  headers(): Record<string, string> {
    const headers: Record<string, string> = {
      ...this.says,
      'user-agent': chrome,
      'accept-language': this.language,
      'sec-fetch-site': 'same-origin',
    }
    if (this.cookies.size > 0) {
      let cookie = ''
      for (const [name, value] of this.cookies) cookie += `${cookie && '; '}${name}=${value}`
      headers.cookie = cookie
    }
    return headers
  }

  /** One of Kabinet's cookies; a demo's have no prefix. */
  cookie(name: string): string | undefined {
    return this.cookies.get(`__Host-kabinet-${name}`) ?? this.cookies.get(`kabinet-${name}`)
  }

  /** The same browser as it is now: for sending later once more what is sent next. */
  copy(): Browser {
    const same = new Browser(this.connection, this.says)
    for (const [name, value] of this.cookies) same.cookies.set(name, value)
    same.csrf = this.csrf
    return same
  }

  #took(answer: Answer): Answer {
    for (const line of answer.header('set-cookie')) {
      const [pair = ''] = line.split(';', 1)
      const at = pair.indexOf('=')
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at))
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    if (answer.body.length > 0) {
      const at = answer.body.indexOf('name="csrf" value="')
      if (at >= 0) this.csrf = answer.body.toString('latin1', at + 19, answer.body.indexOf('"', at + 19))
    }
    return answer
  }
}
