import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, eventually, exitOf, isRunning, type Line, open, patience } from './openers.fixture.ts'

test('starts an engine in an empty folder, answers, and stops it at the end', {
  timeout: patience,
}, async () => {
  const folder = await emptyFolder()
  const server = open(folder)
  const opened = await server.line('open')
  expect(opened).toMatchObject({ adopted: false, data: join(folder, 'postgres') })
  expect(await server.ask('select 1 + 1 as two')).toMatchObject({ event: 'answer', rows: [{ two: 2 }] })
  expect((await server.ask('show fsync')).rows).toEqual([{ fsync: 'on' }])
  expect((await server.ask('show data_checksums')).rows).toEqual([{ data_checksums: 'on' }])
  expect((await server.ask('show listen_addresses')).rows).toEqual([{ listen_addresses: '' }])
  expect((await server.ask('select rolsuper from pg_roles where rolname = current_user')).rows).toEqual([
    { rolsuper: false },
  ])
  const socket = await stat(String(opened.host))
  expect(socket.mode & 0o777).toBe(0o700)
  expect(await server.end()).toBe(0)
  expect(isRunning(Number(opened.enginePid))).toBe(false)
  await expect(stat(String(opened.host))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('adopts the engine that a killed server left behind', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const first = open(folder)
  const { enginePid } = await first.line('open')
  await first.ask('create table kept (id int)')
  first.child.kill('SIGKILL')
  const second = open(folder)
  expect(await second.line('open')).toMatchObject({ adopted: true, enginePid })
  expect(await second.ask('select from kept')).toMatchObject({ event: 'answer' })
  expect(await second.end()).toBe(0)
  expect(isRunning(Number(enginePid))).toBe(false)
})

test.each(['started', 'adopted'])(
  'restarts an engine that it %s and that was killed',
  { timeout: patience },
  async (how) => {
    const folder = await emptyFolder()
    let server = open(folder)
    await server.line('open')
    if (how === 'adopted') {
      server.child.kill('SIGKILL')
      server = open(folder)
    }
    const { enginePid } = await server.line('open')
    await server.ask('create table kept (id int)')
    await server.ask('insert into kept values (1)')
    process.kill(Number(enginePid), 'SIGKILL')
    const outcomes: Line[] = []
    await eventually(async () => {
      outcomes.push(await server.ask('select id from kept'))
      return outcomes.at(-1)?.event === 'answer' && outcomes.at(-1)?.enginePid !== enginePid
    })
    expect(outcomes.filter(({ event, away }) => event === 'fault' && away !== true)).toEqual([])
    expect(outcomes.at(-1)).toMatchObject({ rows: [{ id: 1 }] })
    expect(server.lines.map(({ event }) => event)).toContain('database.engine-back')
    expect(await server.end()).toBe(0)
  },
)

test('a second server says whose the folder is, and ends', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const first = open(folder)
  const { enginePid } = await first.line('open')
  const second = open(folder)
  expect(await second.line('busy')).toMatchObject({ pid: first.child.pid })
  expect(await exitOf(second.child)).toBe(3)
  expect(await first.ask('select 1 as one')).toMatchObject({ rows: [{ one: 1 }], enginePid })
})

test('of two servers started at once on an empty folder exactly one wins', {
  timeout: patience,
}, async () => {
  const folder = await emptyFolder()
  const both = [open(folder), open(folder)]
  const ends = await Promise.all(
    both.map((opener) => Promise.race([opener.line('open'), opener.line('busy')])),
  )
  expect(ends.map(({ event }) => event).sort()).toEqual(['busy', 'open'])
  const winner = both[ends.findIndex(({ event }) => event === 'open')]
  expect(ends.find(({ event }) => event === 'busy')).toMatchObject({ pid: winner?.child.pid })
  expect(await readdir(folder)).toEqual(['postgres'])
})

test('a tool works beside a server and leaves its engine running', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const server = open(folder)
  const { enginePid } = await server.line('open')
  const tool = open(folder, 'tool')
  expect(await tool.line('open')).toMatchObject({ adopted: true, enginePid })
  expect(await tool.end()).toBe(0)
  expect(await server.ask('select 1 as one')).toMatchObject({ event: 'answer', enginePid })
})

test('a tool alone starts the engine and stops it', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const tool = open(folder, 'tool')
  const { enginePid } = await tool.line('open')
  expect(await tool.end()).toBe(0)
  expect(isRunning(Number(enginePid))).toBe(false)
})

test('a server takes over the engine that a tool started', { timeout: patience }, async () => {
  const folder = await emptyFolder()
  const tool = open(folder, 'tool')
  const { enginePid } = await tool.line('open')
  const server = open(folder)
  expect(await server.line('open')).toMatchObject({ adopted: true, enginePid })
  expect(await tool.end()).toBe(0)
  expect(await server.ask('select 1 as one')).toMatchObject({ event: 'answer', enginePid })
  expect(await server.end()).toBe(0)
  expect(isRunning(Number(enginePid))).toBe(false)
})
