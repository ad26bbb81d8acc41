import { createHash } from 'node:crypto'
import type pg from 'pg'

/** One file of `migrations/`; its id is the file's name without `.sql`. */
export type Migration = { readonly id: string; readonly sql: string }

/** The database does not fit this code, and migrating would make it worse. */
export class MigrationRefused extends Error {
  readonly code = 'database.migration-refused'
  readonly problem: 'changed-after-applying' | 'database-is-newer' | 'out-of-order'
  readonly migration: string
  constructor(problem: MigrationRefused['problem'], migration: string) {
    super(`migration ${migration}: ${problem}`)
    this.name = 'MigrationRefused'
    this.problem = problem
    this.migration = migration
  }
}

/** Any number, the same for all nodes. */
const migrationLock = 5_201_841

/** All migrations of this code, in order. */
export const migrations: readonly Migration[] = Object.entries(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)
  .map(([path, sql]) => ({ id: path.replace(/^.*\/|\.sql$/g, ''), sql }))
  .sort((a, b) => (a.id < b.id ? -1 : 1))

/**
 * Brings the database to this code's state and returns the ids it applied. Several nodes may call it at once: the first
 * applies, the others wait and find nothing to do. Each migration is one transaction, and its id goes in first, so a
 * clash shows before any harm. Throws MigrationRefused when an applied migration was edited since, or when
 * the database has one that this code does not know.
 */
export async function migrate(pool: pg.Pool, list: readonly Migration[] = migrations): Promise<string[]> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(`create table if not exists migrations (
      id text primary key, checksum bytea not null, applied_at timestamptz not null default now())`)
    const applied: string[] = []
    for (const migration of pending(await appliedMigrations(client), list)) {
      await apply(client, migration)
      applied.push(migration.id)
    }
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
    await client.query('reset statement_timeout; reset lock_timeout')
    failed = false
    return applied
  } finally {
    // Ending the connection frees the lock whatever happened to it.
    client.release(failed)
  }
}

/** Ids and checksums of what the database has, in order; none before the first migration. */
export async function appliedMigrations(client: pg.ClientBase): Promise<{ id: string; checksum: Buffer }[]> {
  const { rows } = await client.query<{ id: string; checksum: Buffer }>(
    'select id, checksum from migrations order by id collate "C"',
  )
  return rows
}

function pending(
  applied: { id: string; checksum: Buffer }[],
  list: readonly Migration[],
): readonly Migration[] {
  const known = new Map(list.map((migration) => [migration.id, migration]))
  for (const { id, checksum } of applied) {
    const migration = known.get(id)
    if (!migration) throw new MigrationRefused('database-is-newer', id)
    if (!checksumOf(migration).equals(checksum)) throw new MigrationRefused('changed-after-applying', id)
  }
  const latest = applied.at(-1)?.id ?? ''
  const rest = list.slice(applied.length)
  const early = list.find(({ id }) => id < latest && !applied.some((row) => row.id === id))
  if (early) throw new MigrationRefused('out-of-order', early.id)
  return rest
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query('insert into migrations (id, checksum) values ($1, $2)', [
      migration.id,
      checksumOf(migration),
    ])
    await client.query(migration.sql)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** Line endings are the checkout's business, not a change. */
function checksumOf(migration: Migration): Buffer {
  return createHash('sha256').update(migration.sql.replaceAll('\r\n', '\n')).digest()
}
