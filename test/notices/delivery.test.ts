import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  announce,
  keepSubscription,
  markDelivered,
  markOpened,
  noticeStates,
} from '../../src/notify/index.ts'
import { pushKey } from '../../src/notify/vapid.ts'
import { isPersonal } from '../support/log-stream.ts'
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
const rows = (node: NoticeNode) =>
  node.database.reader.selectFrom('outbox').selectAll().orderBy('channel').orderBy('id').execute()
const statesOf = async (node: NoticeNode) =>
  (await rows(node)).map(({ channel, state, problem }) => [channel, state, problem])

test('a push reaches the phone, encrypted for it and signed by this deployment, and says nothing of anybody', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const phone = push.subscribe()
  await installApp(node, person, phone)
  await startTestWorker(node)
  await say(node, person)
  // Woken by the commit, not by the interval of five seconds.
  await expect.poll(() => phone.received.length, { timeout: 2000 }).toBe(1)

  const [got] = phone.received
  expect(got?.text).toBe(' '.repeat(96))
  expect(isPersonal(got?.topic ?? '', [person])).toBe(false)
  expect(got).toMatchObject({ urgency: 'normal', ttl: 86_400, publicKey: pushKey(node.parts.keyring) })
  await expect
    .poll(() => statesOf(node))
    .toEqual([
      ['app', 'sent', null],
      ['push', 'sent', null],
    ])
})

test('every push has the same length', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const phone = push.subscribe()
  await installApp(node, person, phone)
  const worker = await startTestWorker(node)
  for (let at = 0; at < 3; at += 1) await say(node, person)
  await worker.idle()
  expect(phone.received.length).toBe(3)
  expect(new Set(phone.received.map(({ bytes }) => bytes)).size).toBe(1)
})

test('nothing is queued when the transaction does not commit', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  await installApp(node, person, push.subscribe())
  const undone = node.database.inTransaction(async (tx) => {
    await announce(tx, node.parts, { accountId: person, kind: 'frozen', browser: null })
    throw new Error('the caller changed its mind')
  })
  await expect(undone).rejects.toThrow('changed its mind')
  expect(await rows(node)).toEqual([])
})

test('every alive installation is told, removed ones are not; states are kept for each', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const [first, second, gone] = [push.subscribe(), push.subscribe(), push.subscribe()]
  const installations = [
    await installApp(node, person, first),
    await installApp(node, person, second),
    await installApp(node, person),
  ]
  const removed = await installApp(node, person, gone)
  const reader = node.database.reader
  await reader
    .updateTable('installations')
    .set({ removed_at: new Date() })
    .where('id', '=', removed)
    .execute()
  const worker = await startTestWorker(node)
  const { eventId } = await say(node, person)
  await worker.idle()
  expect([first, second, gone].map(({ received }) => received.length)).toEqual([1, 1, 0])

  const state = async (at?: number) =>
    (await noticeStates(reader, [eventId], at === undefined ? undefined : installations[at])).get(eventId)
  expect([await state(), await state(0), await state(2)]).toEqual(['sent', 'sent', 'queued'])
  const [one = '', two = '', three = ''] = installations
  await node.database.inTransaction((tx) => markDelivered(tx, node.clock, two, [eventId]))
  expect([await state(), await state(0), await state(1)]).toEqual(['delivered', 'sent', 'delivered'])
  await node.database.inTransaction((tx) => markOpened(tx, node.clock, three, [eventId]))
  expect([await state(), await state(0), await state(2)]).toEqual(['opened', 'sent', 'opened'])
  // An opened notice does not become merely delivered, and a stranger's id changes nothing.
  await node.database.inTransaction((tx) => markDelivered(tx, node.clock, three, [eventId]))
  await node.database.inTransaction((tx) => markOpened(tx, node.clock, one, [person]))
  expect([await state(0), await state(2)]).toEqual(['sent', 'opened'])
})

test('a busy service is asked again when it says, a failing one with growing pauses, and the phone shows one notice', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const phone = push.subscribe()
  await installApp(node, person, phone)
  // A kept connection that breaks is tried once more at once: the third try uses up two answers.
  phone.next(
    { status: 429, headers: { 'Retry-After': '90' } },
    { status: 503 },
    'cut-before',
    'cut-before',
    'cut-after',
  )
  const worker = await startTestWorker(node)
  await say(node, person)
  await worker.idle()
  const due = async () => {
    const [row] = (await rows(node)).filter(({ channel }) => channel === 'push')
    return {
      problem: row?.problem,
      tries: row?.tries,
      in: (row?.next_at.getTime() ?? 0) - node.clock.now().getTime(),
    }
  }
  expect(await due()).toEqual({ problem: 'busy', tries: 1, in: 90_000 })
  for (const [tries, problem, least] of [
    [2, 'failing', 10_000],
    [3, 'cut-off', 20_000],
    [4, 'cut-off', 40_000],
  ] as const) {
    node.clock.advance((await due()).in / 1000 - 1)
    await worker.idle()
    expect((await due()).tries, 'a second too early').toBe(tries - 1)
    node.clock.advance(1.01)
    await worker.idle()
    const now = await due()
    expect(now).toMatchObject({ problem, tries })
    expect(now.in).toBeGreaterThanOrEqual(least)
    expect(now.in).toBeLessThanOrEqual(2 * least)
  }
  // The service had taken the message before the connection broke: it is sent again, under the same topic.
  expect(phone.received.length).toBe(1)
  node.clock.advance(80)
  await worker.idle()
  expect(phone.received.length).toBe(2)
  expect(phone.waiting().length).toBe(1)
  expect(await statesOf(node)).toEqual([
    ['app', 'sent', null],
    ['push', 'sent', null],
  ])
})

test.each([404, 410])(
  '%i ends the subscription, unless the app has brought a new one meanwhile',
  async (status) => {
    const node = await newNoticeNode()
    const person = await node.account()
    const [phone, fresh] = [push.subscribe(), push.subscribe()]
    const installation = await installApp(node, person, phone)
    phone.always({ status })
    const worker = await startTestWorker(node)
    const { eventId } = await say(node, person)
    await worker.idle()
    expect(await statesOf(node)).toEqual([
      ['app', 'queued', null],
      ['push', 'dead', 'gone'],
    ])
    const { reader } = node.database
    const kept = () => reader.selectFrom('installations').select('push_sealed').executeTakeFirstOrThrow()
    expect((await kept()).push_sealed).toBeNull()
    // The feed still waits for the app to be opened.
    expect((await noticeStates(reader, [eventId])).get(eventId)).toBe('queued')

    await reader.deleteFrom('outbox').execute()
    await node.database.inTransaction((tx) =>
      keepSubscription(tx, node.parts.keyring, installation, phone.toJSON()),
    )
    phone.always({ slowMilliseconds: 150 })
    phone.next({ slowMilliseconds: 150 })
    phone.unsubscribe()
    await say(node, person)
    const sending = worker.idle()
    await node.database.inTransaction((tx) =>
      keepSubscription(tx, node.parts.keyring, installation, fresh.toJSON()),
    )
    await sending
    await say(node, person)
    await worker.idle()
    expect(fresh.received.length).toBeGreaterThan(0)
  },
)

test('what cannot be repaired is a dead end with its reason', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const worker = await startTestWorker(node, { timeoutMilliseconds: 200 })
  for (const [behaviour, problem] of [
    [{ status: 400 }, 'refused'],
    [{ status: 403 }, 'unauthorised'],
    [{ status: 302, headers: { Location: `${push.origin}/elsewhere` } }, 'redirected'],
  ] as const) {
    const before = push.posts()
    const phone = push.subscribe()
    const installation = await installApp(node, person, phone)
    phone.always(behaviour)
    await say(node, person)
    await worker.idle()
    const [row] = (await rows(node)).filter(({ channel }) => channel === 'push')
    expect([row?.state, row?.problem]).toEqual(['dead', problem])
    expect(push.posts() - before, 'a redirect is not followed').toBe(1)
    await node.database.reader.deleteFrom('installations').where('id', '=', installation).execute()
  }
  const lines = node.log.lines().filter(({ msg }) => msg === 'notice.dead')
  expect(lines.map(({ problem }) => problem)).toEqual(['refused', 'unauthorised', 'redirected'])
  expect(JSON.stringify(node.log.lines())).not.toContain('/push/')
})

test('a service that hangs is left after the time-out; after the last try the notice is a dead end', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const phone = push.subscribe()
  await installApp(node, person, phone)
  phone.always('hangs')
  const worker = await startTestWorker(node, { timeoutMilliseconds: 60 })
  await say(node, person)
  for (let tries = 1; tries <= 12; tries += 1) {
    await worker.idle()
    node.clock.advance(3600)
  }
  expect((await statesOf(node)).at(1)).toEqual(['push', 'dead', 'timeout'])
  expect((await rows(node)).at(1)?.tries).toBe(12)
})

test('a notice that the app has fetched by itself is not pushed any more', async () => {
  const node = await newNoticeNode()
  const person = await node.account()
  const phone = push.subscribe()
  const installation = await installApp(node, person, phone)
  phone.next({ status: 500 })
  const worker = await startTestWorker(node)
  const { eventId } = await say(node, person)
  await worker.idle()
  await node.database.inTransaction((tx) => markDelivered(tx, node.clock, installation, [eventId]))
  node.clock.advance(60)
  await worker.idle()
  expect(phone.received).toEqual([])
  expect((await statesOf(node)).map(([, state]) => state)).toEqual(['delivered', 'delivered'])
})

test('an endpoint inside the network is refused at the moment of sending, whatever its name says', async () => {
  const node = await newNoticeNode({ allowLocalPush: false })
  const person = await node.account()
  const worker = await startTestWorker(node)
  const { keys } = push.subscribe().toJSON()
  const before = push.posts()
  // Kept before the guard was there, or by a name that leads elsewhere now: localhost.localdomain resolves to loopback.
  for (const endpoint of [`${push.origin}/push/x`, 'https://169.254.169.254/latest/meta-data']) {
    const installation = await installApp(node, person)
    await node.database.inTransaction((tx) =>
      keepSubscription(tx, node.parts.keyring, installation, { endpoint, keys }),
    )
  }
  await say(node, person)
  await worker.idle()
  const pushes = (await rows(node)).filter(({ channel }) => channel === 'push')
  expect(pushes.map(({ state, problem }) => [state, problem])).toEqual([
    ['dead', 'address-refused'],
    ['dead', 'address-refused'],
  ])
  expect(push.posts()).toBe(before)
})
