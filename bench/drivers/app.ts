import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { routes } from '../../src/routes.ts'
import { type Answer, Odd, type Transport } from './answer.ts'
import { ownAddress } from './browser.ts'

/** What a server in production takes for its own address, unless a benchmark says otherwise. */
export const publicOrigin = 'https://kabinet.example.kz'
const phone =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36'

/** The key of one installation, its public half as the server keeps it. */
export type Key = {
  readonly privateKey: KeyObject
  readonly jwk: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string }
}

export function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return { privateKey, jwk: { kty, crv, x, y } }
}

/** What the companion API answered, and its JSON. */
export type Reply = { readonly answer: Answer; readonly body: Readonly<Record<string, unknown>> }

/** ED24 on one phone: a key of its own, a signed proof with every call (RFC 9449), the newest nonce kept. */
export class App {
  readonly #connection: Transport
  readonly #origin: string
  readonly #says: Readonly<Record<string, string>>
  readonly #key: KeyObject
  readonly #header: string
  #nonce: string | undefined
  /** How far the server's clock is ahead of ours, in ms, as it said when it last refused a proof. */
  #ahead = 0

  /** `origin`: what the server takes for its own. `says`: headers beside the app's own. */
  constructor(connection: Transport, origin = publicOrigin, says = ownAddress(), key = newKey()) {
    this.#connection = connection
    this.#origin = origin
    this.#says = says
    this.#key = key.privateKey
    this.#header = encoded({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk })
  }

  async hello(): Promise<void> {
    await this.asks('POST', 'hello', { language: 'ru' })
  }

  /** Binds itself to whoever has this number, with the one-time password of a page. Throws when it is refused. */
  async binds(number: string, password: string): Promise<void> {
    await this.#does('activate', { phone: number, password })
  }

  /** Says hello and binds itself. */
  async activates(number: string, password: string): Promise<void> {
    await this.hello()
    await this.binds(number, password)
  }

  /** The newest request that asks for a code. Throws when there is none. */
  async newestRequest(): Promise<string> {
    const { answer, body } = await this.asks('GET', 'feed')
    const [request] = (body.requests ?? []) as { id: string }[]
    if (!request) throw new Odd('the app’s requests', answer)
    return request.id
  }

  /** Taps «Показать код». Throws when none is shown. */
  async showsCode(request: string): Promise<string> {
    const { answer, body } = await this.#does('code', { request })
    if (typeof body.code !== 'string') throw new Odd('code', answer)
    return body.code
  }

  /** Has itself told by push too. */
  async subscribes(subscription: object): Promise<void> {
    await this.#does('push', { subscription })
  }

  /** A call as the app makes it: once more when the server asks for its nonce or has another time. */
  async asks(method: 'GET' | 'POST', name: string, body?: unknown): Promise<Reply> {
    const first = await this.sends(method, name, body)
    const { error } = first.body
    if (error !== 'use_dpop_nonce' && error !== 'invalid_dpop_proof') return first
    this.#ahead = Date.parse(first.answer.header('date')[0] ?? '') - Date.now()
    return this.sends(method, name, body)
  }

  /** One call, whatever comes of it. */
  async sends(method: 'GET' | 'POST', name: string, body?: unknown): Promise<Reply> {
    const path = `${routes.companion}/${name}`
    const headers: Record<string, string> = {
      ...this.#says,
      'user-agent': phone,
      dpop: this.#proof(method, path),
    }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const text = body === undefined ? '' : JSON.stringify(body)
    const answer = await this.#connection.send(method, path, headers, text)
    this.#nonce = answer.header('dpop-nonce')[0] ?? this.#nonce
    return { answer, body: JSON.parse(answer.text) as Reply['body'] }
  }

  async #does(name: string, given: object): Promise<Reply> {
    const reply = await this.asks('POST', name, given)
    if (reply.answer.status !== 200) throw new Odd(name, reply.answer)
    return reply
  }

  #proof(method: string, path: string): string {
    const claims = {
      htm: method,
      htu: this.#origin + path,
      iat: Math.floor((Date.now() + this.#ahead) / 1000),
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
