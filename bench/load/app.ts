import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { ownAddress } from './browser.ts'
import type { Connection } from './connection.ts'

/** What the server takes for its own address in a proof. */
export const publicOrigin = 'https://kabinet.example.kz'
const phone =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36'

export type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** The companion app on one phone: a key of its own, a signed proof with every call (RFC 9449), the newest nonce kept. */
export class App {
  readonly connection: Connection
  readonly #key: KeyObject
  readonly #header: string
  readonly #address = ownAddress()
  #nonce: string | undefined

  constructor(connection: Connection) {
    this.connection = connection
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
    this.#key = privateKey
    this.#header = encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })
  }

  /** A call as the app makes it: with the newest nonce, once more when the server asks for one. */
  async asks(method: 'GET' | 'POST', name: string, body?: unknown): Promise<Reply> {
    const first = await this.#sends(method, name, body)
    return first.body.error === 'use_dpop_nonce' ? this.#sends(method, name, body) : first
  }

  /** Binds itself to whoever has this number, with the one-time password of a page. Throws when it is refused. */
  async activates(number: string, password: string): Promise<void> {
    await this.asks('POST', 'hello', { language: 'ru' })
    const { status, body } = await this.asks('POST', 'activate', { phone: number, password })
    if (body.state !== 'active') throw new Error(`activating an app: ${status} ${JSON.stringify(body)}`)
  }

  /** The newest request that asks for a code. */
  async newestRequest(): Promise<string> {
    const { body } = await this.asks('GET', 'feed')
    const [request] = body.requests as { id: string }[]
    if (!request) throw new Error('the app lists no request')
    return request.id
  }

  /** Taps «Показать код». */
  async showsCode(request: string): Promise<string> {
    const { status, body } = await this.asks('POST', 'code', { request })
    if (typeof body.code !== 'string') throw new Error(`asking for a code: ${status} ${JSON.stringify(body)}`)
    return body.code
  }

  async #sends(method: 'GET' | 'POST', name: string, body?: unknown): Promise<Reply> {
    const path = `/companion/${name}`
    const headers: Record<string, string> = {
      'user-agent': phone,
      'x-forwarded-for': this.#address,
      dpop: this.#proof(method, path),
    }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const text = body === undefined ? '' : JSON.stringify(body)
    const answer = await this.connection.send(method, path, headers, text)
    this.#nonce = answer.header('dpop-nonce')[0] ?? this.#nonce
    return { status: answer.status, body: JSON.parse(answer.body.toString('utf8')) as Reply['body'] }
  }

  #proof(method: string, path: string): string {
    const claims = {
      htm: method,
      htu: publicOrigin + path,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      nonce: this.#nonce,
    }
    const signed = `${this.#header}.${encoded(claims)}`
    const signature = sign('sha256', Buffer.from(signed), { key: this.#key, dsaEncoding: 'ieee-p1363' })
    return `${signed}.${signature.toString('base64url')}`
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
