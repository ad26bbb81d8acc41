import { parseArgs } from 'node:util'
import { audit } from '../account/audit.ts'
import { backup } from '../database/backup.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { toolConfig, withMigratedDatabase } from './tool.ts'

/** Writes a backup and says what is in it. */
export async function run(args: string[]): Promise<ExitCode> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new CalledWrongly('name one file')
  const config = toolConfig()
  if (!config) return 1
  const made = await withMigratedDatabase(config, async (database) => {
    const done = await backup(database, file)
    const line = { type: 'backup', actor: 'operator', outcome: 'written' } as const
    if (done.outcome === 'done') await audit(database.reader, line)
    return done
  })
  if (made.outcome === 'refused') {
    console.error('kabinet backup: the file exists already; nothing was written')
    return 1
  }
  const rows = Object.values(made.rows).reduce((sum, count) => sum + count, 0)
  console.log(`${rows} rows, ${made.bytes} bytes, SHA-256 ${made.sha256}`)
  console.log('Keep the keys too, and elsewhere: without them the backup opens nothing.')
  return 0
}
