import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { LiveFeed } from '../account/live-feed.ts'
import { logThrown } from './log-thrown.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { makeTally } from './tally.ts'

/** How often a quiet stream shows that it lives, and looks whether what it was opened for still does. */
export const beatMilliseconds = 20_000

/** Counts the open streams of whoever opens them: at most so many each. */
export function streamSlots(most: number, metrics: Pick<Metrics, 'liveFeeds'>) {
  const open = makeTally()
  return {
    /** Takes a slot of this one; returns what gives it back, or undefined where all are taken. */
    take(of: string): (() => void) | undefined {
      if (open.of(of) >= most) return undefined
      const letGo = open.hold(of)
      metrics.liveFeeds.inc()
      return () => {
        metrics.liveFeeds.dec()
        letGo()
      }
    },
  }
}

type Pulse = ReturnType<typeof makePulse>
type WithReference = { Variables: { visit: { readonly reference: string } } }

/**
 * Answers with server-sent events while `run` lasts. Afterwards nothing is watched and the slot is given back, also when it
 * threw: the browser comes back by itself, and the log has what was thrown (the framework would print it as it is).
 * `isChanged`: whether there may be something to say as it begins; `beat`: in ms.
 */
export function serveStream<E extends WithReference>(
  c: Context<E>,
  { live, log }: Pick<Parts, 'live' | 'log'>,
  options: { readonly giveBack: () => void; readonly isChanged: boolean; readonly beat?: number },
  run: (stream: SSEStreamingApi, pulse: Pulse) => Promise<void>,
): Response {
  // A question for the headers alone is answered without a stream: nobody would ever read it to its end.
  if (c.req.raw.method === 'HEAD') {
    options.giveBack()
    return c.body(null)
  }
  const { reference } = c.get('visit')
  return streamSSE(c, async (stream) => {
    const pulse = makePulse(stream, live, options)
    try {
      await run(stream, pulse)
    } catch (err) {
      logThrown(log, reference, err)
    } finally {
      pulse.watch([])
      options.giveBack()
    }
  })
}

/** What wakes a stream: a change of what it watches, a stop of the node, a browser that goes; else the next beat. */
function makePulse(
  stream: SSEStreamingApi,
  live: LiveFeed,
  { isChanged, beat = beatMilliseconds }: { isChanged: boolean; beat?: number },
) {
  const watched = new Map<string, () => void>()
  let wake = () => {}
  const isOpen = () => live.isOpen() && !stream.aborted && !stream.closed
  const isQuiet = () => !isChanged && isOpen()
  const change = () => {
    isChanged = true
    wake()
  }
  stream.onAbort(() => wake())
  return {
    isOpen,
    /** Whether it is open and nothing has changed. */
    isQuiet,
    /** From now on these topics wake it, and no others; a stop of the node does so too. */
    watch(topics: readonly string[]) {
      for (const topic of topics) if (!watched.has(topic)) watched.set(topic, live.watch(topic, change))
      for (const [topic, stop] of watched) {
        if (topics.includes(topic)) continue
        stop()
        watched.delete(topic)
      }
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
