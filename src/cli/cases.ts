import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import {
  type Decision,
  decideCase,
  listCases,
  parseCaseNumber,
  readCase,
  releaseCase,
} from '../cases/index.ts'
import type { Database } from '../database/database.ts'
import { type Keyring, makeKeyring } from '../database/keyring.ts'
import { limits } from '../domain/limits.ts'
import { describeCase, describeList, frozenNext, movedOn, otherKind } from './case-words.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { lacksKeys, toolConfig, withMigratedDatabase } from './tool.ts'

type Call =
  | { is: 'list'; all: boolean }
  | { is: 'show'; number: string }
  | ({ is: 'decide' } & Decision)
  | { is: 'release'; number: string; by: string }

/** What a person decides. Exit code 1 when the case is unknown or was decided before. */
export async function run(args: string[]): Promise<ExitCode> {
  const call = parseCall(args)
  const config = toolConfig()
  if (!config) return 1
  const keyring = makeKeyring(config.keys)
  return withMigratedDatabase(config, async (database) => {
    if ((await lacksKeys(config, database)) || !(await keysFit(database, keyring))) {
      console.error('kabinet cases: these keys do not open what is stored')
      return 1
    }
    return answer(call, database, { keyring, config })
  })
}

/** Does what was called, and prints it; apart from `run` so that a test brings its own database. */
export async function answer(
  call: Call,
  database: Database,
  given: { keyring: Keyring; config: Parameters<typeof decideCase>[1]['config'] },
  clock = { now: () => new Date() },
): Promise<ExitCode> {
  const { reader } = database
  const parts = { ...given, clock, limits, random: { bytes: randomBytes } }
  switch (call.is) {
    case 'list': {
      console.log(describeList(await listCases(reader, given.keyring, call)).join('\n'))
      return 0
    }
    case 'show': {
      const found = await readCase(reader, given.keyring, call.number, clock.now())
      console.log(found ? describeCase(found).join('\n') : 'There is no such case.')
      return found ? 0 : 1
    }
    case 'decide': {
      const decided = await database.inTransaction((tx) => decideCase(tx, parts, call))
      if (decided.is === 'decided') {
        console.log(`${call.number}: ${call.decision}`)
        if (decided.frozen) console.log(frozenNext(call.number))
        if (decided.childElsewhere) console.log(movedOn)
        return 0
      }
      console.log(refusals[decided.is])
      return 1
    }
    case 'release': {
      const released = await database.inTransaction((tx) => releaseCase(tx, parts, call))
      console.log(
        released ? `${call.number}: released` : 'This case has no upheld objection that is still frozen.',
      )
      return released ? 0 : 1
    }
  }
}

export function parseCall(args: string[]): Call {
  const { values, positionals } = parseArgs({
    args,
    options: { all: { type: 'boolean' }, by: { type: 'string' }, note: { type: 'string' } },
    allowPositionals: true,
  })
  const [verb, text = '', decision, ...more] = positionals
  if (verb === 'list' && positionals.length === 1) return { is: 'list', all: values.all ?? false }
  if (verb !== 'show' && verb !== 'decide' && verb !== 'release') {
    throw new CalledWrongly('say list, show, decide or release')
  }
  const number = parseCaseNumber(text)
  if (!number) throw new CalledWrongly('name a case by its eight digits, e.g. 4829-1307')
  if (more.length > 0 || (verb !== 'decide' && decision !== undefined))
    throw new CalledWrongly('too many words')
  if (verb === 'show') return { is: 'show', number }
  const by = values.by?.trim()
  if (!by) throw new CalledWrongly('say who decides, with --by NAME')
  if (verb === 'release') return { is: 'release', number, by }
  if (decision !== 'owner-confirmed' && decision !== 'objection-upheld' && decision !== 'closed') {
    throw new CalledWrongly('the decision is owner-confirmed, objection-upheld or, of a claim, closed')
  }
  return { is: 'decide', number, decision, by, note: values.note }
}

const refusals = {
  unknown: 'There is no such case.',
  'decided-before': 'It was decided before.',
  'other-kind': otherKind,
} as const
