import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import type { Keyring } from '../database/keyring.ts'

type Folder = Pick<Config, 'dataFolder' | 'databaseUrl'>

const markFile = (config: Folder) => join(config.dataFolder, 'DEMO')

/** Whether the data folder is marked as a demo's. */
export function isDemoFolder(config: Folder): boolean {
  return existsSync(markFile(config))
}

/** Marks the data folder, before the first invented person comes in. */
export async function markDemoFolder(config: Folder): Promise<void> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
  await writeFile(markFile(config), 'Everything here is invented. `kabinet start` refuses this folder.\n')
}

/** Whether the database itself is marked as a demo's: all the invented people have come in. */
export async function isDemoDatabase(database: Pick<Database, 'reader'>): Promise<boolean> {
  const row = await database.reader
    .selectFrom('deployment_marks')
    .where('mark', '=', 'demo')
    .select('mark')
    .executeTakeFirst()
  return row !== undefined
}

export async function markDemoDatabase(database: Pick<Database, 'inTransaction'>): Promise<void> {
  await database.inTransaction((tx) =>
    tx
      .insertInto('deployment_marks')
      .values({ mark: 'demo' })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}

/** Whether anybody's data is in the database. */
export async function holdsPeople(database: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await database.pool.query<{ any: boolean }>(
    `select exists (select from accounts) or exists (select from children)
       or exists (select from births) or exists (select from mobile_citizens) as any`,
  )
  return rows[0]?.any === true
}

/**
 * Whether these keys are the ones that the stored data was sealed and indexed with; true for an empty database. Wrong
 * keys would find nobody, and an import would make everybody a second time.
 */
export async function keysFit(database: Pick<Database, 'reader'>, keyring: Keyring): Promise<boolean> {
  const row = await database.reader
    .selectFrom('accounts')
    .select(['iin_index', 'iin_sealed'])
    .limit(1)
    .executeTakeFirst()
  if (!row) return true
  try {
    return keyring.index('iin', keyring.open('accounts.iin', row.iin_sealed)).equals(row.iin_index)
  } catch {
    return false
  }
}
