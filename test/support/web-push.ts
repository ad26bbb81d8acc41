import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'

/** The phone's side of a subscription: it alone can read what is pushed (RFC 8291). */
export type PhoneKeys = {
  readonly p256dh: string
  readonly auth: string
  decrypt(body: Buffer): string
}

export function newPhoneKeys(): PhoneKeys {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const auth = randomBytes(16)
  return {
    p256dh: pair.getPublicKey('base64url', 'uncompressed'),
    auth: auth.toString('base64url'),
    decrypt: (body) => decrypt(pair, auth, body),
  }
}

/** Decrypts one aes128gcm record, written from RFC 8188 §2 and RFC 8291 §3.4, not with the sender's library. */
function decrypt(pair: ECDH, auth: Buffer, body: Buffer): string {
  const salt = body.subarray(0, 16)
  const recordSize = body.readUInt32BE(16)
  const idLength = body.readUInt8(20)
  const sender = body.subarray(21, 21 + idLength)
  const record = body.subarray(21 + idLength)
  if (record.length > recordSize) throw new Error('more than one record')
  const shared = pair.computeSecret(sender)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender])
  const input = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12))
  const opener = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([opener.update(record.subarray(0, -16)), opener.final()])
  const delimiter = padded.lastIndexOf(2)
  if (delimiter < 0) throw new Error('the last record ends with the byte 2')
  return padded.subarray(0, delimiter).toString('utf8')
}

/** Verifies `Authorization: vapid t=…, k=…` as RFC 8292 §2 and §4 ask; gives the application server's public key. */
export async function verifyVapid(
  authorization: string | undefined,
  audience: string,
): Promise<{ publicKey: string; subject: string | undefined }> {
  const token = /\bt=([\w.-]+)/.exec(authorization ?? '')?.[1]
  const publicKey = /\bk=([\w-]+)/.exec(authorization ?? '')?.[1]
  if (!authorization?.startsWith('vapid ') || !token || !publicKey) throw new Error('no VAPID')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    alg: 'ES256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [jwk] }), {
    audience,
    algorithms: ['ES256'],
  })
  const dayAhead = Date.now() / 1000 + 86_400
  if (!payload.exp || payload.exp > dayAhead) throw new Error('exp is missing or more than a day away')
  return { publicKey, subject: payload.sub }
}
