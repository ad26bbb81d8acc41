import { createECDH } from 'node:crypto'
import { z } from 'zod'
import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import { mayBeEndpoint } from './address-guard.ts'

/** What the browser's `PushSubscription.toJSON()` gives; other members are dropped. */
const subscription = z.object({
  endpoint: z.string().max(2048),
  keys: z.object({
    p256dh: z.string().refine(isPoint),
    auth: z.string().refine((text) => bytesOf(text)?.length === 16),
  }),
})
export type PushSubscription = z.infer<typeof subscription>

/**
 * Reads a subscription from an untrusted body (POST /companion/push). Undefined when its shape, its keys (a point of
 * P-256, 16 bytes; RFC 8291 §3.1 and 3.2) or its address cannot be used.
 */
export function readSubscription(
  body: unknown,
  config: { readonly allowLocalPush: boolean },
): PushSubscription | undefined {
  const read = subscription.safeParse(body)
  if (!read.success) return undefined
  return mayBeEndpoint(read.data.endpoint, { local: config.allowLocalPush }) ? read.data : undefined
}

/** Keeps an installation's subscription (sealed: its address is a capability), or forgets it. */
export async function keepSubscription(
  tx: Tx,
  keyring: Keyring,
  installationId: string,
  kept: PushSubscription | null,
): Promise<void> {
  await tx
    .updateTable('installations')
    .set({ push_sealed: kept ? keyring.seal('installations.push', JSON.stringify(kept)) : null })
    .where('id', '=', installationId)
    .execute()
}

/** Opens what `keepSubscription` has sealed. */
export function openSubscription(keyring: Keyring, sealed: Buffer): PushSubscription {
  return subscription.parse(JSON.parse(keyring.open('installations.push', sealed)))
}

function bytesOf(text: string): Buffer | undefined {
  return /^[\w-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64url') : undefined
}

function isPoint(text: string): boolean {
  const point = bytesOf(text)
  if (point?.length !== 65 || point[0] !== 4) return false
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  try {
    // Only a point of the curve gives a shared secret.
    return pair.computeSecret(point).length === 32
  } catch {
    return false
  }
}
