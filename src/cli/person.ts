import { writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { audit } from '../account/audit.ts'
import { type Erasure, erasePerson, readmitPerson } from '../account/person/erase.ts'
import { exportPerson } from '../account/person/export.ts'
import { findWho } from '../account/person/who.ts'
import type { Database } from '../database/database.ts'
import { type Keyring, makeKeyring } from '../database/keyring.ts'
import { type Iin, parseIin } from '../domain/iin.ts'
import { askOn } from './answers.ts'
import { CalledWrongly, type ExitCode } from './command.ts'
import { keysFit } from './deployment.ts'
import { lacksKeys, toolConfig, withMigratedDatabase } from './tool.ts'

type Call = { is: 'export'; file: string } | { is: 'erase'; force: string | undefined } | { is: 'readmit' }

/** One person's data, named by an IIN on the standard input. Exit code 1 when there is none, or nothing was done. */
export async function run(args: string[], input: Readable = process.stdin): Promise<ExitCode> {
  const call = parseCall(args)
  const config = toolConfig()
  if (!config) return 1
  const keyring = makeKeyring(config.keys)
  return withMigratedDatabase(config, async (database) => {
    if ((await lacksKeys(config, database)) || !(await keysFit(database, keyring))) {
      console.error('kabinet person: these keys do not open what is stored')
      return 1
    }
    return answer(call, { database, keyring, input })
  })
}

/** Does what was called; apart from `run` so that a test brings its own database and input. */
export async function answer(
  call: Call,
  given: { database: Database; keyring: Keyring; input: Readable },
  clock = { now: () => new Date() },
): Promise<ExitCode> {
  const { ask } = askOn(given.input, (prompt) => console.error(prompt))
  const read = parseIin(await ask('IIN of the person:'))
  if (!read.ok) {
    console.error('kabinet person: that is no IIN')
    return 1
  }
  const { iin } = read
  const { database, keyring } = given
  switch (call.is) {
    case 'export':
      return exportTo(call.file, database, keyring, iin, clock.now())
    case 'readmit': {
      const was = await database.inTransaction((tx) => readmitPerson(tx, keyring, iin))
      console.log(was ? 'The next import may make the account again.' : 'This person was not erased.')
      return was ? 0 : 1
    }
    case 'erase': {
      const word = `erase ${iin.slice(-4)}`
      const typed = await ask(
        'This cannot be undone. To go on, type "erase" and the last four digits of the IIN:',
      )
      if (typed !== word) {
        console.error('kabinet person: nothing was erased')
        return 1
      }
      const erasure = await database.inTransaction((tx) =>
        erasePerson(tx, { keyring, clock }, { iin, actor: 'operator', mark: 'erased', force: call.force }),
      )
      for (const line of describeErasure(erasure)) console.log(line)
      return erasure.is === 'erased' ? 0 : 1
    }
  }
}

async function exportTo(
  file: string,
  database: Database,
  keyring: Keyring,
  iin: Iin,
  now: Date,
): Promise<ExitCode> {
  const made = await database.inTransaction((tx) => exportPerson(tx, keyring, iin, now))
  if (!made) {
    console.log('Nothing is kept of this person.')
    return 1
  }
  try {
    await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    console.error('kabinet person: the file exists already; nothing was written')
    return 1
  }
  const { accountId } = await findWho(database.reader, keyring, iin)
  const rows = made.kinds.reduce((sum, kind) => sum + kind.rows.length, 0)
  await audit(database.reader, {
    type: 'person.export',
    actor: 'operator',
    accountId: accountId ?? undefined,
    outcome: 'written',
    detail: { rows },
  })
  for (const { kind, rows } of made.kinds) console.log(`${kind.padEnd(18)}${rows.length}`)
  console.log('The file is open to read: hand it over safely and delete it.')
  return 0
}

function describeErasure(erasure: Erasure): string[] {
  switch (erasure.is) {
    case 'unknown':
      return ['Nothing is kept of this person.']
    case 'case-open':
      return [
        `Case ${erasure.number} is open: decide it first (kabinet cases), or say why not with --force REASON.`,
        'Nothing was erased.',
      ]
    case 'erased':
      return erasure.tables.map(
        ({ table, does, rows, because }) =>
          `${table.padEnd(18)}${String(rows).padStart(5)}  ${does}: ${because}`,
      )
  }
}

export function parseCall(args: string[]): Call {
  const { values, positionals } = parseArgs({
    args,
    options: { force: { type: 'string' } },
    allowPositionals: true,
  })
  const [verb, file, ...more] = positionals
  if (verb === 'export') {
    if (file === undefined || more.length > 0) throw new CalledWrongly('name one file')
    return { is: 'export', file }
  }
  // The argument may well be the IIN, so it is not repeated in what is said.
  if (file !== undefined) throw new CalledWrongly('the person is named on the standard input, never here')
  if (verb === 'readmit') return { is: 'readmit' }
  if (verb !== 'erase') throw new CalledWrongly('say export, erase or readmit')
  const force = values.force?.trim()
  if (force !== undefined && (force === '' || force.length > 200 || /\d{6}|\d[\d\s()+-]{8}\d/.test(force)))
    throw new CalledWrongly(
      '--force takes a reason of up to 200 letters without numbers of people: the audit keeps it',
    )
  return { is: 'erase', force }
}
