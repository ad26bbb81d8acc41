import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import type { BackupProgress, RowCounts } from './backup.ts'
import {
  type CopiedTable,
  copyStatement,
  makeAuditMonths,
  setSequences,
  tablesInOrder,
} from './backup-catalog.ts'
import { type BackupRecord, checkFile, type FileProblem, readRecords } from './backup-file.ts'
import type { Database } from './database.ts'
import { appliedMigrations } from './migrate.ts'

type Problem = FileProblem | 'other-migrations' | 'not-empty'
export type RestoreOutcome =
  | { readonly outcome: 'done'; readonly takenAt: Date; readonly rows: RowCounts }
  | { readonly outcome: 'refused'; readonly problem: Problem }

const head = z.object({
  takenAt: z.coerce.date(),
  migrations: z.array(z.tuple([z.string(), z.string()])),
  months: z.array(z.iso.date()),
})
const tableRecord = z.object({ name: z.string(), columns: z.array(z.string()), isByMonth: z.boolean() })
const tail = z.object({
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
})

/**
 * Puts a backup into an empty database that has exactly the backup's migrations: all of it or, when refused or thrown,
 * nothing. The file's checksum is verified before anything is written. The keys that were in use when it was
 * taken are needed to open what it holds.
 */
export async function restore(
  database: Pick<Database, 'pool'>,
  file: string,
  onProgress: (progress: BackupProgress) => void = () => {},
): Promise<RestoreOutcome> {
  const state = await checkFile(file)
  if (state !== 'fine') return { outcome: 'refused', problem: state }
  const client = await database.pool.connect()
  let failed = true
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    const result = await load(client, readRecords(file), onProgress)
    await client.query(result.outcome === 'done' ? 'commit' : 'rollback')
    if (result.outcome === 'done') await client.query('analyze')
    failed = false
    return result
  } finally {
    // Ending a connection rolls its transaction back, whatever state a broken COPY left it in.
    client.release(failed)
  }
}

async function load(
  client: pg.PoolClient,
  records: AsyncGenerator<BackupRecord>,
  onProgress: (progress: BackupProgress) => void,
): Promise<RestoreOutcome> {
  try {
    const { takenAt, migrations, months } = head.parse(await next(records, 'head'))
    const ours = (await appliedMigrations(client)).map(({ id, checksum }) => [id, checksum.toString('hex')])
    if (JSON.stringify(ours) !== JSON.stringify(migrations))
      return { outcome: 'refused', problem: 'other-migrations' }
    const tables = await tablesInOrder(client)
    if (!(await lockEmpty(client, tables))) return { outcome: 'refused', problem: 'not-empty' }
    await makeAuditMonths(client, months)
    const rows: RowCounts = {}
    for (const table of tables) {
      const described = tableRecord.parse(await next(records, 'table'))
      if (JSON.stringify(described) !== JSON.stringify(table))
        return { outcome: 'refused', problem: 'damaged' }
      const count = await loadTable(client, table, records)
      if (count === undefined) return { outcome: 'refused', problem: 'damaged' }
      rows[table.name] = count
      onProgress({ table: table.name, rows: count })
    }
    await setSequences(client, tail.parse(await next(records, 'tail')).sequences)
    return { outcome: 'done', takenAt, rows }
  } finally {
    await records.return(undefined)
  }
}

/** Keeps everybody else out of the tables until we are done, and says whether all of them are empty. */
async function lockEmpty(client: pg.PoolClient, tables: readonly CopiedTable[]): Promise<boolean> {
  const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`)
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
  const any = names.map((name) => `exists (select from ${name})`).join(' or ')
  const { rows } = await client.query<{ filled: boolean }>(`select ${any} as filled`)
  return rows[0]?.filled === false
}

/** Returns the number of rows, or undefined when the file counted another one. */
async function loadTable(
  client: pg.PoolClient,
  table: CopiedTable,
  records: AsyncGenerator<BackupRecord>,
): Promise<number | undefined> {
  let counted: unknown
  const rows = async function* () {
    for (;;) {
      const { value, done } = await records.next()
      if (done) throw new Error('backup: ends within a table')
      if (value.kind === 'count') {
        counted = JSON.parse(value.bytes.toString())
        return
      }
      yield value.bytes
    }
  }
  const target = client.query(copyFrom(copyStatement(table, 'from stdin')))
  await pipeline(Readable.from(rows()), target)
  return target.rowCount === counted ? target.rowCount : undefined
}

async function next(records: AsyncGenerator<BackupRecord>, kind: BackupRecord['kind']): Promise<unknown> {
  const { value, done } = await records.next()
  if (done || value.kind !== kind) throw new Error(`backup: ${kind} expected`)
  return JSON.parse(value.bytes.toString())
}
