import { randomUUID, type webcrypto } from 'node:crypto'
import { exportJWK, type JWK, SignJWT } from 'jose'
import type { Parent } from './parent.ts'

type Reply = { readonly status: number; readonly body: Record<string, unknown> }

/** ED24 on a phone: a key of its own, a proof (DPoP, RFC 9449) with every call, the newest nonce kept. */
export class Phone {
  readonly parent: Parent
  readonly keys: webcrypto.CryptoKeyPair
  readonly jwk: JWK
  nonce: string | undefined

  private constructor(parent: Parent, keys: webcrypto.CryptoKeyPair, jwk: JWK) {
    this.parent = parent
    this.keys = keys
    this.jwk = jwk
  }

  static async make(parent: Parent): Promise<Phone> {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])
    const { kty, crv, x, y } = await exportJWK(keys.publicKey)
    return new Phone(parent, keys, { kty, crv, x, y } as JWK)
  }

  async activates(number: string, password: string): Promise<Reply> {
    await this.asks('POST', 'hello', { language: 'ru' })
    return this.asks('POST', 'activate', { phone: number, password })
  }

  /** Taps «Показать код» of the newest request; its digits. */
  async showsCode(): Promise<string> {
    const { body } = await this.asks('GET', 'feed')
    const [newest] = body.requests as { id: string }[]
    const shown = await this.asks('POST', 'code', { request: newest?.id })
    return String(shown.body.code)
  }

  /** A call as the app makes it: once more when the server asks for its nonce. */
  async asks(method: 'GET' | 'POST', name: string, body?: object): Promise<Reply> {
    const first = await this.sends(method, `/companion/${name}`, body)
    return first.body.error === 'use_dpop_nonce' ? this.sends(method, `/companion/${name}`, body) : first
  }

  private async sends(method: string, path: string, body?: object): Promise<Reply> {
    const claims = {
      htm: method,
      htu: this.parent.origin + path,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
    }
    const proof = await new SignJWT({ ...claims, ...(this.nonce ? { nonce: this.nonce } : {}) })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.jwk })
      .sign(this.keys.privateKey)
    const response = await this.parent.speaks(method, path, {
      headers: { dpop: proof, 'content-type': 'application/json' },
      content: body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    })
    this.nonce = response.headers.get('DPoP-Nonce') ?? this.nonce
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
}
