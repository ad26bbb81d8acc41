import { findSession, type SignedIn } from '../../account/sessions.ts'
import { serveStream, streamSlots } from '../../http/live-stream.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { sinceOf, wasUsedSince } from './used.ts'

/** Longer than any one-time password: a page that was forgotten in a tab need not be told. */
const longestMilliseconds = 30 * 60_000
const mostPerSession = 3

/** Tells the open page that its one-time password was used (event `activated`), or that the session is over (`ended`). */
export function liveActivation(parts: Parts) {
  const { reader } = parts.database
  const slots = streamSlots(mostPerSession, parts.metrics)

  return (c: PortalContext, { publicId, accountId }: SignedIn): Response => {
    const giveBack = slots.take(publicId)
    if (!giveBack) return c.body(null, 204)
    const begun = parts.clock.now()
    const since = sinceOf(c, begun)
    const { cookies } = visitOf(c)
    const token = cookies.read(c, 'session') ?? ''

    return serveStream(c, parts, { giveBack, isChanged: true }, async (stream, pulse) => {
      pulse.watch([accountId])
      while (pulse.isOpen()) {
        if (parts.clock.now().getTime() - begun.getTime() > longestMilliseconds) return
        if (!(await findSession(reader, parts, token)))
          return await stream.writeSSE({ event: 'ended', data: '' })
        if (pulse.takeChange() && (await wasUsedSince(reader, accountId, since)))
          return await stream.writeSSE({ event: 'activated', data: '' })
        await stream.write(': \n\n')
        await pulse.rest()
      }
    })
  }
}
