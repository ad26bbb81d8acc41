import { sql } from 'kysely'
import type { Reader } from '../database/tables.ts'
import { firstIdAt } from '../domain/first-id.ts'
import { keptSince } from '../domain/retention.ts'

const batch = 5000

/**
 * Removes what is older than retention.outbox, a batch at a time; returns how many went. Ids are made in order of time,
 * so the primary key leads to the oldest.
 */
export async function pruneOutbox(reader: Reader, now: Date): Promise<number> {
  const bound = firstIdAt(keptSince('outbox', now).getTime())
  const result = await sql`
    delete from outbox where id in (
      select id from outbox where id < ${bound}::uuid order by id limit ${sql.lit(batch)})`.execute(reader)
  return Number(result.numAffectedRows ?? 0)
}
