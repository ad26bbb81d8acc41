import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import { beginning, hashLine, type Place, proveHash, proveHead } from './encoding.ts'
import { type LineRow, lineColumns, lineOf } from './reading.ts'

/** One sequencer at a time, whichever node it is on; retention holds it too (`audit_drop_month`). */
const sequencerLock = 7_310_010
const batch = 2000
/** The first pass over a database of before looks at all of it once. */
const longestPassMilliseconds = 300_000

export type SequencerParts = {
  readonly database: Database
  readonly keyring: Keyring
  readonly clock: Clock
}

/** Lines up to `upTo` are all there once none of the `writers` goes on: what is still missing below was rolled back. */
type Horizon = { readonly upTo: string; readonly writers: ReadonlySet<string> }

export type Sequencer = {
  /**
   * Gives lines their place, a batch at a time while `mayGoOn`. Returns how many it has placed, or 'busy' while another node
   * does so.
   */
  chain(mayGoOn?: () => boolean): Promise<number | 'busy'>
}

/**
 * Makes this node's sequencer. Appending is one plain insert in the transaction of what it tells, so lines become visible
 * late and out of the order of their ids. The sequencer takes whatever is committed and has no place yet, in order
 * of ids; its own order is the one that counts. It never looks again at what is settled, so it costs
 * the same at any size, and it settles ids only when nobody can still commit one of them.
 */
export function makeSequencer({ database, keyring, clock }: SequencerParts): Sequencer {
  let horizon: Horizon | undefined

  /** `after`: in a long row of batches each begins where the one before it ended, and none of them settles. */
  async function pass(
    tx: Tx,
    after?: string,
  ): Promise<{ placed: number; last: string | undefined } | 'busy'> {
    const { rows: got } = await sql<{ ours: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(sequencerLock)}) as ours`.execute(tx)
    if (!got[0]?.ours) return 'busy'
    const stored = await tx.selectFrom('audit_head').selectAll().executeTakeFirst()
    if (stored && !proveHead(keyring, { seq: Number(stored.seq), hash: stored.hash }).equals(stored.mac)) {
      // Somebody wrote it, or our keys are others than those of before: nothing is added to such a chain.
      throw new Error('audit: the head of the chain is not ours')
    }
    let head = stored
      ? { seq: Number(stored.seq), hash: stored.hash, mac: stored.mac, settled: stored.settled_id }
      : { seq: 0, hash: beginning, mac: beginning, settled: '0' }
    // In this order: who writes now holds ids below the highest that is visible, and is seen before the lines are read.
    const seen: Horizon = { upTo: await highestId(tx, head.settled), writers: await currentWriters(tx) }
    const lines = await unplaced(tx, after ?? head.settled)
    const now = clock.now()
    // As `instantText` reads it back.
    const chainedAt = now.toISOString().replace('Z', '000Z')
    const placed = lines.map((row) => {
      const place: Place = { seq: head.seq + 1, chainedAt, previous: head.hash }
      const hash = hashLine(place, lineOf(row))
      const mac = proveHash(keyring, hash)
      head = { ...head, seq: place.seq, hash, mac }
      return { ...place, row, hash, mac }
    })
    const isFull = lines.length === batch
    const settled = isFull || after !== undefined ? head.settled : settle(head.settled, seen)
    if (placed.length > 0) await write(tx, placed)
    if (placed.length > 0 || settled !== head.settled) {
      const values = {
        seq: String(head.seq),
        hash: head.hash,
        mac: proveHead(keyring, head),
        chained_at: now,
        settled_id: settled,
      }
      await tx
        .insertInto('audit_head')
        .values(values)
        .onConflict((conflict) => conflict.column('one').doUpdateSet(values))
        .execute()
    }
    return { placed: placed.length, last: isFull ? lines.at(-1)?.id : undefined }
  }

  function settle(settled: string, seen: Horizon): string {
    horizon ??= seen
    const goesOn = [...horizon.writers].some((writer) => seen.writers.has(writer))
    if (goesOn) return settled
    // Nobody writes at all: then also what is visible now is all there.
    const { upTo } = seen.writers.size === 0 ? seen : horizon
    horizon = seen.writers.size === 0 ? undefined : seen
    return BigInt(upTo) > BigInt(settled) ? upTo : settled
  }

  return {
    async chain(mayGoOn = () => true) {
      let total = 0
      let after: string | undefined
      do {
        const began = after
        const done = await database.inTransaction((tx) => pass(tx, began), {
          longestMs: longestPassMilliseconds,
        })
        if (done === 'busy') return total > 0 ? total : 'busy'
        total += done.placed
        after = done.last
        // The end of a long row: once more from what is settled, for what came late.
        if (began === undefined && after === undefined) return total
      } while (mayGoOn())
      return total
    },
  }
}

async function highestId(tx: Tx, settled: string): Promise<string> {
  const { rows } = await sql<{ highest: string | null }>`
    select max(id)::text as highest from audit_log where id > ${settled}`.execute(tx)
  return rows[0]?.highest ?? settled
}

/**
 * The transactions that may have a line under way: an insert holds its lock on the table from before it draws an id until
 * it has ended. A writer is named so that it is never taken for the next one of its connection.
 */
async function currentWriters(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ writer: string }>`
    select distinct virtualtransaction as writer from pg_locks
     where locktype = 'relation' and granted and pid is distinct from pg_backend_pid()
       and database = (select oid from pg_database where datname = current_database())
       and mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
       and relation in (select relid from pg_partition_tree('audit_log'))`.execute(tx)
  return new Set(rows.map(({ writer }) => writer))
}

/**
 * A line without its place. Looked up line by line on purpose: as an anti-join the planner, which does not know how few lines
 * are not settled, reads the whole chain.
 */
const hasNoPlace = sql`
  (select 1 from audit_chain c where c.line_id = l.id and c.line_at = l.at limit 1) is null`

async function unplaced(tx: Tx, settled: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select ${lineColumns} from audit_log l
     where l.id > ${settled}
       and ${hasNoPlace}
     order by l.id limit ${sql.lit(batch)}`.execute(tx)
  return rows
}

type Placed = Place & { readonly row: LineRow; readonly hash: Buffer; readonly mac: Buffer }

async function write(tx: Tx, placed: readonly Placed[]): Promise<void> {
  const column = <T>(read: (one: Placed) => T) => placed.map(read)
  await sql`
    insert into audit_chain (seq, line_id, line_at, chained_at, previous, hash, mac)
    select * from unnest(
      ${column(({ seq }) => seq)}::bigint[], ${column(({ row }) => row.id)}::bigint[],
      ${column(({ row }) => row.at)}::timestamptz[], ${column(({ chainedAt }) => chainedAt)}::timestamptz[],
      ${column(({ previous }) => previous)}::bytea[], ${column(({ hash }) => hash)}::bytea[],
      ${column(({ mac }) => mac)}::bytea[])`.execute(tx)
}

/** How much waits for its place, and for how long: what `/metrics` shows. */
export async function chainBacklog(
  database: Pick<Database, 'reader'>,
  now: Date,
): Promise<{ unchained: number; ageSeconds: number }> {
  const { rows } = await sql<{ unchained: string; oldest: Date | null }>`
    select count(*)::text as unchained, min(l.at) as oldest from audit_log l
     where l.id > coalesce((select settled_id from audit_head), 0)
       and ${hasNoPlace}`.execute(database.reader)
  const oldest = rows[0]?.oldest?.getTime() ?? now.getTime()
  return {
    unchained: Number(rows[0]?.unchained ?? 0),
    ageSeconds: Math.max(0, (now.getTime() - oldest) / 1000),
  }
}
