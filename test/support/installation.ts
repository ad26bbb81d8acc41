import { randomBytes, randomUUID, type webcrypto } from 'node:crypto'
import { exportJWK, type JWK, SignJWT } from 'jose'
import { type OpenActivation, openActivation } from '../../src/account/activations.ts'
import { beginRecovery } from '../../src/account/recoveries.ts'
import type { Iin } from '../../src/domain/iin.ts'
import type { Language } from '../../src/domain/language.ts'
import type { AppFeed, AppRequest, Reply, ReplyBody } from './app-answers.ts'
import type { Person } from './people.ts'
import { origin, type TestPortal } from './portal.ts'
import { listenTo } from './stream.ts'

/** Parts of a proof that a test makes otherwise than the app does. */
export type OtherProof = {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** Signs with this key although the header carries the own one. */
  readonly signedBy?: CryptoKey
}

export type InstallationOptions = {
  readonly language?: Language
  readonly address?: string
  readonly userAgent?: string
}

const phone =
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36'

let made = 0

/**
 * ED24 on one phone, as the server sees it: a P-256 key that cannot be read, a signed proof with every call, the newest
 * nonce kept. It speaks through `portal.fetch` and repeats a call when the server asks for its nonce, as the app does.
 */
export class Installation {
  readonly portal: TestPortal
  readonly options: InstallationOptions
  readonly keys: webcrypto.CryptoKeyPair
  readonly jwk: JWK
  /** One of its own unless the test says otherwise: an address with many failures is slowed down. */
  readonly address: string
  nonce: string | undefined

  private constructor(
    portal: TestPortal,
    options: InstallationOptions,
    keys: webcrypto.CryptoKeyPair,
    jwk: JWK,
  ) {
    this.portal = portal
    this.options = options
    this.keys = keys
    this.jwk = jwk
    made += 1
    this.address = options.address ?? `100.64.${made >> 8}.${made & 255}`
  }

  static async make(portal: TestPortal, options: InstallationOptions = {}): Promise<Installation> {
    const keys = await newKeys()
    const { kty, crv, x, y } = await exportJWK(keys.publicKey)
    return new Installation(portal, options, keys, { kty, crv, x, y } as JWK)
  }

  /** A DPoP proof for a call, with whatever a test wants to be otherwise. */
  async proof(method: string, path: string, other: OtherProof = {}): Promise<string> {
    const claims = {
      htm: method,
      htu: origin + path,
      iat: Math.floor(this.portal.clock.now().getTime() / 1000),
      jti: randomUUID(),
      ...(this.nonce === undefined ? {} : { nonce: this.nonce }),
      ...other.claims,
    }
    const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: this.jwk, ...other.header }
    return new SignJWT(claims).setProtectedHeader(header).sign(other.signedBy ?? this.keys.privateKey)
  }

  /** One call with exactly this proof, or none, and without repeating anything. */
  async sends(method: string, path: string, body?: unknown, proof?: string | null): Promise<Response> {
    const headers = new Headers({ 'User-Agent': this.options.userAgent ?? phone })
    const dpop = proof === undefined ? await this.proof(method, path) : proof
    if (dpop !== null) headers.set('DPoP', dpop)
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const init: RequestInit = { method, headers }
    if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body)
    const request = new Request(origin + path, init)
    const response = await this.portal.fetch(request, this.address)
    this.nonce = response.headers.get('DPoP-Nonce') ?? this.nonce
    return response
  }

  /** A call as the app makes it: with the newest nonce, once more when the server asks for one. */
  async asks(method: 'GET' | 'POST', name: string, body?: unknown): Promise<Reply> {
    const path = `/companion/${name}`
    const first = await read(await this.sends(method, path, body))
    return first.body.error === 'use_dpop_nonce' ? read(await this.sends(method, path, body)) : first
  }

  async hello(): Promise<Reply> {
    return this.asks('POST', 'hello', { language: this.options.language ?? 'ru' })
  }

  /** Says hello and binds itself with a one-time password or a token. */
  async activates(
    number: string,
    secret: { password: string } | { token: string },
    smsCode?: string,
  ): Promise<Reply> {
    await this.hello()
    this.portal.log.forbid(number, 'password' in secret ? secret.password : secret.token)
    // An activation has both: a person types the digits.
    const given = 'password' in secret ? { password: secret.password } : { token: secret.token }
    return this.asks('POST', 'activate', { phone: number, ...given, ...(smsCode ? { smsCode } : {}) })
  }

  async previews(token: string): Promise<Reply> {
    return this.asks('POST', 'preview', { token })
  }

  async feed(): Promise<AppFeed> {
    const { status, body } = await this.asks('GET', 'feed')
    if (status !== 200) throw new Error(`feed: ${status} ${JSON.stringify(body)}`)
    return body as unknown as AppFeed
  }

  /** Asks for the requests with the number that stands on the waiting page. */
  async findsRequests(number: number): Promise<AppRequest[]> {
    const { status, body } = await this.asks('POST', 'requests', { number })
    if (status !== 200) throw new Error(`requests: ${status} ${JSON.stringify(body)}`)
    return body.requests as unknown as AppRequest[]
  }

  /** Taps «Показать код»: for the newest request in the feed, or for the one that is named. */
  async showsCode(request?: string): Promise<Reply> {
    const id = request ?? (await this.feed()).requests[0]?.id
    return this.asks('POST', 'code', { request: id })
  }

  async notMe(what: { request: string } | { binding: string }): Promise<Reply> {
    return this.asks('POST', 'not-me', what)
  }

  async approves(binding: string): Promise<Reply> {
    return this.asks('POST', 'approve', { binding })
  }

  /** «Это я» about limited mode, with its own binding of the only account, or the one that is named. */
  async endsLimited(binding?: string): Promise<Reply> {
    const own = binding ?? (await this.feed()).accounts[0]?.binding
    return this.asks('POST', 'end-limited', { binding: own })
  }

  /** «Согласен» or «Возразить» about a move that a notice told of. */
  async answersTransfer(notice: string, answer: 'approve' | 'object'): Promise<Reply> {
    return this.asks('POST', 'transfer', { notice, answer })
  }

  /** «Это не мой номер»: leaves one account. */
  async notMyNumber(binding: string): Promise<Reply> {
    return this.asks('POST', 'not-my-number', { binding })
  }

  async removes(): Promise<Reply> {
    return this.asks('POST', 'remove', {})
  }

  /** Opens the live stream. `next` waits for `changed`; `stop` hangs up. */
  async listens() {
    const response = await this.sends('GET', '/companion/live')
    if (response.status === 401) return listenTo(await this.sends('GET', '/companion/live'))
    return listenTo(response)
  }
}

/** An installation that has said hello. */
export async function newInstallation(
  portal: TestPortal,
  options: InstallationOptions = {},
): Promise<Installation> {
  const installation = await Installation.make(portal, options)
  await installation.hello()
  return installation
}

export function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>
}

async function read(response: Response): Promise<Reply> {
  const body = (await response.json()) as ReplyBody
  return { status: response.status, headers: response.headers, body }
}

export type AskedRecovery = { readonly recoveryId: string; readonly activation: OpenActivation }

/** A browser asks for a recovery and sees the page with its one-time password, known IIN or not; without the pages. */
export async function asksRecovery(
  portal: TestPortal,
  iin: Iin,
  browserHash: Buffer = randomBytes(32),
): Promise<AskedRecovery> {
  const { database, parts } = portal
  const browser = 'Firefox, Windows'
  return database.inTransaction(async (tx) => {
    const asked = { iin, browser, browserHash, address: '198.51.100.20' }
    const { recoveryId, accountId } = await beginRecovery(tx, parts, asked)
    const account = await tx
      .selectFrom('accounts')
      .where('id', '=', accountId)
      .select('phone_index')
      .executeTakeFirst()
    const phoneIndex = account?.phone_index ?? null
    const whose = { accountId, phoneIndex, iin, browser, madeThrough: 'public' as const, recoveryId }
    return { recoveryId, activation: await openActivation(tx, parts, whose) }
  })
}

/** The one-time password that the cabinet shows after the password has been typed again. */
export async function opensInCabinet(portal: TestPortal, person: Person): Promise<OpenActivation> {
  const { database, parts } = portal
  const { phone_index: phoneIndex } = await database.reader
    .selectFrom('accounts')
    .where('id', '=', person.id)
    .select('phone_index')
    .executeTakeFirstOrThrow()
  const browser = 'Safari, iOS'
  const whose = { accountId: person.id, phoneIndex, iin: person.iin, browser }
  return openActivation(database.reader, parts, { ...whose, madeThrough: 'cabinet' })
}

/** An installation that is bound to the person's account since so many hours, through the public page. */
export async function newBound(
  portal: TestPortal,
  person: Person,
  options: InstallationOptions & { number?: string; hoursOld?: number; through?: 'public' | 'cabinet' } = {},
): Promise<Installation> {
  const { number = '+77051239223', hoursOld = 0, through = 'public', ...rest } = options
  const installation = await Installation.make(portal, rest)
  const activation =
    through === 'public'
      ? (await asksRecovery(portal, person.iin)).activation
      : await opensInCabinet(portal, person)
  const reply = await installation.activates(number, activation)
  if (reply.status !== 200) throw new Error(`activate: ${reply.status} ${JSON.stringify(reply.body)}`)
  if (hoursOld > 0) {
    await portal.database.reader
      .updateTable('bindings')
      .set({ made_at: new Date(portal.clock.now().getTime() - hoursOld * 3_600_000) })
      .where('id', '=', String(reply.body.binding))
      .execute()
  }
  return installation
}
