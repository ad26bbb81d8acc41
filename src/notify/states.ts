import { sql } from 'kysely'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'

/** How far a notice has come: the furthest of its channels. Dead: every channel that there was has failed. */
export type NoticeState = 'queued' | 'sent' | 'delivered' | 'opened' | 'dead'

/**
 * The app says that notices (by event id) are on the phone. Counts for this installation only; a push that still waits for
 * them is not sent any more. Unknown ids and those of others change nothing.
 */
export function markDelivered(
  tx: Tx,
  clock: Clock,
  installationId: string,
  eventIds: readonly string[],
): Promise<void> {
  return mark(tx, clock.now(), installationId, eventIds, 'delivered')
}

/** The same for notices that the person has opened: what is opened was delivered. */
export function markOpened(
  tx: Tx,
  clock: Clock,
  installationId: string,
  eventIds: readonly string[],
): Promise<void> {
  return mark(tx, clock.now(), installationId, eventIds, 'opened')
}

async function mark(
  tx: Tx,
  now: Date,
  installationId: string,
  eventIds: readonly string[],
  state: 'delivered' | 'opened',
): Promise<void> {
  if (eventIds.length === 0) return
  const earlier: readonly NoticeState[] =
    state === 'opened' ? ['queued', 'sent', 'delivered'] : ['queued', 'sent']
  await tx
    .updateTable('outbox')
    .set({
      state,
      delivered_at: sql<Date>`coalesce(delivered_at, ${now})`,
      ...(state === 'opened' ? { opened_at: now } : {}),
    })
    .where('installation_id', '=', installationId)
    .where('event_id', 'in', eventIds)
    .where('state', 'in', earlier)
    .execute()
}

/**
 * The states of many events at once: over all installations for the cabinet, or of one installation for its own
 * feed. An event that nobody had to be sent is absent.
 */
export async function noticeStates(
  reader: Reader,
  eventIds: readonly string[],
  installationId?: string,
): Promise<ReadonlyMap<string, NoticeState>> {
  if (eventIds.length === 0) return new Map()
  let query = reader
    .selectFrom('outbox')
    .where('event_id', 'in', eventIds)
    // A mail or SMS on its way is nothing that waits for an app.
    .where((is) => is.or([is('channel', 'in', ['app', 'push']), is('state', '!=', 'queued')]))
    .groupBy('event_id')
    .select([
      'event_id',
      sql<NoticeState>`(array['dead', 'queued', 'sent', 'delivered', 'opened'])[max(array_position(
        array['dead', 'queued', 'sent', 'delivered', 'opened'], state))]`.as('furthest'),
    ])
  if (installationId) query = query.where('installation_id', '=', installationId)
  const rows = await query.execute()
  return new Map(rows.flatMap((row) => (row.event_id ? [[row.event_id, row.furthest] as const] : [])))
}
