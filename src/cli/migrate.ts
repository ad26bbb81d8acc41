import { parseArgs } from 'node:util'
import { migrate } from '../database/migrate.ts'
import type { ExitCode } from './command.ts'
import { toolConfig, withDatabase } from './tool.ts'

/** Applies the migrations that the database lacks. */
export async function run(args: string[]): Promise<ExitCode> {
  parseArgs({ args, options: {} })
  const config = toolConfig()
  if (!config) return 1
  const applied = await withDatabase(config, (database) => migrate(database.pool))
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
  return 0
}
