import { createPublicKey, createSign, createVerify } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeKeyring } from '../database/keyring.ts'
import { vapidKeys } from './vapid.ts'

const first = { id: 'first', secret: 'a-first-key-of-more-than-thirty-two-letters' }
const second = { id: 'second', secret: 'another-key-of-more-than-thirty-two-letters' }

test('every node derives the same pair, and rotating the sealing key leaves it', () => {
  const keys = vapidKeys(makeKeyring([first]))
  expect(vapidKeys(makeKeyring([first]))).toEqual(keys)
  expect(vapidKeys(makeKeyring([second, first]))).toEqual(keys)
  expect(vapidKeys(makeKeyring([second]))).not.toEqual(keys)
})

test('the pair belongs together and has the lengths of P-256', () => {
  const { publicKey, privateKey } = vapidKeys(makeKeyring([first]))
  const point = Buffer.from(publicKey, 'base64url')
  const scalar = Buffer.from(privateKey, 'base64url')
  expect([point.length, point[0], scalar.length]).toEqual([65, 4, 32])
  const coordinates = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const jwk = { ...coordinates, d: privateKey }
  const signature = createSign('sha256').update('hello').sign({ key: jwk, format: 'jwk' })
  const verifier = createPublicKey({ key: coordinates, format: 'jwk' })
  expect(createVerify('sha256').update('hello').verify(verifier, signature)).toBe(true)
})
