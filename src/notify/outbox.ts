import { sql } from 'kysely'
import type { Tx } from '../database/tables.ts'

/** The channel on which nodes hear that something waits to be sent. */
export const outboxChannel = 'kabinet_outbox'

/** Wakes the workers of every node once the transaction commits. */
export async function wakeWorkers(tx: Tx): Promise<void> {
  await sql`select pg_notify(${outboxChannel}, '')`.execute(tx)
}
