import { pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { decodeBase64 } from './base64.ts'
import { digestBytes, type Pbkdf2Digest, pbkdf2Digests } from './hash-cost.ts'

const derive = promisify(pbkdf2)

/** A PBKDF2 hash (RFC 8018) taken apart. */
export type Pbkdf2Hash = { digest: Pbkdf2Digest; iterations: number; salt: Buffer; hash: Buffer }

// `$pbkdf2-sha256$29000$salt$hash` (passlib; without a digest: SHA-1), `$pbkdf2-sha256$i=29000,l=32$salt$hash` (PHC)
const modular = /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?([1-9]\d{0,9})(?:,l=\d{1,3})?\$([^$]*)\$([^$]+)$/
// `pbkdf2_sha256$600000$salt$hash` (Django): the salt is text
const django = /^pbkdf2_(sha1|sha256|sha512)\$([1-9]\d{0,9})\$([^$]+)\$([^$]+)$/
// `pbkdf2:sha256:600000$salt$hex` (Werkzeug): the salt is text, the hash hexadecimal
const werkzeug = /^pbkdf2:(sha1|sha256|sha512):([1-9]\d{0,9})\$([^$]+)\$([0-9a-f]+)$/

/** Takes a PBKDF2 hash apart, or null where it is malformed. */
export function readPbkdf2(text: string): Pbkdf2Hash | null {
  const [, digest = 'sha1', iterations, salt, hash] =
    modular.exec(text) ?? django.exec(text) ?? werkzeug.exec(text) ?? []
  const known = pbkdf2Digests.find((one) => one === digest)
  if (!known || iterations === undefined || salt === undefined || hash === undefined) return null
  const saltBytes = text.startsWith('$') ? decodeBase64(salt) : Buffer.from(salt)
  const hashBytes = text.startsWith('pbkdf2:') ? Buffer.from(hash, 'hex') : decodeBase64(hash)
  if (!saltBytes || !hashBytes) return null
  // A hash longer than its digest multiplies the work; one under 16 bytes could be met by chance.
  if (hashBytes.length < 16 || hashBytes.length > digestBytes[known]) return null
  return { digest: known, iterations: Number(iterations), salt: saltBytes, hash: hashBytes }
}

/** Whether the password has this hash. Runs on libuv's pool. */
export async function verifyPbkdf2(read: Pbkdf2Hash, password: string): Promise<boolean> {
  const made = await derive(password, read.salt, read.iterations, read.hash.length, read.digest)
  return timingSafeEqual(made, read.hash)
}
