import { makeSequencer } from '../audit/sequencer.ts'
import { type Config, demoKeys, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { isDemoDatabase, isDemoFolder, keysFit } from './deployment.ts'

/** Reads what a tool needs of the environment; prints the problems and gives undefined when there are any. */
export function toolConfig(): Config | undefined {
  const read = readConfig('demo')
  if (read.ok) return read.config
  printProblems('The environment cannot be used', read.problems)
  return undefined
}

/** Prints all problems as one list. */
export function printProblems(heading: string, problems: readonly string[]): void {
  console.error([`${heading}:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'))
}

/** Opens the database beside a running server or alone, does the work and closes it again. */
export async function withDatabase<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({
    url: config.databaseUrl,
    dataFolder: config.dataFolder,
    role: 'tool',
  })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The same, brought to this version's state first. */
export function withMigratedDatabase<T>(
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return withDatabase(config, async (database) => {
    await migrate(database.pool)
    const result = await work(database)
    await chainAudit(config, database)
    return result
  })
}

/** Gives the lines of a tool's work their place at once: a server that would may not run. Never with keys that do not fit. */
async function chainAudit(config: Config, database: Database): Promise<void> {
  const keyring = makeKeyring(config.keys)
  if ((await lacksKeys(config, database)) || !(await keysFit(database, keyring))) return
  // What it did is done, whatever comes of this; a server comes back to it.
  await makeSequencer({ database, keyring, clock: { now: () => new Date() } })
    .chain()
    .catch(() => {})
}

/** Whether the demo key, which everybody knows, would seal data that is not a demo's: KABINET_KEYS was forgotten. */
export async function lacksKeys(config: Config, database: Database): Promise<boolean> {
  if (config.keys !== demoKeys) return false
  const demoFolder = config.databaseUrl === undefined && isDemoFolder(config)
  return !demoFolder && !(await isDemoDatabase(database))
}
