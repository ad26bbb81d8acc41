import { parseArgs } from 'node:util'
import { audit } from '../account/audit.ts'
import { type RestoreOutcome, restore } from '../database/backup.ts'
import { makeKeyring } from '../database/keyring.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { toolConfig, withMigratedDatabase } from './tool.ts'

/** Restores a backup into an empty database and says whether the keys open it. */
export async function run(args: string[]): Promise<ExitCode> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new CalledWrongly('name one file')
  const config = toolConfig()
  if (!config) return 1
  return withMigratedDatabase(config, async (database) => {
    const restored = await restore(database, file)
    if (restored.outcome === 'refused') {
      console.error(`kabinet restore: ${refusals[restored.problem]}; nothing was changed`)
      return 1
    }
    await audit(database.reader, {
      ...{ type: 'restore', actor: 'operator', outcome: 'restored' },
      detail: { takenAt: restored.takenAt.toISOString() },
    })
    const rows = Object.values(restored.rows).reduce((sum, count) => sum + count, 0)
    console.log(`${rows} rows, as they were at ${restored.takenAt.toISOString()}`)
    if (await keysFit(database, makeKeyring(config.keys))) return 0
    console.error(
      'The data is there, but these keys do not open it: set the KABINET_KEYS that were in use then.',
    )
    return 1
  })
}

type Refusal = Extract<RestoreOutcome, { outcome: 'refused' }>['problem']

const refusals: Readonly<Record<Refusal, string>> = {
  'not-empty': 'the database is not empty',
  'other-migrations': 'the backup was taken by another version: restore it with that one, then update',
  'other-format': 'the backup was written by a newer version',
  damaged: 'the file is damaged or incomplete',
  'not-a-backup': 'the file is not a backup',
  unreadable: 'the file cannot be read',
}
