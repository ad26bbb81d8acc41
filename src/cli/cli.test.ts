import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import { raisedForTests } from '../../test/support/limits.ts'
import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import { limits } from '../domain/limits.ts'
import { commands, help } from './commands.ts'
import { prepareDemo } from './demo.ts'
import { demoPeople } from './demo-people.ts'
import { isDemoDatabase, isDemoFolder, keysFit } from './deployment.ts'
import { checkFolder, checkNode } from './doctor-machine.ts'
import { run as generate } from './generate.ts'
import { describeReport } from './import.ts'
import { run as keys } from './keys.ts'
import { describeProgress } from './progress.ts'
import { databaseProblems, folderProblems, limitProblems } from './start.ts'

let folder: string
let said: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabinet-cli-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

function config(environment: Record<string, string> = {}): Config {
  const read = readConfig('demo', { KABINET_DATA: folder, ...environment })
  if (!read.ok) throw new Error(read.problems.join())
  return read.config
}

test('help has a line and a usage for every command', () => {
  for (const [name, command] of Object.entries(commands)) {
    expect(help()).toContain(`  ${name.padEnd(8)}  ${command.summary}`)
    expect(help()).toContain(`kabinet ${command.usage}`)
    expect(command.usage.startsWith(name)).toBe(true)
  }
})

test('a fresh key is one that the configuration takes, and another each time', async () => {
  await keys(['new'])
  await keys(['new'])
  expect(config({ KABINET_KEYS: said.join('\n') }).keys).toHaveLength(2)
  expect(new Set(said).size).toBe(2)
  await expect(keys([])).rejects.toThrow('keys new')
})

test('generated pages are written once, and a stale one is told', async () => {
  expect(await generate(['--check'], folder)).toBe(1)
  expect(await generate([], folder)).toBe(0)
  expect(await generate(['--check'], folder)).toBe(0)
  expect(await readFile(join(folder, 'docs/flows/sign-in.md'), 'utf8')).toContain('stateDiagram-v2')
  expect(await readFile(join(folder, 'docs/security/limits.md'), 'utf8')).toContain('`signIn.failuresPerIin`')
})

describe('demo', () => {
  async function emptyDatabase(): Promise<Database> {
    const database = await freshDatabase()
    await database.pool.query('truncate accounts, deployment_marks cascade')
    return database
  }

  test('brings its people in once, and marks folder and database', async () => {
    const database = await emptyDatabase()
    expect(await prepareDemo(config(), database)).toBeUndefined()
    const keyring = makeKeyring(config().keys)
    const { rows } = await database.pool.query<{ iin_index: Buffer }>('select iin_index from accounts')
    const known = rows.map((row) => row.iin_index.toString('hex')).sort()
    expect(known).toEqual(demoPeople.map(({ iin }) => keyring.index('iin', iin).toString('hex')).sort())
    expect([isDemoFolder(config()), await isDemoDatabase(database)]).toEqual([true, true])
    expect(await prepareDemo(config(), database)).toBeUndefined()
    const imports = await database.pool.query(`select from audit_log where type = 'import'`)
    expect(imports.rowCount).toBe(5)
  })

  test('never mixes with real people', async () => {
    const database = await emptyDatabase()
    const keyring = makeKeyring(config().keys)
    await database.pool.query(
      `insert into accounts (iin_index, iin_sealed, name_sealed, language, system) values ($1, $2, $3, 'kk', 'INDIGO')`,
      [
        keyring.index('iin', '900101300017'),
        keyring.seal('accounts.iin', '900101300017'),
        keyring.seal('accounts.name', 'x'),
      ],
    )
    expect(await prepareDemo(config(), database)).toContain('not a demo')
    expect([isDemoFolder(config()), await isDemoDatabase(database)]).toEqual([false, false])
  })

  test('is refused by start, with every reason', async () => {
    const database = await emptyDatabase()
    expect([folderProblems(config()), await databaseProblems(config(), database, true)]).toEqual([[], []])
    await prepareDemo(config(), database)
    expect(folderProblems(config())).toEqual([expect.stringContaining('holds demo data')])
    const otherKeys = config({ KABINET_KEYS: `other:${'x'.repeat(40)}` })
    expect(await databaseProblems(otherKeys, database, true)).toEqual([
      expect.stringContaining('holds demo data'),
      expect.stringContaining('do not open'),
    ])
    expect(await keysFit(database, makeKeyring(config().keys))).toBe(true)
  })
})

test('raised limits keep production from starting', () => {
  expect(limitProblems(limits)).toEqual([])
  expect(limitProblems(raisedForTests({ signIn: { failuresPerIin: { attempts: 6 } } }))).toHaveLength(1)
})

test('the doctor looks at Node and the data folder', async () => {
  expect([checkNode('22.1.0').fine, checkNode('26.10.0').fine]).toEqual([false, true])
  expect((await checkFolder({ dataFolder: folder }))[0]).toMatchObject({ fine: true })
  expect((await checkFolder({ dataFolder: join(folder, 'not/yet') }))[0]).toMatchObject({ fine: true })
  expect((await checkFolder({ dataFolder: import.meta.filename }))[0]).toMatchObject({ fine: false })
})

test('an operator reads the rate, the time left and what came of it', () => {
  const progress = { phase: 'reading', rows: 2500, bad: 2, bytes: 250, totalBytes: 1000 } as const
  expect(describeProgress(progress, 10)).toBe(
    '[######..................] 25 %, 2500 rows, 2 bad, 250 a second, 30 s left',
  )
  expect(describeProgress({ ...progress, totalBytes: undefined }, 10)).toBe(
    'reading: 2500 rows, 2 bad, 250 a second',
  )
  const report = {
    ...({
      kind: 'accounts',
      outcome: 'refused',
      rows: 1500,
      fresh: 0,
      changed: 0,
      unchanged: 0,
      bad: 1100,
    } as const),
    badRows: [{ line: 17, column: 'iin', problem: 'iin-check-digit' } as const],
    ignoredColumns: [],
    seconds: 1,
  }
  expect(describeReport(report)).toEqual([
    'line 17, column iin: the check digit is wrong',
    'and 1099 more bad rows',
    'accounts: nothing was imported (1100 bad rows of 1500; --skip-bad imports the others)',
  ])
  expect(describeReport({ ...report, outcome: 'imported', fresh: 400 }).at(-1)).toBe(
    'accounts imported: new 400, changed 0, unchanged 0, bad 1100 (1.0 s, 1500 rows a second)',
  )
})
