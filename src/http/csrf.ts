import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from '../database/keyring.ts'

/** The token for a browser's csrf cookie: an HMAC, so that a cookie planted by a sibling host yields no token. */
export function csrfToken(keyring: Keyring, cookie: string): string {
  return keyring.mac('csrf', cookie).toString('base64url')
}

/**
 * Fetch Metadata first: a browser that says the request comes from another site is refused without looking at the
 * token (ASVS 5.0 V3.5.1). Browsers too old to say are judged by Origin, then by the token alone.
 */
export function comesFromElsewhere(headers: Headers, publicOrigin: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = headers.get('origin')
  return origin !== null && origin !== publicOrigin
}

/** Compares tokens in constant time. */
export function isCsrfToken(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}
