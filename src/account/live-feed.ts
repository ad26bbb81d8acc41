import type { Database } from '../database/database.ts'
import { feedChannel } from './events.ts'

/** Tells open pages of this node that an account's feed has grown, whichever node wrote it. */
export type LiveFeed = {
  /** Calls `onChange` after each change; the returned function ends it. */
  watch(accountId: string, onChange: () => void): () => void
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
  const stop = await database.listen(
    feedChannel,
    (accountId) => {
      for (const onChange of watchers.get(accountId) ?? []) onChange()
    },
    wakeAll,
  )
  return {
    watch(accountId, onChange) {
      const group = watchers.get(accountId) ?? new Set()
      watchers.set(accountId, group.add(onChange))
      return () => {
        group.delete(onChange)
        if (group.size === 0) watchers.delete(accountId)
      }
    },
    isOpen: () => open,
    async close() {
      open = false
      wakeAll()
      await stop()
    },
  }
}
