import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { audit } from '../account/audit.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { judgeKeys, type KeyState, keysInUse } from '../database/key-use.ts'
import { makeKeyring } from '../database/keyring.ts'
import { rotateKeys } from '../database/rotate.ts'
import { describeBar, showLines } from './bar.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { lacksKeys, toolConfig, withMigratedDatabase } from './tool.ts'

/** Makes a key, says what hangs on which, or seals everything anew under the newest. No secret is ever printed but a fresh one. */
export async function run(args: string[]): Promise<ExitCode> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true })
  const [verb, ...more] = positionals
  if (more.length > 0) throw new CalledWrongly('too many words')
  if (verb === 'new') return printFresh()
  if (verb !== 'status' && verb !== 'rotate')
    throw new CalledWrongly('say keys new, keys status or keys rotate')
  const config = toolConfig()
  if (!config) return 1
  return withMigratedDatabase(config, async (database) => {
    if (verb === 'status') return status(config, database)
    if ((await lacksKeys(config, database)) || !(await keysFit(database, makeKeyring(config.keys)))) {
      console.error('kabinet keys: these keys are not those of the stored data; nothing was changed')
      return 1
    }
    return rotate(config, database)
  })
}

/** An id that says when it was made, and 256 random bits. */
function printFresh(): ExitCode {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  console.log(`k${day}-${randomBytes(2).toString('hex')}:${randomBytes(32).toString('base64url')}`)
  return 0
}

async function status(config: Pick<Config, 'keys'>, database: Database): Promise<ExitCode> {
  const use = await keysInUse(database)
  const states = judgeKeys(config.keys, use)
  for (const state of states) {
    console.log(`${state.id}: ${state.does.join(', ')}; ${state.values} values. ${verdict(state, states)}`)
    for (const { table, column, keyId, values } of use) {
      if (keyId === state.id) console.log(`    ${table}.${column} ${values}`)
    }
  }
  return states.some(({ does }) => does.includes('missing')) ? 1 : 0
}

function verdict({ does, values, mayGo }: KeyState, all: readonly KeyState[]): string {
  if (does.includes('missing')) return 'Its values cannot be opened: put it back into KABINET_KEYS.'
  if (mayGo) return 'It may go, unless a backup that is still kept was made under it.'
  if (does.includes('indexes')) {
    const stays = 'It makes the look-up indexes and stays the last of KABINET_KEYS.'
    return values > 0 && all.length > 1 && !does.includes('seals') ? `${stays} ${turn}` : stays
  }
  return does.includes('seals') ? 'The newest: everything is sealed under it from now on.' : turn
}

const turn = '`kabinet keys rotate` seals its values anew.'

async function rotate(config: Pick<Config, 'keys'>, database: Database): Promise<ExitCode> {
  const lines = showLines(process.stderr)
  const report = await rotateKeys(database, makeKeyring(config.keys), ({ table, seen, blocks, rows }) =>
    lines.say((seconds) =>
      describeBar(blocks === 0 ? 1 : seen / blocks, seconds, `${table}, ${rows} rows sealed anew`),
    ),
  ).finally(lines.done)
  if (report.outcome === 'refused') {
    console.error(
      `kabinet keys: not known to this version, so nothing was done: ${report.unlisted.join(', ')}`,
    )
    return 1
  }
  console.log(`${report.rows} rows sealed anew under ${config.keys[0]?.id}.`)
  if (report.outcome === 'done') {
    const detail = { key: config.keys[0]?.id ?? '', rows: report.rows }
    await audit(database.reader, { type: 'keys.rotate', actor: 'operator', outcome: 'done', detail })
    return 0
  }
  if (report.unopenable > 0) console.error(`${report.unopenable} values open under none of these keys.`)
  console.error(
    `${report.left} values are still under another key: run it again; kabinet keys status shows them.`,
  )
  return 1
}
