import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Log } from '../database/log.ts'
import type { Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import { firstIdAt } from '../domain/first-id.ts'
import { type AgedKind, keptSince } from '../domain/retention.ts'
import { pruneInstallations } from './installations.ts'
import { eraseClosedAccounts } from './person/closed.ts'
import { pruneTransfers } from './transfers/prune.ts'

const lockName = 7_310_002
const batch = 5000

type RowKind = Exclude<AgedKind, 'installations' | 'outbox' | 'closed_accounts'>

/** Rows by table and condition; an index leads to each. Where a person still decides a case, nothing it may ask for goes. */
const jobs: Readonly<
  Record<
    RowKind,
    (before: Date) => { table: string; where: RawBuilder<unknown>; after?: RawBuilder<unknown> }
  >
> = {
  flows: ended('flows'),
  limit_counters: ended('limit_counters'),
  limit_marks: ended('limit_marks'),
  dpop_proofs: ended('dpop_proofs'),
  activations: ended('activations'),
  recoveries: ended('recoveries'),
  sessions: ended('sessions'),
  trusted_browsers: ended('trusted_browsers'),
  replaced_passwords: (before) => ({
    table: 'passwords',
    where: sql`row.replaced_at < ${before} and ${noOpenCase}`,
  }),
  removed_bindings: (before) => ({
    table: 'bindings',
    where: sql`row.removed_at < ${before} and ${noOpenCase}
      and not exists (select from bindings other where other.approved_by = row.id)
      and not exists (select from recoveries where code_binding = row.id)
      and not exists (select from activations where used_by = row.id)`,
    // From then on its installation is one that was never bound.
    after: sql`update installations set bound_at = null where id in (select installation_id from gone)
      and not exists (select from bindings b where b.installation_id = installations.id and b.id not in (select id from gone))`,
  }),
  unconfirmed_addresses: (before) => ({
    table: 'notice_addresses',
    where: sql`row.confirmed_at is null and row.code_expires_at < ${before}`,
  }),
  // Ids are made in order of time (UUIDv7): the primary key leads to the oldest.
  events: (before) => ({
    table: 'events',
    where: sql`row.id < ${firstIdAt(before.getTime())}::uuid and row.at < ${before} and ${noOpenCase}`,
  }),
  restrictions: (before) => ({
    table: 'restrictions',
    where: sql`row.id < ${firstIdAt(before.getTime())}::uuid and least(row.ended_at, row.until) < ${before}`,
  }),
  cases: (before) => ({ table: 'cases', where: sql`row.decided_at < ${before}` }),
  consents: (before) => ({
    table: 'consents',
    where: sql`row.withdrawn_at < ${before} and exists (
      select from consents later where later.account_id = row.account_id and later.document = row.document
        and later.accepted_at > row.accepted_at)`,
  }),
}

function ended(table: string) {
  return (before: Date) => ({ table, where: sql`row.expires_at < ${before}` })
}

const noOpenCase = sql`not exists (
  select from cases where cases.account_id = row.account_id and cases.decided_at is null)`

/**
 * Removes what retention keeps no longer (domain/retention.ts), in batches, on one node at a time. Returns how many rows
 * went. Each kind is tried though another fails: the log hears of every fault, and the first is thrown at the end. The
 * notices' worker prunes the outbox, and the audit has a retention of its own.
 */
export async function prune(
  parts: { readonly database: Database; readonly keyring: Keyring; readonly log: Log },
  clock: Clock,
): Promise<number> {
  const { database } = parts
  const now = clock.now()
  const tasks: Record<string, () => Promise<number>> = {
    ...Object.fromEntries(
      Object.keys(jobs).map((kind) => [kind, () => pruneRows(database, kind as RowKind, now)]),
    ),
    closed_accounts: () => eraseClosedAccounts(parts, now),
    transfers: () => pruneTransfers(database, clock),
    installations: () => pruneInstallations(database.reader, clock),
  }
  const faults: unknown[] = []
  let gone = 0
  for (const [kind, task] of Object.entries(tasks)) {
    try {
      gone += await task()
    } catch (err) {
      parts.log.warn({ err, kind }, 'prune failed')
      faults.push(err)
    }
  }
  if (faults.length > 0) throw faults[0]
  return gone
}

/** Rows of one kind, batch by batch until nothing is left. */
async function pruneRows(database: Database, kind: RowKind, now: Date): Promise<number> {
  const { table, where, after } = jobs[kind](keptSince(kind, now))
  let gone = 0
  for (let more = true; more; ) {
    const removed = await alone(database, async (tx) => {
      const { rows } = await sql<{ count: number }>`
        with gone as (
          delete from ${sql.table(table)} where ctid = any(array(
            select row.ctid from ${sql.table(table)} row where ${where} limit ${sql.lit(batch)}))
          returning *
        )${after ? sql`, after as (${after} returning 1)` : sql``}
        select count(*)::int as count from gone`.execute(tx)
      return rows[0]?.count ?? 0
    })
    gone += removed
    more = removed === batch
  }
  return gone
}

/** Of several nodes one prunes at a time; the others find nothing to do. */
function alone(database: Database, work: (tx: Tx) => Promise<number>): Promise<number> {
  return database.inTransaction(async (tx) => {
    const { rows } = await sql<{ ours: boolean }>`
      select pg_try_advisory_xact_lock(${lockName}) as ours`.execute(tx)
    return rows[0]?.ours ? work(tx) : 0
  })
}
