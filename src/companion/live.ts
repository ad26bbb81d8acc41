import { bindingsOfInstallation } from '../account/bindings.ts'
import { findInstallation, noteSeen } from '../account/installations.ts'
import { beatMilliseconds, serveStream, streamSlots } from '../http/live-stream.ts'
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
    const topics = async () => [
      id,
      ...(await bindingsOfInstallation(reader, id)).map(({ accountId }) => accountId),
    ]
    // Known before the answer begins: an app asks for its feed as soon as it does, and misses nothing in between.
    let current = await topics()
    const giveBack = slots.take(id)
    if (!giveBack) return c.json({ problem: 'too-many' }, 429)

    return serveStream(c, parts, { giveBack, isChanged: false, beat }, async (stream, pulse) => {
      pulse.watch(current)
      await stream.write(': \n\n')
      while (pulse.isOpen()) {
        // Taken before anything is read: what changes after the reading comes round again.
        const isChanged = pulse.takeChange()
        const installation = await findInstallation(reader, thumbprint)
        if (!installation) return
        await noteSeen(reader, parts.clock, installation)
        current = await topics()
        pulse.watch(current)
        if (isChanged) await stream.writeSSE({ event: 'changed', data: '' })
        await pulse.rest()
        if (pulse.isQuiet()) await stream.write(': \n\n')
      }
    })
  }
}
