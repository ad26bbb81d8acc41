import { streamSSE } from 'hono/streaming'
import { recoveryTopic } from '../account/live-feed.ts'
import type { Parts } from './parts.ts'
import type { PortalContext } from './visit.ts'

/** How often a quiet stream shows that it lives, and looks whether its page still does. */
const beatMilliseconds = 20_000
const mostPerPage = 4

/** What one open page waits for. */
export type Awaited = {
  /** The request whose one-time password the page shows. */
  readonly requestId: string
  /** Whether that password has been used. */
  isActivated(): Promise<boolean>
  /** Whether the page's journey still lives. */
  isAlive(): Promise<boolean>
}

/**
 * Tells pages with a one-time password that it was used (server-sent event `activated`), and nothing else: the
 * stream of a decoy stays as quiet as that of a person who does nothing. Beats follow the clock alone.
 */
export function activatedStreams(parts: Pick<Parts, 'live' | 'metrics'>) {
  const open = new Map<string, number>()
  const { live } = parts

  return (c: PortalContext, page: Awaited | undefined): Response => {
    // 204 tells the browser not to come back.
    if (!page) return c.body(null, 204)
    const { requestId } = page
    const count = open.get(requestId) ?? 0
    if (count >= mostPerPage) return c.body(null, 204)
    open.set(requestId, count + 1)
    parts.metrics.liveFeeds.inc()

    return streamSSE(c, async (stream) => {
      let changed = true
      let wake = () => {}
      const stopWatching = live.watch(recoveryTopic(requestId), () => {
        changed = true
        wake()
      })
      stream.onAbort(() => wake())
      try {
        await stream.write(': \n\n')
        while (live.isOpen() && !stream.aborted && !stream.closed) {
          if (changed) {
            changed = false
            if (await page.isActivated()) return await stream.writeSSE({ event: 'activated', data: '' })
          } else {
            if (!(await page.isAlive())) return
            await stream.write(': \n\n')
          }
          // A stop while it was busy has woken nobody.
          if (!changed && !stream.aborted && live.isOpen()) await untilWoken((resolve) => (wake = resolve))
        }
      } finally {
        stopWatching()
        parts.metrics.liveFeeds.dec()
        const left = (open.get(requestId) ?? 1) - 1
        if (left > 0) open.set(requestId, left)
        else open.delete(requestId)
      }
    })
  }
}

function untilWoken(onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, beatMilliseconds)
    onWake(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
