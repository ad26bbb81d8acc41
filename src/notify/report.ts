import { sql } from 'kysely'
import type { Reader } from '../database/tables.ts'

/** How many notices stand where, over everybody; no person in it. */
export type OutboxCount = {
  readonly channel: string
  readonly kind: string
  readonly state: string
  readonly count: number
}

export async function countOutbox(reader: Reader): Promise<readonly OutboxCount[]> {
  const rows = await reader
    .selectFrom('outbox')
    .groupBy(['channel', 'kind', 'state'])
    .orderBy('channel')
    .orderBy('kind')
    .orderBy('state')
    .select((is) => ['channel', 'kind', 'state', is.fn.countAll<string>().as('count')])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export type DeadEnd = {
  readonly id: string
  readonly created_at: Date
  readonly channel: string
  readonly kind: string
  readonly tries: number
  readonly problem: string | null
}

/** The latest dead ends with their reasons, newest first. */
export function listDeadEnds(reader: Reader, most: number): Promise<readonly DeadEnd[]> {
  return reader
    .selectFrom('outbox')
    .where('state', '=', 'dead')
    .orderBy('id', 'desc')
    .limit(most)
    .select(['id', 'created_at', 'channel', 'kind', 'tries', 'problem'])
    .execute()
}

/** What waits to be sent by push, SMS or mail, and since how many seconds the oldest does. Feed entries wait for their reader. */
export async function outboxBacklog(
  reader: Reader,
  now: Date,
): Promise<{ readonly waiting: number; readonly oldestSeconds: number }> {
  const { waiting, oldest } = await reader
    .selectFrom('outbox')
    .where('state', '=', 'queued')
    .where('next_at', '<', sql<Date>`'infinity'::timestamptz`)
    .select((is) => [is.fn.countAll<string>().as('waiting'), is.fn.min('created_at').as('oldest')])
    .executeTakeFirstOrThrow()
  const oldestSeconds = oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0
  return { waiting: Number(waiting), oldestSeconds }
}
