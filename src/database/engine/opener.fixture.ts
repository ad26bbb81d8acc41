/**
 * A process of its own for the engine's tests: opens the database in the folder and role given as arguments, says in
 * JSON lines how that went, answers each line on stdin with a query's outcome, and closes on SIGTERM.
 */
import { createInterface } from 'node:readline'
import { isDatabaseAway } from '../away.ts'
import { openDatabase } from '../open.ts'
import { DataFolderBusy } from './errors.ts'

const [dataFolder = '', role = 'server'] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const log = {
  info: (fields: object, event: string) => say({ ...fields, event }),
  warn: (fields: object, event: string) => say({ ...fields, event }),
  error: (fields: object, event: string) => say({ ...fields, event }),
}

try {
  const database = await openDatabase({ dataFolder, role: role === 'tool' ? 'tool' : 'server', log })
  const engine = database.engine
  createInterface(process.stdin).on('line', async (text) => {
    await database.pool.query(text).then(
      ({ rows }) => say({ event: 'answer', rows, enginePid: engine?.pid() }),
      (error) => say({ event: 'fault', away: isDatabaseAway(error), message: error.message }),
    )
  })
  process.once('SIGTERM', async () => {
    await database.close()
    process.exit(0)
  })
  say({
    event: 'open',
    enginePid: engine?.pid(),
    adopted: engine?.adopted,
    data: engine?.data,
    ...engine?.address(),
  })
} catch (error) {
  if (!(error instanceof DataFolderBusy)) throw error
  say({ event: 'busy', pid: error.pid })
  process.exit(3)
}
