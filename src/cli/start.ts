import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { DataFolderBusy, EngineUnavailable } from '../database/engine/errors.ts'
import { makeKeyring } from '../database/keyring.ts'
import { MigrationRefused, migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { isShipped } from '../domain/limit-table.ts'
import { type Limits, limits as used } from '../domain/limits.ts'
import { makeLog } from '../http/log.ts'
import { serve } from '../main.ts'
import type { ExitCode } from './command.ts'
import { isDemoDatabase, isDemoFolder, keysFit } from './deployment.ts'
import { printProblems } from './tool.ts'

/** Serves in production until stopped, or names everything that is unsafe and ends before listening. */
export async function run(args: string[]): Promise<ExitCode> {
  parseArgs({ args, options: {} })
  const read = readConfig('production')
  // With an incomplete environment, what can be looked at still is: the operator repairs all of it in one round.
  const enough = read.ok ? read : readConfig('demo')
  const problems = [...(read.ok ? [] : read.problems), ...limitProblems(used)]
  let database: Database | undefined
  try {
    if (enough.ok) {
      problems.push(...folderProblems(enough.config))
      database = await openIfMade(enough.config, read.ok, problems)
      if (database) problems.push(...(await databaseProblems(enough.config, database, read.ok)))
    }
    if (!read.ok || !database || problems.length > 0) {
      printProblems('Kabinet does not start', problems)
      return 1
    }
    await serve(read.config, { database, onReady: (origin) => console.log(`Kabinet: ${origin}`) })
    return 0
  } finally {
    await database?.close()
  }
}

/** Raised limits are for tests. */
export function limitProblems(limits: Limits): string[] {
  return isShipped(limits) ? [] : ['the limits are not the shipped ones (kabinet limits shows them)']
}

export function folderProblems(config: Config): string[] {
  return isDemoFolder(config)
    ? [`the data folder ${config.dataFolder} holds demo data: name another with KABINET_DATA`]
    : []
}

/** Just to look around, no engine's data is made. */
async function openIfMade(
  config: Config,
  toServe: boolean,
  problems: string[],
): Promise<Database | undefined> {
  const { databaseUrl: url, dataFolder } = config
  if (!toServe && url === undefined && !existsSync(join(dataFolder, 'postgres'))) return undefined
  try {
    return await openDatabase({ url, dataFolder, role: 'server', log: makeLog(config.logLevel) })
  } catch (error) {
    if (!(error instanceof DataFolderBusy) && !(error instanceof EngineUnavailable)) throw error
    problems.push(error.message)
    return undefined
  }
}

/**
 * Looks into the database. It is brought up to date only when Kabinet would otherwise start. Keys are judged only when
 * the environment is whole: else they may just be missing.
 */
export async function databaseProblems(
  config: Config,
  database: Database,
  toServe: boolean,
): Promise<string[]> {
  if (!(await database.ready())) return ['the database does not answer']
  try {
    if (toServe) await migrate(database.pool)
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error
    return [`the database does not fit this version: ${error.message}`]
  }
  if (!(await isMigrated(database))) return []
  const problems: string[] = []
  if (await isDemoDatabase(database))
    problems.push('the database holds demo data: name another with DATABASE_URL')
  if (toServe && !(await keysFit(database, makeKeyring(config.keys)))) {
    problems.push('KABINET_KEYS do not open what is stored in the database')
  }
  return problems
}

async function isMigrated(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query<{ there: boolean }>(
    `select to_regclass('deployment_marks') is not null as there`,
  )
  return rows[0]?.there === true
}
