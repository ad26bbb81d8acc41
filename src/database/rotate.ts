import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Database } from './database.ts'
import { type Keyring, keyIdOf, sealedHeader } from './keyring.ts'
import { openSealed, type SealedColumn, sealedTables, unlistedColumns } from './sealed-columns.ts'

export type RotationProgress = {
  readonly table: string
  /** Blocks of all tables that this pass has seen, and how many there are. */
  readonly seen: number
  readonly blocks: number
  /** Rows sealed anew so far. */
  readonly rows: number
}

export type RotationReport =
  | { readonly outcome: 'refused'; readonly unlisted: readonly string[] }
  /** `left`: values still under another key: locked all the time, or `unopenable` with these keys. */
  | {
      readonly outcome: 'done' | 'incomplete'
      readonly rows: number
      readonly left: number
      readonly unopenable: number
    }

/** 128 KB of a table at a time: at most a few hundred rows are locked, for some milliseconds. */
const blocksAtOnce = 16
const mostPassesInVain = 5
const betweenPassesMilliseconds = 1000

/**
 * Seals anew, under the keyring's sealing key, every value that is under another, while nodes serve. Each batch is a
 * transaction of its own, so whoever is killed goes on where the values say. Rows that somebody works on are passed over
 * and met at the next pass; a value is replaced only if it is still the one that was opened, and nothing else of its row
 * is written. Several rotations at once share the work. Passes end when nothing is left, or nothing moves any more.
 */
export async function rotateKeys(
  database: Pick<Database, 'pool'>,
  keyring: Keyring,
  onProgress: (progress: RotationProgress) => void = () => {},
): Promise<RotationReport> {
  const unlisted = await unlistedColumns(database.pool)
  if (unlisted.length > 0) return { outcome: 'refused', unlisted }
  let rows = 0
  for (let inVain = 0; ; ) {
    const pass = await onePass(database.pool, keyring, (seen) =>
      onProgress({ ...seen, rows: rows + seen.rows }),
    )
    rows += pass.rows
    const left = await countLeft(database.pool, keyring)
    const { unopenable } = pass
    if (left === 0) return { outcome: 'done', rows, left, unopenable: 0 }
    inVain = pass.rows > 0 ? 0 : inVain + 1
    if (left <= unopenable || inVain >= mostPassesInVain)
      return { outcome: 'incomplete', rows, left, unopenable }
    await wait(betweenPassesMilliseconds)
  }
}

async function onePass(pool: pg.Pool, keyring: Keyring, onProgress: (progress: RotationProgress) => void) {
  const tables = [...sealedTables()]
  const sizes = await blocksOf(
    pool,
    tables.map(([table]) => table),
  )
  const blocks = [...sizes.values()].reduce((sum, count) => sum + count, 0)
  let [seen, rows, unopenable] = [0, 0, 0]
  for (const [table, columns] of tables) {
    const size = sizes.get(table) ?? 0
    for (let from = 0; from < size; from += blocksAtOnce) {
      const began = performance.now()
      const batch = await rotateBatch(pool, keyring, { table, columns, from })
      rows += batch.rows
      unopenable += batch.unopenable
      seen += Math.min(blocksAtOnce, size - from)
      onProgress({ table, seen, blocks, rows })
      // Half of the time belongs to the citizens.
      if (batch.rows > 0) await wait(performance.now() - began)
    }
  }
  return { rows, unopenable }
}

async function blocksOf(pool: pg.Pool, tables: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ name: string; blocks: number }>(
    `select name, ceil(pg_relation_size(name::regclass) / current_setting('block_size')::float8)::int as blocks
       from unnest($1::text[]) name`,
    [tables],
  )
  return new Map(rows.map(({ name, blocks }) => [name, blocks]))
}

type Batch = { readonly table: string; readonly columns: readonly SealedColumn[]; readonly from: number }
type StaleRow = Readonly<Record<string, unknown>> & { readonly at: string }

async function rotateBatch(pool: pg.Pool, keyring: Keyring, batch: Batch) {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin')
    const names: string[] = batch.columns.map(({ column }) => column)
    const kind = batch.columns.some(needsKind) ? ', kind' : ''
    // No foreign key is checked against a sealed column: inserts that refer to the row need not wait.
    const { rows } = await client.query<StaleRow>(
      `select ctid::text as at, ${names.join(', ')}${kind} from ${batch.table}
        where ctid >= $2::tid and ctid < $3::tid and (${names.map(stale).join(' or ')})
          for no key update skip locked`,
      [sealedHeader(keyring.sealingId), `(${batch.from},0)`, `(${batch.from + blocksAtOnce},0)`],
    )
    let unopenable = 0
    const fresh = rows.map(({ at, kind: ofRow, ...row }) => {
      const pairs = batch.columns.map((column) => {
        const sealed = row[column.column]
        if (!(sealed instanceof Buffer) || keyIdOf(sealed) === keyring.sealingId) return noChange
        const again = resealed(keyring, column, sealed, ofRow)
        if (!again) unopenable += 1
        return again ? { sealed, again } : noChange
      })
      return { at, pairs }
    })
    const changed = await write(
      client,
      batch,
      fresh.filter(({ pairs }) => pairs.some(({ again }) => again !== null)),
    )
    await client.query('commit')
    failed = false
    return { rows: changed, unopenable }
  } finally {
    client.release(failed)
  }
}

function resealed(keyring: Keyring, column: SealedColumn, sealed: Buffer, kind: unknown): Buffer | undefined {
  try {
    const { context, plain } = openSealed(keyring, column, sealed, kind)
    return keyring.seal(context, plain)
  } catch {
    return undefined
  }
}

type Pair = { readonly sealed: Buffer | null; readonly again: Buffer | null }
const noChange: Pair = { sealed: null, again: null }

/** Replaces the values that are still those that were opened, all of a row's at once. */
async function write(
  client: pg.PoolClient,
  { table, columns }: Batch,
  fresh: readonly { at: string; pairs: readonly Pair[] }[],
): Promise<number> {
  if (fresh.length === 0) return 0
  const numbered = columns.map(({ column }, at) => ({ column, had: `had${at}`, gets: `gets${at}` }))
  const arrays = columns.map((_, at) => `$${2 * at + 2}::bytea[], $${2 * at + 3}::bytea[]`)
  const { rowCount } = await client.query(
    `update ${table} t set ${numbered.map(({ column, gets }) => `${column} = coalesce(fresh.${gets}, t.${column})`).join(', ')}
       from unnest($1::tid[], ${arrays.join(', ')})
         as fresh (at, ${numbered.map(({ had, gets }) => `${had}, ${gets}`).join(', ')})
      where t.ctid = any($1::tid[]) and t.ctid = fresh.at
        and ${numbered.map(({ column, had }) => `(fresh.${had} is null or t.${column} = fresh.${had})`).join(' and ')}`,
    [
      fresh.map(({ at }) => at),
      ...columns.flatMap((_, at) => [
        fresh.map(({ pairs }) => pairs[at]?.sealed ?? null),
        fresh.map(({ pairs }) => pairs[at]?.again ?? null),
      ]),
    ],
  )
  return rowCount ?? 0
}

const needsKind = ({ contexts }: SealedColumn) => contexts.some((context) => context.includes('{kind}'))

/** Whether a value begins otherwise than under the sealing key; `$1` is how it would begin. */
const stale = (column: string) => `substring(${column} from 1 for length($1::bytea)) <> $1::bytea`

async function countLeft(pool: pg.Pool, keyring: Keyring): Promise<number> {
  const counts = [...sealedTables().values()]
    .flat()
    .map(({ table, column }) => `(select count(*) from ${table} where ${stale(column)})`)
  const { rows } = await pool.query<{ left: string }>(`select ${counts.join(' + ')} as left`, [
    sealedHeader(keyring.sealingId),
  ])
  return Number(rows[0]?.left ?? 0)
}
