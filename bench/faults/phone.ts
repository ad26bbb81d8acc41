import { randomUUID, type webcrypto } from 'node:crypto'
import { exportJWK, type JWK, SignJWT } from 'jose'
import { type Answer, type Network, send } from './browser.ts'

export type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }
let phones = 0

/** ED24 on a phone: a key of its own, a signed proof with each call (RFC 9449), the newest nonce kept. */
export class Phone {
  readonly #network: Network
  readonly #publicOrigin: string
  readonly #keys: webcrypto.CryptoKeyPair
  readonly #jwk: JWK
  readonly #address: string
  #nonce: string | undefined
  /** How far the server's clock is ahead of ours, in ms: the app goes by the server's. */
  #ahead = 0

  private constructor(network: Network, publicOrigin: string, keys: webcrypto.CryptoKeyPair, jwk: JWK) {
    this.#network = network
    this.#publicOrigin = publicOrigin
    this.#keys = keys
    this.#jwk = jwk
    phones += 1
    this.#address = `172.16.${(phones >> 8) & 255}.${phones & 255}`
  }

  static async make(network: Network, publicOrigin: string): Promise<Phone> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])
    const { kty, crv, x, y } = await exportJWK(keys.publicKey)
    return new Phone(network, publicOrigin, keys, { kty, crv, x, y } as JWK)
  }

  /** A call as the app makes it: once more when the server asks for its nonce or has another time. Throws Cut like every request. */
  async asks(method: 'GET' | 'POST', name: string, body?: unknown): Promise<Reply> {
    const path = `/companion/${name}`
    const first = await this.#sends(method, path, body)
    const isAskedAgain = /use_dpop_nonce|invalid_dpop_proof/.test(first.body)
    const answer = isAskedAgain ? await this.#sends(method, path, body) : first
    return { status: answer.status, body: JSON.parse(answer.body) as Reply['body'] }
  }

  async #sends(method: 'GET' | 'POST', path: string, body: unknown): Promise<Answer> {
    const claims = {
      htm: method,
      htu: this.#publicOrigin + path,
      iat: Math.floor((Date.now() + this.#ahead) / 1000),
      jti: randomUUID(),
      ...(this.#nonce === undefined ? {} : { nonce: this.#nonce }),
    }
    const dpop = await new SignJWT(claims)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.#jwk })
      .sign(this.#keys.privateKey)
    const headers = {
      dpop,
      'user-agent': 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36',
      'x-forwarded-for': this.#address,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const answer = await send(
      this.#network,
      method,
      path,
      headers,
      body === undefined ? '' : JSON.stringify(body),
    )
    this.#ahead = Date.parse(String(answer.headers.date)) - Date.now()
    this.#nonce = answer.headers['dpop-nonce']?.toString() ?? this.#nonce
    return answer
  }
}
