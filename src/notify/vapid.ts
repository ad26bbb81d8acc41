import { createECDH } from 'node:crypto'
import type { Keyring } from '../database/keyring.ts'

/** The pair by which push services know this deployment (RFC 8292), base64url as `web-push` wants it. */
export type VapidKeys = { readonly publicKey: string; readonly privateKey: string }

/** Order of P-256 (FIPS 186-5, D.1.2.3). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * Derives the pair from the keyring (FIPS 186-5 A.2.1: 512 bits reduced modulo n − 1), so that nothing more has to be
 * configured or kept and all nodes agree. It hangs on the oldest key, which rotation leaves in place: another
 * pair would void every subscription.
 */
export function vapidKeys(keyring: Keyring): VapidKeys {
  const wide = Buffer.concat([keyring.mac('vapid', '1'), keyring.mac('vapid', '2')])
  const scalar = (BigInt(`0x${wide.toString('hex')}`) % (order - 1n)) + 1n
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(scalar.toString(16).padStart(64, '0'), 'hex')
  return {
    publicKey: pair.getPublicKey('base64url', 'uncompressed'),
    privateKey: Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').toString('base64url'),
  }
}

/** The `pushKey` of /companion/hello: the app subscribes with it (`applicationServerKey`). */
export function pushKey(keyring: Keyring): string {
  return vapidKeys(keyring).publicKey
}
