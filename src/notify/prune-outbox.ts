import { sql } from 'kysely'
import type { Reader } from '../database/tables.ts'
import { keptSince } from '../domain/retention.ts'

const batch = 5000

/**
 * Removes what is older than retention.outbox, a batch at a time; returns how many went. Ids are made in order of time
 * (UUIDv7, RFC 9562 §5.7), so the primary key leads to the oldest.
 */
export async function pruneOutbox(reader: Reader, now: Date): Promise<number> {
  const hex = keptSince('outbox', now).getTime().toString(16).padStart(12, '0')
  const bound = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
  const result = await sql`
    delete from outbox where id in (
      select id from outbox where id < ${bound}::uuid order by id limit ${sql.lit(batch)})`.execute(reader)
  return Number(result.numAffectedRows ?? 0)
}
