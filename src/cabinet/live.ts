import type { SSEStreamingApi } from 'hono/streaming'
import { eventsAtOnce, type FeedEvent, listEventsSince } from '../account/events.ts'
import { activeRestriction, isAllowed } from '../account/restrictions.ts'
import { findSession, type SignedIn } from '../account/sessions.ts'
import { firstIdAt } from '../domain/first-id.ts'
import { serveStream, streamSlots } from '../http/live-stream.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { localDay } from '../ui/dates.ts'
import { feedIcons } from '../ui/feed-card.tsx'
import type { LiveEvent } from '../ui/live-event.ts'
import { cabinetWords } from './messages.ts'
import { dayHeading, feedItem } from './wording.ts'

/**
 * So much is looked back: an event gets its id before its transaction ends, and one with a later id may end sooner; and
 * the page's clock may not be the database's. A page drops what it has already.
 */
const lateMilliseconds = 10_000
const mostPerSession = 6

/**
 * The live feed (server-sent events). Each change of the account's feed sends what is new; a session that ends,
 * also one ended from another browser, ends its stream. `since` is when the page was made.
 */
export function liveFeed(parts: Parts) {
  const { pageReader } = parts.database
  const slots = streamSlots(mostPerSession, parts.metrics)

  return (c: PortalContext, signedIn: SignedIn): Response => {
    const { publicId, accountId } = signedIn
    const giveBack = slots.take(publicId)
    if (!giveBack) return c.body(null, 204)
    let last = startOf(c, parts)
    const sent = new Set([last])
    const { language, cookies } = visitOf(c)
    const token = cookies.read(c, 'session') ?? ''

    return serveStream(c, parts, { giveBack, isChanged: true }, async (stream, pulse) => {
      pulse.watch([accountId])
      while (pulse.isOpen()) {
        const isStillRead = pulse.takeChange() ? await sendNew(stream) : await reads()
        if (!isStillRead) return await stream.writeSSE({ event: 'ended', data: '' })
        await pulse.rest()
        if (pulse.isQuiet()) await stream.write(': \n\n')
      }
    })

    /** The session, while it lives and may read; what the page shows then says why nothing can be seen any more. */
    async function reads(): Promise<SignedIn | undefined> {
      const session = await findSession(pageReader, parts, token)
      if (!session?.hasRestriction) return session
      const restriction = await activeRestriction(pageReader, accountId, parts.clock.now())
      return isAllowed(restriction, 'read-feed') ? session : undefined
    }

    /** Sends what is new to who still reads; false to who does not. */
    async function sendNew(stream: SSEStreamingApi): Promise<boolean> {
      let from = firstIdAt(timeOf(last) - lateMilliseconds)
      for (const id of sent) if (id < from) sent.delete(id)
      for (let isMore = true; isMore; ) {
        const events = await listEventsSince(pageReader, parts.keyring, accountId, from)
        // After the events, so that the unread among them are counted.
        const session = await reads()
        if (!session) return false
        for (const event of events) {
          if (!sent.has(event.id)) await send(stream, event, session.unread)
          sent.add(event.id)
          from = event.id
        }
        isMore = events.length === eventsAtOnce
      }
      if (from > last) last = from
      return true
    }

    async function send(stream: SSEStreamingApi, event: FeedEvent, unread: number) {
      const day = dayHeading(cabinetWords(language), language, event.at, parts.clock.now())
      const { kind, unread: _, ...item } = feedItem(event, language)
      const shown = {
        ...item,
        icon: feedIcons[kind],
        date: localDay(event.at),
        day,
        unread,
      } satisfies LiveEvent
      await stream.writeSSE({ id: event.id, event: 'notice', data: JSON.stringify(shown) })
    }
  }
}

/** The id after which events are new: the last one that the browser saw, or the moment the page was made. */
function startOf(c: PortalContext, parts: Parts): string {
  const seen = c.req.header('last-event-id')
  if (seen && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(seen)) return seen
  const since = Number(c.req.query('since'))
  const now = parts.clock.now().getTime()
  const made = Number.isFinite(since) && since > 0 && since < now ? since : now
  return firstIdAt(made)
}

/** When the id of an event was given, in ms. */
function timeOf(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16)
}
