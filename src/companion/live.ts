import { streamSSE } from 'hono/streaming'
import { bindingsOfInstallation } from '../account/bindings.ts'
import { findInstallation, noteSeen } from '../account/installations.ts'
import { beatMilliseconds, streamPulse, streamSlots } from '../http/live-stream.ts'
import type { Parts } from '../http/parts.ts'
import type { CompanionContext } from './caller.ts'

const mostPerInstallation = 4

/**
 * GET live: says `changed` whenever there is something new in the feed of this installation, whichever node wrote it. The
 * stream carries nothing else: what is new is asked for with a proof of its own.
 */
export function live(parts: Parts, beat = beatMilliseconds) {
  const slots = streamSlots(mostPerInstallation, parts.metrics)

  return async (c: CompanionContext): Promise<Response> => {
    const { id } = c.get('installation')
    const { thumbprint } = c.get('key')
    const { reader } = parts.database
    const giveBack = slots.take(id)
    if (!giveBack) return c.json({ problem: 'too-many' }, 429)
    const topics = async () => [
      id,
      ...(await bindingsOfInstallation(reader, id)).map(({ accountId }) => accountId),
    ]
    // Known before the answer begins: an app asks for its feed as soon as it does, and misses nothing in between.
    let current = await topics()

    return streamSSE(c, async (stream) => {
      const pulse = streamPulse(stream, parts.live, { isChanged: false, beat })
      const watched = new Map<string, () => void>()
      const watch = (wanted: readonly string[]) => {
        for (const topic of wanted)
          if (!watched.has(topic)) watched.set(topic, parts.live.watch(topic, pulse.change))
        for (const [topic, stop] of watched) {
          if (wanted.includes(topic)) continue
          stop()
          watched.delete(topic)
        }
      }
      try {
        watch(current)
        await stream.write(': \n\n')
        while (pulse.isOpen()) {
          const installation = await findInstallation(reader, thumbprint)
          if (!installation) return
          await noteSeen(reader, parts.clock, installation)
          current = await topics()
          watch(current)
          if (pulse.takeChange()) await stream.writeSSE({ event: 'changed', data: '' })
          await pulse.rest()
          if (pulse.isQuiet()) await stream.write(': \n\n')
        }
      } finally {
        watch([])
        giveBack()
      }
    })
  }
}
