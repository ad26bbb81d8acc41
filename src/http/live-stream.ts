import type { SSEStreamingApi } from 'hono/streaming'
import type { LiveFeed } from '../account/live-feed.ts'
import type { Metrics } from './metrics.ts'

/** How often a quiet stream shows that it lives, and looks whether what it was opened for still does. */
export const beatMilliseconds = 20_000

/** Counts the open streams of whoever opens them: at most so many each. */
export function streamSlots(most: number, metrics: Pick<Metrics, 'liveFeeds'>) {
  const open = new Map<string, number>()
  return {
    /** Takes a slot of this one; returns what gives it back, or undefined where all are taken. */
    take(of: string): (() => void) | undefined {
      const count = open.get(of) ?? 0
      if (count >= most) return undefined
      open.set(of, count + 1)
      metrics.liveFeeds.inc()
      return () => {
        metrics.liveFeeds.dec()
        const left = (open.get(of) ?? 1) - 1
        if (left > 0) open.set(of, left)
        else open.delete(of)
      }
    },
  }
}

/** What wakes a stream: a change, a stop of the node, a browser that goes; else the next beat. `isChanged`: as it begins. */
export function streamPulse(
  stream: SSEStreamingApi,
  live: Pick<LiveFeed, 'isOpen'>,
  { isChanged, beat = beatMilliseconds }: { isChanged: boolean; beat?: number },
) {
  let wake = () => {}
  const isOpen = () => live.isOpen() && !stream.aborted && !stream.closed
  const isQuiet = () => !isChanged && isOpen()
  stream.onAbort(() => wake())
  return {
    isOpen,
    /** Whether it is open and nothing has changed. */
    isQuiet,
    /** Says that something has changed; a stop of the node says so too. */
    change() {
      isChanged = true
      wake()
    },
    /** Whether something has changed since this was asked last. */
    takeChange(): boolean {
      const wasChanged = isChanged
      isChanged = false
      return wasChanged
    },
    /** Until it is woken. What came while it was busy has woken nobody: then not at all. */
    async rest(): Promise<void> {
      if (!isQuiet()) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, beat)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }
}
