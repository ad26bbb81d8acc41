import type pg from 'pg'
import { importLock } from '../account/person/erase.ts'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'
import { accounts } from './accounts.ts'
import { births } from './births.ts'
import { readCsv, type Source } from './csv.ts'
import { events } from './events.ts'
import { type Header, readHeader } from './header.ts'
import type { Applied, Check, Kind, RowContext } from './kind.ts'
import { kindergarten } from './kindergarten.ts'
import { mobileCitizens } from './mobile-citizens.ts'
import { type BadRow, type BadRows, collectBadRows, type FileProblem, mostBadRows } from './problems.ts'
import { openStaging, type Staging, stagingTable } from './staging.ts'

/** What can be imported, by the word that names it. */
export const importKinds = {
  accounts,
  births,
  'mobile-citizens': mobileCitizens,
  kindergarten,
  events,
} as const satisfies Record<string, Kind>
export type ImportKind = keyof typeof importKinds

export type ImportOptions = {
  /** Everything is tried and counted, nothing is kept. */
  readonly dryRun?: boolean
  /** Good rows are imported though others are bad. */
  readonly skipBad?: boolean
  /** Three-digit mobile prefixes accepted besides the library's; the default list when undefined. */
  readonly extraPrefixes?: readonly string[] | undefined
}

export type ImportProgress = {
  readonly phase: 'reading' | 'writing'
  readonly rows: number
  readonly bad: number
  readonly bytes: number
  readonly totalBytes: number | undefined
}

export type ImportReport = {
  readonly kind: ImportKind
  /** `refused` wrote nothing: the file cannot be read, or has bad rows and they are not to be skipped. */
  readonly outcome: 'imported' | 'tried' | 'refused'
  readonly fileProblem?: FileProblem
  /** Rows in the file, without the line of column names. */
  readonly rows: number
  readonly fresh: number
  readonly changed: number
  readonly unchanged: number
  readonly bad: number
  /** The first thousand bad rows, in the order of the file. */
  readonly badRows: readonly BadRow[]
  readonly ignoredColumns: readonly string[]
  readonly seconds: number
}

export type ImportRequest = {
  readonly kind: ImportKind
  readonly stream: Source
  /** For the progress only. */
  readonly totalBytes?: number | undefined
  readonly database: Pick<Database, 'pool'>
  readonly keyring: Keyring
  readonly options?: ImportOptions
  readonly onProgress?: (progress: ImportProgress) => void
}

/**
 * Imports one CSV file in one transaction: all of it or nothing. Rows are read and sealed as they come, wait in a
 * temporary table, and meet the real tables at the end in a few statements, so memory does not grow with the file.
 * Importing the same file again changes nothing. Two imports at once take turns. Throws when the file or the database
 * fails meanwhile; then nothing is written.
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const started = performance.now()
  const client = await request.database.pool.connect()
  let failed = true
  try {
    await client.query(begin)
    const report = await importInto(client, request)
    await client.query(report.outcome === 'imported' ? 'commit' : 'rollback')
    failed = false
    return { ...report, seconds: (performance.now() - started) / 1000 }
  } finally {
    // A connection that is thrown away takes its transaction with it.
    client.release(failed)
  }
}

const begin = `begin;
  set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0;
  set local work_mem = '128MB';
  select pg_advisory_xact_lock(${importLock})`

async function importInto(
  client: pg.PoolClient,
  request: ImportRequest,
): Promise<Omit<ImportReport, 'seconds'>> {
  const { kind, options = {} } = request
  const spec: Kind = importKinds[kind]
  const bad = collectBadRows()
  const staging = await openStaging(client, spec.staging)
  const read = await readRows(request, spec, staging, bad)
  await staging.end()

  const tell = (outcome: ImportReport['outcome'], applied: Applied, unchanged: number) => ({
    kind,
    outcome,
    rows: read.rows,
    ...applied,
    unchanged,
    bad: bad.count(),
    badRows: bad.first(),
    ignoredColumns: read.ignored,
  })
  const nothing = { fresh: 0, changed: 0 }
  if (read.fileProblem) return { ...tell('refused', nothing, 0), fileProblem: read.fileProblem }

  request.onProgress?.({ phase: 'writing', ...read, bad: bad.count(), totalBytes: request.totalBytes })
  await client.query(`analyze ${stagingTable}`)
  for (const check of spec.checks) await takeOut(client, check, bad)
  if (bad.count() > 0 && !options.skipBad) return tell('refused', nothing, 0)

  const applied = await spec.apply(client)
  const good = read.rows - bad.count()
  await client.query(
    `insert into audit_log (type, actor, factor, outcome, detail)
     values ('import', 'operator', 'none', 'imported', $1)`,
    [{ kind, rows: read.rows, bad: bad.count(), ...applied }],
  )
  return tell(options.dryRun ? 'tried' : 'imported', applied, good - applied.fresh - applied.changed)
}

type Read = { rows: number; bytes: number; ignored: readonly string[]; fileProblem?: FileProblem }

async function readRows(request: ImportRequest, spec: Kind, staging: Staging, bad: BadRows): Promise<Read> {
  const context: RowContext = { keyring: request.keyring, extraPrefixes: request.options?.extraPrefixes }
  let header: Header | undefined
  let rows = 0
  let bytes = 0
  const sofar = () => ({ rows, bytes, ignored: header?.ok ? header.ignored : [] })
  const batches = readCsv(request.stream, (more) => {
    bytes += more
  })
  for await (const batch of batches) {
    if ('problem' in batch) return { ...sofar(), fileProblem: batch }
    for (const { line, cells } of batch) {
      if (!header) {
        header = readHeader(cells, spec.columns, spec.unquoted)
        if (!header.ok) return { ...sofar(), fileProblem: header.file }
        continue
      }
      if (!header.ok) break
      rows += 1
      const named = header.cellsOf(cells)
      if (!named) {
        bad.add({ line, column: null, problem: 'cell-count' })
        continue
      }
      const read = spec.read(named, context)
      if (!read.ok) bad.add({ line, column: read.column, problem: read.problem })
      else if (!staging.write(line, read.values)) await staging.flush()
    }
    request.onProgress?.({ phase: 'reading', rows, bad: bad.count(), bytes, totalBytes: request.totalBytes })
  }
  return header ? sofar() : { ...sofar(), fileProblem: { problem: 'empty' } }
}

/** Takes the rows that a check names out of the staging table and counts them as bad. */
async function takeOut(client: pg.ClientBase, check: Check, bad: BadRows): Promise<void> {
  const { rows } = await client.query<{ line: number; all: number }>(
    `with gone as (delete from ${stagingTable} where ${check.where} returning line)
     select line, (count(*) over ())::int as all from gone order by line limit ${mostBadRows}`,
  )
  const lines = rows.map((row) => row.line)
  bad.addAll(check.column, check.problem, lines, rows[0]?.all ?? 0)
}
