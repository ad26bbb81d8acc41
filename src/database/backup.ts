import { randomBytes } from 'node:crypto'
import { access, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { auditMonths, copyStatement, sequenceStates, tablesInOrder } from './backup-catalog.ts'
import { type BackupRecord, piecesOf, recordOf, writeRecords } from './backup-file.ts'
import type { Database } from './database.ts'
import { keepName } from './keep-name.ts'
import { appliedMigrations } from './migrate.ts'

export { type RestoreOutcome, restore } from './restore.ts'

/** Rows of each table, as they went into or came out of a file. */
export type RowCounts = Record<string, number>
export type BackupProgress = { readonly table: string; readonly rows: number }
export type BackupOutcome =
  | { readonly outcome: 'done'; readonly rows: RowCounts; readonly bytes: number; readonly sha256: string }
  | { readonly outcome: 'refused'; readonly problem: 'file-exists' }

/**
 * Writes all of the database, as it is at one moment, into a new file of mode 0600; the service goes on meanwhile. The
 * file appears whole or not at all. Personal data in it stays sealed: without the keys, which are not in it, a restored
 * database opens nothing, so keep them too, and elsewhere.
 */
export async function backup(
  database: Pick<Database, 'pool'>,
  file: string,
  onProgress: (progress: BackupProgress) => void = () => {},
): Promise<BackupOutcome> {
  if (await exists(file)) return { outcome: 'refused', problem: 'file-exists' }
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`
  const client = await database.pool.connect()
  let failed = true
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    const rows: RowCounts = {}
    const sha256 = await writeRecords(draft, contents(client, rows, onProgress))
    await client.query('commit')
    failed = false
    await rename(draft, file)
    await keepName(dirname(file))
    return { outcome: 'done', rows, bytes: (await stat(file)).size, sha256 }
  } finally {
    client.release(failed)
    await rm(draft, { force: true })
  }
}

async function* contents(
  client: pg.PoolClient,
  counts: RowCounts,
  onProgress: (progress: BackupProgress) => void,
): AsyncGenerator<BackupRecord> {
  const moment = await client.query<{ now: Date }>('select now()')
  const migrations = (await appliedMigrations(client)).map(({ id, checksum }) => [
    id,
    checksum.toString('hex'),
  ])
  yield recordOf('head', {
    takenAt: moment.rows[0]?.now,
    migrations,
    months: await auditMonths(client),
  })
  for (const table of await tablesInOrder(client)) {
    yield recordOf('table', table)
    const rows = client.query(copyTo(copyStatement(table, 'to stdout')))
    for await (const chunk of rows) yield* piecesOf(chunk)
    yield recordOf('count', rows.rowCount)
    counts[table.name] = rows.rowCount
    onProgress({ table: table.name, rows: rows.rowCount })
  }
  // After the rows: sequences stand outside the snapshot, and must not stand behind it.
  yield recordOf('tail', { sequences: await sequenceStates(client) })
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
