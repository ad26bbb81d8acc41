import { createHash } from 'node:crypto'
import type { Random } from '../domain/clock.ts'

/** A new opaque token of 128 bits (ASVS 5.0 V7.2.3), as it stands in a cookie. */
export function newToken(random: Random): string {
  return random.bytes(16).toString('base64url')
}

/** What the database keeps of a token: a copy of the database opens nothing. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
