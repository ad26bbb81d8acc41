import { createHash, timingSafeEqual } from 'node:crypto'
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'

/** The key that signed a call: its thumbprint (RFC 7638) is who calls. */
export type ProvenKey = { readonly thumbprint: Buffer; readonly publicKey: PublicKey }

const base64url = z.string().regex(/^[\w-]{43}$/)
/** A P-256 public key and nothing more: a private `d`, or any other member, is refused (RFC 9449 §4.3). */
const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: base64url,
  y: base64url,
})
type PublicKey = z.infer<typeof publicKey>
const header = z.strictObject({ typ: z.literal('dpop+jwt'), alg: z.literal('ES256'), jwk: publicKey })
const claims = z.object({
  htm: z.string(),
  htu: z.string().max(500),
  iat: z.number(),
  jti: z.string().min(8).max(200),
  nonce: z.string().max(100).optional(),
})

const longestProof = 4096
/** How far the phone's clock may be off, in seconds. */
const clockMargin = 300
const nonceWindowSeconds = 300

export type ProofProblem = 'invalid_dpop_proof' | 'use_dpop_nonce'
export type Proof = { ok: true; key: ProvenKey } | { ok: false; problem: ProofProblem }

/** What a proof must be about: this method, one of these addresses, now. */
export type Expected = { readonly method: string; readonly addresses: readonly string[]; readonly now: Date }

/**
 * Verifies a DPoP proof (RFC 9449 §4.3): signed by the P-256 key it carries, for this method and address, fresh by
 * clock and by our nonce, and never seen before on any node. The body is not covered: it is the app's own over TLS.
 */
export async function verifyProof(
  reader: Reader,
  keyring: Keyring,
  proof: string | undefined,
  expected: Expected,
): Promise<Proof> {
  const read = proof && proof.length <= longestProof ? await readProof(proof, expected.now) : undefined
  if (!read) return { ok: false, problem: 'invalid_dpop_proof' }
  const { said, thumbprint } = read
  const nowSeconds = expected.now.getTime() / 1000
  const isAbout =
    said.htm === expected.method &&
    expected.addresses.includes(withoutQuery(said.htu)) &&
    Math.abs(nowSeconds - said.iat) <= clockMargin
  if (!isAbout) return { ok: false, problem: 'invalid_dpop_proof' }
  if (!isOurNonce(keyring, said.nonce, expected.now)) return { ok: false, problem: 'use_dpop_nonce' }
  const isNew = await remember(reader, thumbprint, said.jti, expected.now)
  return isNew
    ? { ok: true, key: { thumbprint, publicKey: read.publicKey } }
    : { ok: false, problem: 'invalid_dpop_proof' }
}

async function readProof(proof: string, now: Date) {
  try {
    const { jwk } = header.parse(decodeProtectedHeader(proof))
    const { payload } = await jwtVerify(proof, await importJWK(jwk, 'ES256'), {
      algorithms: ['ES256'],
      typ: 'dpop+jwt',
      currentDate: now,
    })
    const thumbprint = Buffer.from(await calculateJwkThumbprint(jwk, 'sha256'), 'base64url')
    return { said: claims.parse(payload), thumbprint, publicKey: jwk }
  } catch {
    return undefined
  }
}

function withoutQuery(address: string): string {
  const url = URL.parse(address)
  return url ? url.origin + url.pathname : ''
}

/** The nonce of now: derived from the five minutes it is for, so that nodes agree and nothing is stored. */
export function currentNonce(keyring: Keyring, now: Date): string {
  return nonceOf(keyring, windowOf(now))
}

function windowOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / nonceWindowSeconds)
}

function nonceOf(keyring: Keyring, window: number): string {
  return keyring.mac('dpop-nonce', String(window)).subarray(0, 16).toString('base64url')
}

/** The nonce of these five minutes or of those before. */
function isOurNonce(keyring: Keyring, nonce: string | undefined, now: Date): boolean {
  const given = Buffer.from(nonce ?? '')
  return [windowOf(now), windowOf(now) - 1].some((window) => {
    const ours = Buffer.from(nonceOf(keyring, window))
    return ours.length === given.length && timingSafeEqual(ours, given)
  })
}

/** Notes a proof as seen; false when it was. Kept for as long as its clock and nonce could still pass. */
async function remember(reader: Reader, thumbprint: Buffer, jti: string, now: Date): Promise<boolean> {
  const stored = await reader
    .insertInto('dpop_proofs')
    .values({
      proof_hash: createHash('sha256').update(thumbprint).update(jti).digest(),
      expires_at: new Date(now.getTime() + 2 * nonceWindowSeconds * 1000 + clockMargin * 1000),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('expires_at')
    .executeTakeFirst()
  return stored !== undefined
}
