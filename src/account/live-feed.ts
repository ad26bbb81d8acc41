import type { Database } from '../database/database.ts'
import { feedChannel } from './events.ts'

/** On which nodes hear that a recovery page's own one-time password was used; the payload is the request's id. */
export const recoveryChannel = 'kabinet_recovery'

/** What to watch for a recovery page. Marked, so that it never meets the id of a feed. */
export function recoveryTopic(recoveryId: string): string {
  return `recovery:${recoveryId}`
}

/** Tells open pages of this node what has changed, whichever node wrote it: an account's feed, a recovery page. */
export type LiveFeed = {
  /** Calls `onChange` after each change of an account's feed, or of a `recoveryTopic`; the returned function ends it. */
  watch(topic: string, onChange: () => void): () => void
  /** False once the node stops: open streams end, and browsers come back to another node. */
  isOpen(): boolean
  close(): Promise<void>
}

/** One database listener serves every open feed of the node. */
export async function openLiveFeed(database: Pick<Database, 'listen'>): Promise<LiveFeed> {
  const watchers = new Map<string, Set<() => void>>()
  let open = true
  const wakeAll = () => {
    for (const group of watchers.values()) for (const onChange of group) onChange()
  }
  const wake = (topic: string) => {
    for (const onChange of watchers.get(topic) ?? []) onChange()
  }
  const stops = [
    await database.listen(feedChannel, wake, wakeAll),
    await database.listen(recoveryChannel, (recoveryId) => wake(recoveryTopic(recoveryId))),
  ]
  return {
    watch(topic, onChange) {
      const group = watchers.get(topic) ?? new Set()
      watchers.set(topic, group.add(onChange))
      return () => {
        group.delete(onChange)
        if (group.size === 0) watchers.delete(topic)
      }
    },
    isOpen: () => open,
    async close() {
      open = false
      wakeAll()
      for (const stop of stops) await stop()
    },
  }
}
