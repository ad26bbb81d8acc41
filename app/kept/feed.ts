import type { Feed } from '../companion/answers.ts'
import { keep, recall } from './storage.ts'

/** Raised when the feed's shape changes: a kept feed of another shape is forgotten. */
const shape = 3
export type KeptFeed = { readonly shape: number; readonly feed: Feed; readonly receivedAt: number }

/** The feed as it was last received, for reading without a network. */
export async function recallFeed(): Promise<KeptFeed | undefined> {
  const kept = await recall<KeptFeed>('feed')
  return kept?.shape === shape ? kept : undefined
}

/** Keeps a feed that was received now. */
export async function keepFeed(feed: Feed): Promise<void> {
  await keep('feed', { shape, feed, receivedAt: Date.now() } satisfies KeptFeed)
}
