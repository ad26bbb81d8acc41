import { streamSSE } from 'hono/streaming'
import { bindingsOfInstallation } from '../account/bindings.ts'
import { findInstallation, noteSeen } from '../account/installations.ts'
import type { Parts } from '../http/parts.ts'
import type { CompanionContext } from './caller.ts'

/** How often a quiet stream shows that it lives, and looks whether its installation still does. */
const beatMilliseconds = 20_000
const mostPerInstallation = 4

/**
 * GET live: says `changed` whenever there is something new in the feed of this installation, whichever node wrote it. The
 * stream carries nothing else: what is new is asked for with a proof of its own.
 */
export function live(parts: Parts, beat = beatMilliseconds) {
  const open = new Map<string, number>()

  return async (c: CompanionContext): Promise<Response> => {
    const { id } = c.get('installation')
    const { thumbprint } = c.get('key')
    const { reader } = parts.database
    const count = open.get(id) ?? 0
    if (count >= mostPerInstallation) return c.json({ problem: 'too-many' }, 429)
    open.set(id, count + 1)
    parts.metrics.liveFeeds.inc()
    const topics = async () => [
      id,
      ...(await bindingsOfInstallation(reader, id)).map(({ accountId }) => accountId),
    ]
    // Known before the answer begins: an app asks for its feed as soon as it does, and misses nothing in between.
    let current = await topics()

    return streamSSE(c, async (stream) => {
      let isChanged = false
      let wake = () => {}
      const onChange = () => {
        isChanged = true
        wake()
      }
      const watched = new Map<string, () => void>()
      const watch = (wanted: readonly string[]) => {
        for (const topic of wanted)
          if (!watched.has(topic)) watched.set(topic, parts.live.watch(topic, onChange))
        for (const [topic, stop] of watched) {
          if (wanted.includes(topic)) continue
          stop()
          watched.delete(topic)
        }
      }
      stream.onAbort(() => wake())
      try {
        watch(current)
        await stream.write(': \n\n')
        while (parts.live.isOpen() && !stream.aborted && !stream.closed) {
          const installation = await findInstallation(reader, thumbprint)
          if (!installation) return
          await noteSeen(reader, parts.clock, installation)
          current = await topics()
          watch(current)
          const wasChanged = isChanged
          isChanged = false
          if (wasChanged) await stream.writeSSE({ event: 'changed', data: '' })
          // A stop while it was busy has woken nobody.
          if (!isChanged && !stream.aborted && parts.live.isOpen())
            await untilWoken(beat, (resolve) => (wake = resolve))
          if (!isChanged && !stream.aborted && parts.live.isOpen()) await stream.write(': \n\n')
        }
      } finally {
        watch([])
        parts.metrics.liveFeeds.dec()
        const left = (open.get(id) ?? 1) - 1
        if (left > 0) open.set(id, left)
        else open.delete(id)
      }
    })
  }
}

function untilWoken(milliseconds: number, onWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    onWake(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
