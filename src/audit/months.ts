import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Limits } from '../domain/limits.ts'

/** How many months lie ready beside this one, however wrong a database's clock goes; a start makes what is missing. */
const monthsAhead = 2
const mostAtOnce = 60
/** A drop waits no longer than this for who writes, else everybody who writes would wait behind it. */
const dropLockMilliseconds = 500

/** Places of the chain that went with a month: from `first`, which followed `previous`, to `last` with its `hash`. */
export type DroppedRange = {
  readonly first: number
  readonly last: number
  readonly previous: string
  readonly hash: string
}

const rangesShape = z.array(
  z.object({ first: z.number(), last: z.number(), previous: z.string(), hash: z.string() }),
)

/** `2026-03`. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7)
}

/** The month after `2026-03`. */
export function monthAfter(month: string): string {
  return monthFrom(new Date(`${month}-01T00:00:00Z`), 1)
}

/** The month that lies so many months after (before, when negative) the one of `at`. */
export function monthFrom(at: Date, months: number): string {
  return monthOf(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)))
}

/**
 * Makes the tables from the newest month that there is up to those that lie ahead, without a hole. Returns how many it made.
 * A clock that is years wrong makes no more than `mostAtOnce`.
 */
export async function makeMonths(reader: Reader, now: Date): Promise<number> {
  const newest = (await monthsOf(reader, 'audit_log')).at(-1)
  const last = monthFrom(now, monthsAhead)
  let month = newest === undefined ? monthOf(now) : monthAfter(newest)
  let made = 0
  for (; month <= last && made < mostAtOnce; month = monthAfter(month)) {
    await sql`select audit_make_month(${`${month}-01`}::date)`.execute(reader)
    made += 1
  }
  return made
}

/** The months that there are, oldest first. */
export async function monthsOf(reader: Reader, table: 'audit_log' | 'audit_chain'): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select replace(right(c.relname, 7), '_', '-') as month
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = ${table}::regclass and c.relname ~ '_\\d{4}_\\d\\d$'
     order by 1`.execute(reader)
  return rows.map(({ month }) => month)
}

/**
 * Takes away whole months that are older than limits.audit.kept, oldest first. What each held of the chain is kept with a
 * keyed proof and told by a line, so that the chain is still verified over the gap. Returns the months that went.
 */
export async function dropOldMonths(
  database: Database,
  { keyring, limits }: { keyring: Keyring; limits: Limits },
  now: Date,
): Promise<string[]> {
  const firstKept = monthFrom(now, -limits.audit.kept.months)
  const old = (await monthsOf(database.reader, 'audit_log')).filter((month) => month < firstKept)
  for (const month of old) await database.inTransaction((tx) => dropMonth(tx, keyring, month, now))
  return old
}

/** Drops one month; refused by the database unless it is the oldest, over for a month and chained whole. */
export async function dropMonth(tx: Tx, keyring: Keyring, month: string, now: Date): Promise<void> {
  await sql`set local lock_timeout = ${sql.lit(dropLockMilliseconds)}`.execute(tx)
  const day = `${month}-01`
  const { rows } = await sql<{ ranges: unknown }>`select audit_ranges(${day}::date) as ranges`.execute(tx)
  const ranges = rangesShape.parse(rows[0]?.ranges)
  const proof = proveDrop(keyring, month, ranges)
  await sql`select audit_drop_month(${day}::date, ${JSON.stringify(ranges)}::jsonb, ${proof}, ${now})`.execute(
    tx,
  )
}

/** What retention has taken away. `isOurs` is false for a record that somebody wrote who has not our keys. */
export async function readDropped(
  reader: Reader,
  keyring: Keyring,
): Promise<{ month: string; ranges: readonly DroppedRange[]; lines: number; isOurs: boolean }[]> {
  const rows = await reader.selectFrom('audit_dropped').selectAll().orderBy('month').execute()
  return rows.map((row) => {
    const month = row.month.slice(0, 7)
    const read = rangesShape.safeParse(row.ranges)
    const ranges = read.success ? read.data : []
    return {
      month,
      ranges,
      lines: Number(row.lines),
      isOurs: proveDrop(keyring, month, ranges).equals(row.mac),
    }
  })
}

function proveDrop(keyring: Keyring, month: string, ranges: readonly DroppedRange[]): Buffer {
  const text = ranges.map(({ first, last, previous, hash }) => `${first}-${last}:${previous}:${hash}`)
  return keyring.mac('audit-drop', [month, ...text].join('\n'))
}
