import { recoveryTopic } from '../account/live-feed.ts'
import { serveStream, streamSlots } from './live-stream.ts'
import type { Parts } from './parts.ts'
import type { PortalContext } from './visit.ts'

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
export function activatedStreams(parts: Pick<Parts, 'live' | 'log' | 'metrics'>) {
  const slots = streamSlots(mostPerPage, parts.metrics)

  return (c: PortalContext, page: Awaited | undefined): Response => {
    // 204 tells the browser not to come back.
    if (!page) return c.body(null, 204)
    const { requestId } = page
    const giveBack = slots.take(requestId)
    if (!giveBack) return c.body(null, 204)

    return serveStream(c, parts, { giveBack, isChanged: true }, async (stream, pulse) => {
      pulse.watch([recoveryTopic(requestId)])
      await stream.write(': \n\n')
      while (pulse.isOpen()) {
        if (pulse.takeChange()) {
          if (await page.isActivated()) return await stream.writeSSE({ event: 'activated', data: '' })
        } else {
          if (!(await page.isAlive())) return
          await stream.write(': \n\n')
        }
        await pulse.rest()
      }
    })
  }
}
