import { type Config, demoKeys, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { isDemoDatabase, isDemoFolder } from './deployment.ts'

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
    return work(database)
  })
}

/** Whether the demo key, which everybody knows, would seal data that is not a demo's: KABINET_KEYS was forgotten. */
export async function lacksKeys(config: Config, database: Database): Promise<boolean> {
  if (config.keys !== demoKeys) return false
  const demoFolder = config.databaseUrl === undefined && isDemoFolder(config)
  return !demoFolder && !(await isDemoDatabase(database))
}
