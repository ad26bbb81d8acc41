import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { silent } from '../../src/database/log.ts'
import { connectDatabase } from '../../src/database/open.ts'
import { announce } from '../../src/notify/index.ts'
import { takeDue } from '../../src/notify/outbox.ts'
import { pruneOutbox } from '../../src/notify/prune-outbox.ts'
import { countOutbox, listDeadEnds, outboxBacklog } from '../../src/notify/report.ts'
import { doorTo } from '../support/door.ts'
import { installApp, type NoticeNode, newNoticeNode, startTestWorker } from '../support/notices.ts'
import { type PushService, startPushService } from '../support/push-service.ts'

let push: PushService
beforeAll(async () => {
  push = await startPushService()
})
afterAll(() => push.close())

const say = (node: NoticeNode, accountId: string) =>
  node.database.inTransaction((tx) =>
    announce(tx, node.parts, { accountId, kind: 'password-changed', browser: 'Chrome, Android' }),
  )

test('two workers never send one row at once, and together send each once', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = push.subscribe()
  await installApp(node, account, phone)
  phone.always({ slowMilliseconds: 15 })
  const beside = await newNoticeNode({}, node)
  const workers = [await startTestWorker(node), await startTestWorker(beside)]
  await Promise.all(Array.from({ length: 100 }, () => say(node, account)))
  await expect.poll(() => phone.received.length, { timeout: 10_000 }).toBe(100)
  await Promise.all(workers.map((worker) => worker.idle()))
  expect(new Set(phone.received.map(({ topic }) => topic)).size).toBe(100)
  const counts = await Promise.all(
    [node, beside].map(async ({ parts }) => {
      const found = (await parts.metrics.notices.get()).values.find(({ labels }) => labels.outcome === 'sent')
      return found?.value ?? 0
    }),
  )
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100)
})

test('a worker sends no more at once than it may', async () => {
  const own = await startPushService()
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = own.subscribe()
  await installApp(node, account, phone)
  phone.always({ slowMilliseconds: 20 })
  for (let at = 0; at < 20; at += 1) await say(node, account)
  const worker = await startTestWorker(node, { concurrency: 4 })
  await expect.poll(() => phone.received.length, { timeout: 5000 }).toBe(20)
  await worker.idle()
  expect(own.mostAtOnce()).toBe(4)
  await own.close()
})

test('what a killed node had taken, or sent and not written down, is sent by another after the lease', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = push.subscribe()
  await installApp(node, account, phone)
  await say(node, account)
  // A node takes the row and dies: nothing of it is left but the lease.
  const now = node.clock.now()
  const taken = await takeDue(node.database.reader, now, new Date(now.getTime() + 45_000), 10, 10)
  expect(taken.length).toBe(1)
  const worker = await startTestWorker(node)
  await worker.idle()
  node.clock.advance(44)
  await worker.idle()
  expect(phone.received.length, 'the lease is the other node’s').toBe(0)
  node.clock.advance(2)
  await worker.idle()
  expect(phone.received.length).toBe(1)

  // It dies between the service's 201 and the mark: the phone is told twice, under one tag.
  const { reader } = node.database
  await reader
    .updateTable('outbox')
    .set({ state: 'queued', next_at: node.clock.now() })
    .where('channel', '=', 'push')
    .execute()
  await worker.idle()
  expect(phone.received.length).toBe(2)
  expect(phone.waiting().length).toBe(1)
})

test('kill -9 in the middle of sending: nothing is lost, and what was settled is not sent again', async () => {
  const own = await startPushService()
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = own.subscribe()
  await installApp(node, account, phone)
  for (let at = 0; at < 12; at += 1) await say(node, account)
  // The first four at once are answered, the next four hang for good when it dies.
  phone.next('works', 'works', 'works', 'works', 'hangs', 'hangs', 'hangs', 'hangs')
  const program = fileURLToPath(new URL('../support/notice-process.ts', import.meta.url))
  const name = node.database.pool.options.database ?? ''
  const child = spawn(process.execPath, [program, inject('databaseSocket'), name], { stdio: 'ignore' })
  await expect.poll(() => own.posts(), { timeout: 10_000 }).toBe(8)
  const settled = () =>
    node.database.reader
      .selectFrom('outbox')
      .where('channel', '=', 'push')
      .where('state', '=', 'sent')
      .selectAll()
      .execute()
  await expect.poll(async () => (await settled()).length).toBe(4)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const worker = await startTestWorker(node)
  await worker.idle()
  expect(phone.received.length, 'four wait for the dead node’s lease').toBe(8)
  node.clock.advance(60)
  await worker.idle()
  expect(phone.received.length).toBe(12)
  expect(new Set(phone.received.map(({ topic }) => topic)).size).toBe(12)
  await own.close()
})

test('a database that goes away while a notice is sent is no fault, and the notice comes again', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = push.subscribe()
  await installApp(node, account, phone)
  const door = await doorTo(inject('databaseSocket'))
  const where = { user: 'kabinet', database: node.database.pool.options.database ?? '', ssl: false }
  const whereabouts = () => ({ host: '127.0.0.1', port: door.port })
  const cutOff = connectDatabase(where, whereabouts, { role: 'server', poolSize: 2 }, silent)
  const cut = await newNoticeNode({}, { ...node, database: cutOff })
  const worker = await startTestWorker(cut)
  phone.next({ slowMilliseconds: 300 })
  const before = push.posts()
  await say(node, account)
  await expect.poll(() => push.posts()).toBe(before + 1)
  await door.close()
  const said = () => cut.log.lines().map(({ msg }) => msg)
  await expect.poll(said).toContain('notice.put-off')
  expect(said()).not.toContain('notice.fault')
  const began = performance.now()
  await worker.stop()
  expect(performance.now() - began, 'a stop does not wait for the database').toBeLessThan(2000)
  await cutOff.close()

  const next = await startTestWorker(node)
  await next.idle()
  expect(phone.received.length, 'the lease still holds').toBe(1)
  node.clock.advance(60)
  await next.idle()
  expect(phone.received.length).toBe(2)
})

test('a stop finishes what is under way and takes nothing new', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = push.subscribe()
  await installApp(node, account, phone)
  phone.always({ slowMilliseconds: 200 })
  const worker = await startTestWorker(node)
  await say(node, account)
  await expect.poll(() => push.posts()).toBeGreaterThan(0)
  await wait(50)
  await worker.stop()
  const states = async () =>
    (
      await node.database.reader
        .selectFrom('outbox')
        .where('channel', '=', 'push')
        .orderBy('id')
        .select('state')
        .execute()
    ).map(({ state }) => state)
  expect(await states()).toEqual(['sent'])
  await say(node, account)
  await wait(100)
  expect(await states()).toEqual(['sent', 'queued'])
})

test('the report counts without naming anybody, and the backlog tells the oldest that waits', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = push.subscribe()
  await installApp(node, account, phone)
  phone.next({ status: 400 }, { status: 503 })
  const worker = await startTestWorker(node)
  await say(node, account)
  await worker.idle()
  await say(node, account)
  await worker.idle()
  node.clock.advance(5)
  const { reader } = node.database
  expect(await outboxBacklog(reader, node.clock.now())).toEqual({ waiting: 1, oldestSeconds: 5 })
  expect(await countOutbox(reader)).toEqual([
    { channel: 'app', kind: 'password-changed', state: 'queued', count: 2 },
    { channel: 'push', kind: 'password-changed', state: 'dead', count: 1 },
    { channel: 'push', kind: 'password-changed', state: 'queued', count: 1 },
  ])
  const [end] = await listDeadEnds(reader, 10)
  expect(end).toMatchObject({ channel: 'push', problem: 'refused', tries: 1 })
  expect(Object.keys(end ?? {}).toSorted()).toEqual([
    'channel',
    'created_at',
    'id',
    'kind',
    'problem',
    'tries',
  ])
})

test('states older than three months go', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  await installApp(node, account)
  await say(node, account)
  const { reader } = node.database
  const later = (days: number) => new Date(Date.now() + days * 86_400_000)
  expect(await pruneOutbox(reader, later(89))).toBe(0)
  expect(await pruneOutbox(reader, later(91))).toBe(1)
  expect(await countOutbox(reader)).toEqual([])
})
