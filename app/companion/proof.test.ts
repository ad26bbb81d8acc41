import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { signProof } from './proof.ts'

let key: CryptoKeyPair
beforeAll(async () => {
  key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
})
const proof = {
  method: 'POST',
  address: 'https://kabinet.example.kz/companion/hello',
  nonce: 'n-1',
  issuedAt: 1_800_000_000,
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
}

test('a proof is a JWT that another implementation verifies', async () => {
  const { payload } = await jwtVerify(await signProof(key, proof), EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
  })
  expect(payload).toEqual({
    htm: 'POST',
    htu: proof.address,
    iat: proof.issuedAt,
    jti: proof.id,
    nonce: 'n-1',
  })
})

test('the first proof has no nonce', async () => {
  const signed = await signProof(key, { ...proof, nonce: undefined })
  const { payload } = await jwtVerify(signed, EmbeddedJWK)
  expect(payload).not.toHaveProperty('nonce')
})

test('the header carries the public key alone, and always the same one', async () => {
  const [one, other] = [await signProof(key, proof), await signProof(key, { ...proof, nonce: 'n-2' })]
  const jwk = decodeProtectedHeader(one).jwk ?? {}
  expect(Object.keys(jwk).toSorted()).toEqual(['crv', 'kty', 'x', 'y'])
  const again = decodeProtectedHeader(other).jwk ?? {}
  expect(await calculateJwkThumbprint(jwk)).toBe(await calculateJwkThumbprint(again))
})

test('a proof that was changed is refused', async () => {
  const [header, , signature] = (await signProof(key, proof)).split('.')
  const claims = Buffer.from(JSON.stringify({ htm: 'GET' })).toString('base64url')
  await expect(jwtVerify(`${header}.${claims}.${signature}`, EmbeddedJWK)).rejects.toThrow()
})
