import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { pruneInstallations } from './installations.ts'
import { pruneTransfers } from './transfers/prune.ts'

const lockName = 7_310_002
const batch = 5000
const keptDays = 30

/** What has run out and may go, table by table: an index leads to each. Ended sessions stay for the history. */
const tables = [
  { table: 'flows', keptDays: 0 },
  { table: 'limit_counters', keptDays: 0 },
  { table: 'limit_marks', keptDays: 0 },
  { table: 'dpop_proofs', keptDays: 0 },
  { table: 'activations', keptDays: 1 },
  // As long as a recovery can be contested: a person who decides needs to know which app showed its code.
  { table: 'recoveries', keptDays: 31 },
  { table: 'sessions', keptDays },
  { table: 'trusted_browsers', keptDays },
] as const

/** Removes rows that have run out, in batches, on one node at a time. Returns how many went. */
export async function prune(database: Database, clock: Clock): Promise<number> {
  const now = clock.now().getTime()
  let gone = 0
  for (const { table, keptDays: days } of tables) {
    const before = new Date(now - days * 86_400_000)
    for (let more = true; more; ) {
      const removed = await database.inTransaction(async (tx) => {
        const { rows } = await sql<{
          ours: boolean
        }>`select pg_try_advisory_xact_lock(${lockName}) as ours`.execute(tx)
        if (!rows[0]?.ours) return 0
        const name = sql.table(table)
        const result = await sql`
          delete from ${name} where ctid = any(array(
            select ctid from ${name} where expires_at < ${before} limit ${sql.lit(batch)}))`.execute(tx)
        return Number(result.numAffectedRows ?? 0)
      })
      gone += removed
      more = removed === batch
    }
  }
  return gone + (await pruneTransfers(database, clock)) + (await pruneInstallations(database.reader, clock))
}
