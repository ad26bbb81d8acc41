import { streamSSE } from 'hono/streaming'
import { findSession, type SignedIn } from '../../account/sessions.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { sinceOf, wasUsedSince } from './used.ts'

const beatMilliseconds = 20_000
/** Longer than any one-time password: a page that was forgotten in a tab need not be told. */
const longestMilliseconds = 30 * 60_000
const mostPerSession = 3

/** Tells the open page that its one-time password was used (event `activated`), or that the session is over (`ended`). */
export function liveActivation(parts: Parts) {
  const open = new Map<string, number>()

  return (c: PortalContext, { publicId, accountId }: SignedIn): Response => {
    const count = open.get(publicId) ?? 0
    if (count >= mostPerSession) return c.body(null, 204)
    open.set(publicId, count + 1)
    const { reader } = parts.database
    const begun = parts.clock.now()
    const since = sinceOf(c, begun)
    const { cookies } = visitOf(c)
    const token = cookies.read(c, 'session') ?? ''

    return streamSSE(c, async (stream) => {
      let wake = () => {}
      const stopWatching = parts.live.watch(accountId, () => wake())
      stream.onAbort(() => wake())
      try {
        while (parts.live.isOpen() && !stream.aborted && !stream.closed) {
          const woken = new Promise<void>((resolve) => {
            wake = resolve
          })
          if (parts.clock.now().getTime() - begun.getTime() > longestMilliseconds) return
          if (!(await findSession(reader, parts, token)))
            return await stream.writeSSE({ event: 'ended', data: '' })
          if (await wasUsedSince(reader, accountId, since))
            return await stream.writeSSE({ event: 'activated', data: '' })
          await stream.write(': \n\n')
          await Promise.race([woken, stream.sleep(beatMilliseconds)])
        }
      } finally {
        stopWatching()
        const left = (open.get(publicId) ?? 1) - 1
        if (left > 0) open.set(publicId, left)
        else open.delete(publicId)
      }
    })
  }
}
