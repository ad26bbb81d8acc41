import { keepFirst, recall } from './storage.ts'

/** This installation's key pair: P-256, and its private half can be used but never read, by us neither. */
export type InstallationKey = CryptoKeyPair

/** The key pair of this installation, made at its first use. Two tabs that make one at once end with the same. */
export async function installationKey(): Promise<InstallationKey> {
  const kept = await recall<InstallationKey>('key')
  if (kept) return kept
  const made = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  return keepFirst('key', made)
}
