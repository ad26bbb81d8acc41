import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Installation, newInstallation, newKeys, type OtherProof } from '../support/installation.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let app: Installation
beforeAll(async () => {
  portal = await newTestPortal()
})
beforeEach(async () => {
  app = await newInstallation(portal)
})

const path = '/companion/feed'
async function asked(other: OtherProof) {
  const response = await app.sends('GET', path, undefined, await app.proof('GET', path, other))
  return { status: response.status, error: ((await response.json()) as { error?: string }).error }
}
const refused = { status: 401, error: 'invalid_dpop_proof' }
const seconds = () => Math.floor(portal.clock.now().getTime() / 1000)

test('a proof as the app makes it is taken; every answer brings the next nonce', async () => {
  const response = await app.sends('GET', path)
  expect(response.status).toBe(200)
  expect(response.headers.get('DPoP-Nonce')).toBe(app.nonce)
})

describe('what a proof is about', () => {
  test.each<[string, () => OtherProof]>([
    ['another method', () => ({ claims: { htm: 'POST' } })],
    ['another address', () => ({ claims: { htu: 'https://kabinet.test/companion/code' } })],
    ['another origin', () => ({ claims: { htu: 'https://kabinet.example/companion/feed' } })],
    ['an address that is none', () => ({ claims: { htu: 'feed' } })],
    ['a time long past', () => ({ claims: { iat: seconds() - 301 } })],
    ['a time far ahead', () => ({ claims: { iat: seconds() + 301 } })],
    ['no time', () => ({ claims: { iat: undefined } })],
    ['no id', () => ({ claims: { jti: undefined } })],
  ])('%s: refused', async (_, other) => {
    expect(await asked(other())).toEqual(refused)
  })

  test('a query does not count, and a clock may be five minutes off', async () => {
    expect((await asked({ claims: { htu: 'https://kabinet.test/companion/feed?x=1#y' } })).status).toBe(200)
    expect((await asked({ claims: { iat: seconds() - 299 } })).status).toBe(200)
    expect((await asked({ claims: { iat: seconds() + 299 } })).status).toBe(200)
  })
})

describe('what a proof is', () => {
  test('no proof, several, something else, or one that is too long: refused', async () => {
    const proof = await app.proof('GET', path)
    for (const dpop of [null, `${proof}, ${proof}`, 'x.y.z', '', 'a'.repeat(5000)]) {
      const response = await app.sends('GET', path, undefined, dpop)
      expect([response.status, await response.json()]).toEqual([401, { error: 'invalid_dpop_proof' }])
      expect(response.headers.get('WWW-Authenticate')).toContain('DPoP error="invalid_dpop_proof"')
    }
  })

  test('another type or a critical extension: refused', async () => {
    expect(await asked({ header: { typ: 'JWT' } })).toEqual(refused)
    expect(await asked({ header: { kid: 'somebody' } })).toEqual(refused)
  })

  test('a header without signature, or another algorithm: refused', async () => {
    const none = [{ typ: 'dpop+jwt', alg: 'none', jwk: app.jwk }, { htm: 'GET' }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    expect((await app.sends('GET', path, undefined, `${none}.`)).status).toBe(401)
    const { privateKey, publicKey } = await generateKeyPair('ES384')
    const jwk = await exportJWK(publicKey)
    expect(await asked({ header: { alg: 'ES384', jwk }, signedBy: privateKey })).toEqual(refused)
    const symmetric = { kty: 'oct', k: 'AAAA' }
    expect(await asked({ header: { jwk: symmetric } })).toEqual(refused)
  })

  test('a private key in the header: refused, although everything else is right', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(privateKey)
    expect(await asked({ header: { jwk }, signedBy: privateKey })).toEqual(refused)
    const { d: _, ...own } = jwk
    const unknown = await app.sends(
      'GET',
      path,
      undefined,
      await app.proof('GET', path, { header: { jwk: own }, signedBy: privateKey }),
    )
    expect(await unknown.json()).toEqual({ problem: 'unknown-installation' })
  })

  test('signed by another key than the header carries: refused', async () => {
    const { privateKey } = await newKeys()
    expect(await asked({ signedBy: privateKey })).toEqual(refused)
  })

  test('a key that has not said hello is nobody', async () => {
    const stranger = await Installation.make(portal)
    expect(await stranger.asks('GET', 'feed')).toMatchObject({
      status: 401,
      body: { problem: 'unknown-installation' },
    })
  })
})

describe('nonce and replay', () => {
  test('without a nonce, or with a made-up one, the newest is asked for', async () => {
    for (const nonce of [undefined, 'AAAAAAAAAAAAAAAAAAAAAA', 'short']) {
      const answer = await asked({ claims: { nonce } })
      expect(answer).toEqual({ status: 401, error: 'use_dpop_nonce' })
    }
    expect((await app.sends('GET', path)).status).toBe(200)
  })

  test('a nonce lives through the next five minutes, and no longer', async () => {
    const nonce = app.nonce
    portal.clock.advance({ seconds: 300 })
    expect((await asked({ claims: { nonce } })).status).toBe(200)
    portal.clock.advance({ seconds: 300 })
    expect(await asked({ claims: { nonce } })).toEqual({ status: 401, error: 'use_dpop_nonce' })
  })

  test('a proof is good once, also 20 times at once', async () => {
    const proof = await app.proof('GET', path)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.sends('GET', path, undefined, proof)),
    )
    const statuses = answers.map(({ status }) => status).toSorted()
    expect(statuses).toEqual([200, ...Array<number>(19).fill(401)])
  })

  test('another installation may use the same id', async () => {
    const other = await newInstallation(portal)
    const claims = { jti: 'the-same-id-of-two' }
    const first = await app.sends('GET', path, undefined, await app.proof('GET', path, { claims }))
    const second = await other.sends('GET', path, undefined, await other.proof('GET', path, { claims }))
    expect([first.status, second.status]).toEqual([200, 200])
  })
})
