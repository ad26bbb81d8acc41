import { streamSSE } from 'hono/streaming'
import { isRecoveryActivated } from '../account/activations.ts'
import { recoveryTopic } from '../account/live-feed.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { recoveryStore } from './ask.ts'

/** How often a quiet stream shows that it lives, and looks whether its page still does. */
const beatMilliseconds = 20_000
const mostPerPage = 4

/**
 * Tells a recovery page that its own one-time password was used (server-sent event `activated`), and nothing else: the
 * stream of a decoy stays as quiet as that of a person who does nothing. Beats follow the clock alone.
 */
export function liveRecovery(parts: Parts) {
  const open = new Map<string, number>()
  const { database, live } = parts
  const store = recoveryStore(parts)

  return async (c: PortalContext): Promise<Response> => {
    const token = visitOf(c).cookies.read(c, 'recovery')
    const state = await store.read(database.reader, token)
    // 204 tells the browser not to come back.
    if (!state) return c.body(null, 204)
    const { recoveryId } = state
    const count = open.get(recoveryId) ?? 0
    if (count >= mostPerPage) return c.body(null, 204)
    open.set(recoveryId, count + 1)
    parts.metrics.liveFeeds.inc()

    return streamSSE(c, async (stream) => {
      let changed = true
      let wake = () => {}
      const stopWatching = live.watch(recoveryTopic(recoveryId), () => {
        changed = true
        wake()
      })
      stream.onAbort(() => wake())
      try {
        await stream.write(': \n\n')
        while (live.isOpen() && !stream.aborted && !stream.closed) {
          if (changed) {
            changed = false
            if (await isRecoveryActivated(database.reader, recoveryId))
              return await stream.writeSSE({ event: 'activated', data: '' })
          } else {
            if (!(await store.read(database.reader, token))) return
            await stream.write(': \n\n')
          }
          if (!changed) await untilWoken((resolve) => (wake = resolve))
        }
      } finally {
        stopWatching()
        parts.metrics.liveFeeds.dec()
        const left = (open.get(recoveryId) ?? 1) - 1
        if (left > 0) open.set(recoveryId, left)
        else open.delete(recoveryId)
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
