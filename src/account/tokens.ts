import { hash } from 'node:crypto'
import type { Random } from '../domain/clock.ts'

/** A new opaque token of 128 bits (ASVS 5.0 V7.2.3), as it stands in a cookie. */
export function newToken(random: Random): string {
  return random.bytes(16).toString('base64url')
}

/** What the database keeps of a token: a copy of the database opens nothing. */
export function tokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** A new random UUID (version 4, RFC 9562 §5.4), for rows whose id is needed before they are written. */
export function newUuid(random: Random): string {
  const bytes = random.bytes(16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
