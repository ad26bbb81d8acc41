import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { migrations } from '../../src/database/migrate.ts'
import { routes } from '../../src/routes.ts'
import { newIin } from '../support/people.ts'
import { root } from './built.ts'
import { demoAccounts, iins, importAccounts, password, production } from './deployments.ts'
import { ask, engineOf, newFolder } from './folders.ts'
import { type Ended, type Environment, type Server, serve, start, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

const slow = 60_000

/** The machine's own programs, without those that this package brings. */
const machinePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter)
const machineNode =
  machinePath
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .find(existsSync) ?? process.execPath

/** `bin/kabinet.mjs` as the machine's own Node runs it, however old that is. */
function kabinet(args: readonly string[], environment: Environment = {}): Promise<Ended> {
  const everything = { ...environment, PATH: machinePath }
  return start(machineNode, [join(root, 'bin/kabinet.mjs'), ...args], everything).ended()
}

let folder: string
let environment: Environment
let server: Server

beforeAll(async () => {
  folder = await newFolder()
  environment = production(folder)
  server = await serve('start', environment)
  await importAccounts(environment)
}, 40_000)

test('the command runs under the pinned Node, whatever Node the machine has', async () => {
  const doctor = await kabinet(['doctor'], { KABINET_DATA: join(folder, 'nowhere') })
  expect(doctor.out).toContain(`✓ Node ${process.versions.node}\n`)
  expect(doctor.code).toBe(1)
  expect(doctor.out).toContain('✗ configuration for production\n')
  expect(doctor.out).toContain('none yet: the first start makes it')
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})

test('doctor finds a deployment that serves healthy, and changes nothing', async () => {
  const engine = await engineOf(folder)
  const doctor = await kabinet(['doctor'], environment)
  expect(doctor.out.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  expect(doctor.out).toContain('✓ keys open what is stored')
  expect(doctor.out).toContain('✓ database is up to date')
  expect(doctor).toMatchObject({ code: 0, err: '' })
  expect((await engineOf(folder))?.pid).toBe(engine?.pid)
})

test('help, limits and keys answer; a wrong call ends with 2', async () => {
  const [help, limits, keys, unknown, option] = await Promise.all([
    kabinet(['help']),
    kabinet(['limits']),
    kabinet(['keys', 'new']),
    kabinet(['serve']),
    kabinet(['backup', '--everything']),
  ])
  expect(help).toMatchObject({ code: 0, err: '' })
  for (const name of [
    'demo',
    'start',
    'import',
    'backup',
    'restore',
    'doctor',
    'limits',
    'keys',
    'migrate',
    'audit',
  ]) {
    expect(help.out).toMatch(new RegExp(`^  ${name} `, 'm'))
  }
  expect(limits).toMatchObject({ code: 0, err: '' })
  expect(limits.out).toMatch(/^signIn\.failuresPerIin: .*5/m)
  expect(keys.out).toMatch(/^[\w-]{1,32}:[\w-]{43}\n$/)
  expect(unknown).toMatchObject({ code: 2, out: '' })
  expect(option).toMatchObject({ code: 2, out: '' })
  expect(option.err).toContain('Usage: kabinet backup FILE')
})

test('npx finds the command in the project’s folder', { timeout: slow }, async () => {
  // Its cache is its own, so that this shows a fresh machine and leaves nothing on this one.
  const home = { HOME: await newFolder(), PATH: machinePath, npm_config_update_notifier: 'false' }
  const help = await start('npx', ['--offline', '--no', 'kabinet', 'help'], home).ended()
  expect(help.code).toBe(0)
  expect(help.out).toMatch(/^Usage: kabinet COMMAND/)
})

test('who is imported beside a running server signs in at once; again nothing changes', async () => {
  const iin = newIin()
  const [header, someone] = (await readFile(demoAccounts, 'utf8')).split('\n')
  const file = join(folder, 'new.csv')
  await writeFile(file, `${header}\n${someone?.replace(iins.parent, iin).replace('239223', '239224')}\n`)
  const first = await kabinet(['import', 'accounts', file], environment)
  expect(first).toMatchObject({ code: 0 })
  expect(first.out).toMatch(/^accounts imported: new 1, changed 0, unchanged 0, bad 0 /)
  const page = await new Visitor(server.origin).signsIn(iin, password)
  expect(page).toMatchObject({ status: 200, address: routes.cabinet.feed })
  const second = await kabinet(['import', 'accounts', file], environment)
  expect(second.out).toMatch(/^accounts imported: new 0, changed 0, unchanged 1, bad 0 /)
})

test('the audit of a serving node is chained and whole, and its line of the import can be read', async () => {
  const verified = await kabinet(['audit', 'verify'], environment)
  expect(verified).toMatchObject({ code: 0, err: '' })
  expect(verified.out).toMatch(/^\d+ lines fit, up to line \d+, in /)
  const exported = await kabinet(['audit', 'export'], environment)
  const lines = exported.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines[0]).toMatchObject({
    seq: 1,
    type: 'import',
    outcome: 'imported',
    detail: { kind: 'accounts' },
  })
  expect(lines.length).toBeGreaterThan(2)
})

test('a bad row is named by line, column and reason, and nothing is written', async () => {
  const [good, bad] = [newIin(), newIin()]
  const broken = bad.slice(0, 11) + ((Number(bad[11]) + 1) % 10)
  const file = join(folder, 'bad.csv')
  await writeFile(
    file,
    `iin,full_name,phone,language,system,password_hash\n${good},Ким Анна,+77051112233,ru,INDIGO,\n` +
      `${broken},Ким Ася,+77051112234,ru,INDIGO,\n`,
  )
  const [before] = await ask(folder, 'select count(*) from accounts')
  const refused = await kabinet(['import', 'accounts', file], environment)
  expect(refused.code).toBe(1)
  expect(refused.out).toContain('line 3, column iin: the check digit is wrong\n')
  expect(refused.out).toContain('nothing was imported')
  expect(refused.out + refused.err).not.toContain(broken)
  expect(await ask(folder, 'select count(*) from accounts')).toEqual([before])
})

test('an import without the keys is refused, not sealed with the demo’s', async () => {
  const { KABINET_KEYS: _, ...without } = environment
  const refused = await kabinet(['import', 'accounts', demoAccounts], without)
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('KABINET_KEYS')
})

test('a backup of a serving node becomes another one’s data, with its sessions', {
  timeout: slow,
}, async () => {
  const visitor = new Visitor(server.origin)
  await visitor.signsIn(iins.parent, password)
  const file = join(await newFolder(), 'kabinet.backup')
  const backup = await kabinet(['backup', file], environment)
  expect(backup).toMatchObject({ code: 0, err: '' })
  expect((await stat(file)).mode & 0o077).toBe(0)
  expect(await visitor.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })
  expect(await kabinet(['backup', file], environment)).toMatchObject({ code: 1, out: '' })
  expect(await kabinet(['restore', file], environment)).toMatchObject({ code: 1, out: '' })

  const elsewhere = { ...environment, KABINET_DATA: await newFolder() }
  const restored = await kabinet(['restore', file], elsewhere)
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.out.match(/^\d+ rows/)?.[0]).toBe(backup.out.match(/^\d+ rows/)?.[0])
  const other = await serve('start', elsewhere)
  visitor.origin = other.origin
  expect(await visitor.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })
  const page = await new Visitor(other.origin).signsIn(iins.imported, password)
  expect(page).toMatchObject({ status: 200, address: routes.cabinet.feed })
  expect((await stop(other)).code).toBe(0)
})

test('migrate brings an empty folder up to date, once, and leaves no engine behind', {
  timeout: slow,
}, async () => {
  const empty = { KABINET_DATA: await newFolder() }
  const first = await kabinet(['migrate'], empty)
  expect(first).toMatchObject({ code: 0, err: '' })
  for (const { id } of migrations) expect(first.out).toContain(id)
  const second = await kabinet(['migrate'], empty)
  expect(second).toMatchObject({ code: 0, out: 'The database is up to date.\n', err: '' })
  expect(await engineOf(empty.KABINET_DATA)).toBeUndefined()
})
