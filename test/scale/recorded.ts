import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import type { Recorded } from '../support/statements.ts'
import { statementsFolder } from '../support/statements-folder.ts'

/** Everything that the files of this run have sent so far. Migrations change the tables themselves. */
export function recordedSoFar(): Recorded[] {
  const folder = statementsFolder(process.ppid)
  const files = existsSync(folder) ? readdirSync(folder) : []
  const all = files.flatMap((name) => deserialize(readFileSync(join(folder, name))) as Recorded[])
  return all.filter(({ site }) => !site.startsWith('database/migrate.ts'))
}
