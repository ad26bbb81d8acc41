import { afterAll, beforeAll, expect, test } from 'vitest'
import { alertRequest, noticeStates } from '../../src/notify/index.ts'
import { isPersonal } from '../support/log-stream.ts'
import {
  askRecovery,
  installApp,
  type NoticeNode,
  newNoticeNode,
  startTestWorker,
} from '../support/notices.ts'
import { type PushService, startPushService } from '../support/push-service.ts'

let push: PushService
beforeAll(async () => {
  push = await startPushService()
})
afterAll(() => push.close())

type Request = Awaited<ReturnType<typeof askRecovery>>
const alert = (node: NoticeNode, request: Request) =>
  node.database.inTransaction((tx) => alertRequest(tx, node.parts, request))
const events = (node: NoticeNode) =>
  node.database.reader.selectFrom('events').selectAll().orderBy('id').execute()
const left = (node: NoticeNode) => node.database.reader.selectFrom('outbox').selectAll().execute()

/** A request that proves the number of a claim, as the transfer slice writes it. */
async function askForNumber(node: NoticeNode, account: string): Promise<Request> {
  const request = await askRecovery(node, account)
  const now = node.clock.now()
  const { id } = await node.database.reader
    .insertInto('transfers')
    .values({
      claimant_index: Buffer.alloc(32),
      claimant_sealed: Buffer.alloc(1),
      child_index: Buffer.alloc(32),
      made_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await node.database.reader
    .updateTable('recoveries')
    .set({ transfer_id: id })
    .where('id', '=', request.recoveryId)
    .execute()
  return request
}

async function withPhone() {
  const node = await newNoticeNode()
  const account = await node.account()
  const phone = push.subscribe()
  await installApp(node, account, phone)
  const worker = await startTestWorker(node)
  return { node, account, phone, worker }
}

test('a request is pushed at once and told in the feed, with its number and browser, without a code or person', async () => {
  const { node, account, phone } = await withPhone()
  const request = await askRecovery(node, account)
  await alert(node, request)
  await expect.poll(() => phone.received.length, { timeout: 2000 }).toBe(1)
  const [got] = phone.received
  expect(got?.text).toBe(' '.repeat(96))
  expect(isPersonal(got?.topic ?? '', [account, request.recoveryId])).toBe(false)
  expect(got).toMatchObject({ urgency: 'high', ttl: 600 })
  const [event] = await events(node)
  expect(event).toMatchObject({
    kind: 'recovery-asked',
    browser: 'Firefox, Windows',
    params: { request: '47', recovery: request.recoveryId },
  })
  await expect
    .poll(async () => (await noticeStates(node.database.reader, [event?.id ?? ''])).get(event?.id ?? ''))
    .toBe('sent')
})

test('a decoy writes the same row, and nothing comes of it', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const [real, decoy] = [await askRecovery(node, account), await askRecovery(node, null)]
  await alert(node, real)
  await alert(node, decoy)
  const [one, other] = await left(node)
  const shape = (row: typeof one) => ({
    ...row,
    id: '',
    account_id: '',
    text_sealed: row?.text_sealed?.length,
  })
  expect(shape(other)).toEqual(shape(one))
  const worker = await startTestWorker(node)
  await worker.idle()
  expect(await left(node)).toEqual([])
  expect((await events(node)).map(({ account_id }) => account_id)).toEqual([account])
})

test('«Отправить» again pushes again after a minute, under one event and one notification', async () => {
  const { node, account, phone, worker } = await withPhone()
  const request = await askRecovery(node, account)
  await alert(node, request)
  await worker.idle()
  await alert(node, request)
  await worker.idle()
  expect(phone.received.length, 'within the minute').toBe(1)
  node.clock.advance(59)
  await worker.idle()
  expect(phone.received.length, 'still within the minute').toBe(1)
  node.clock.advance(1.01)
  await worker.idle()
  expect(phone.received.length).toBe(2)
  expect(phone.waiting().length).toBe(1)
  expect((await events(node)).length).toBe(1)
})

test('strangers get three alerts in any 24 hours; the trusted browser has its own three', async () => {
  const { node, account, phone, worker } = await withPhone()
  for (let at = 0; at < 6; at += 1) {
    await alert(node, await askRecovery(node, account))
    await worker.idle()
    node.clock.advance(120)
  }
  expect(phone.received.length).toBe(3)
  expect((await events(node)).length, 'over the budget the feed is silent, the app lists the request').toBe(3)

  const trusted = await askRecovery(node, account, true)
  for (let at = 0; at < 4; at += 1) {
    await alert(node, trusted)
    await worker.idle()
    node.clock.advance(61)
  }
  expect(phone.received.length).toBe(6)

  // The window slides: a day after the first alert there is room for one, not for three.
  node.clock.advance(86_400 - 6 * 120 - 4 * 61 + 1)
  for (let at = 0; at < 2; at += 1) {
    await alert(node, await askRecovery(node, account))
    await worker.idle()
    node.clock.advance(61)
  }
  expect(phone.received.length).toBe(7)
})

test('ten strangers at once get one alert; the rest wait for the gap and the budget', async () => {
  const { node, account, phone, worker } = await withPhone()
  const beside = await startTestWorker(await newNoticeNode({}, node))
  const requests = await Promise.all(Array.from({ length: 10 }, () => askRecovery(node, account)))
  await Promise.all(requests.map((request) => alert(node, request)))
  await Promise.all([worker.idle(), beside.idle()])
  expect(phone.received.length).toBe(1)
  for (let at = 0; at < 8; at += 1) {
    node.clock.advance(61)
    await Promise.all([worker.idle(), beside.idle()])
  }
  expect(phone.received.length).toBe(3)
  expect((await left(node)).filter(({ kind }) => kind === 'recovery-alert')).toEqual([])
})

test('a request for the number of a claim is pushed like one for a password', async () => {
  const { node, account, phone, worker } = await withPhone()
  await alert(node, await askForNumber(node, account))
  await worker.idle()
  expect(phone.received.at(-1)).toMatchObject({ urgency: 'high', ttl: 600 })
  expect((await events(node)).map(({ kind }) => kind)).toEqual(['transfer-asked'])
})

test.each([
  ['a password', askRecovery],
  ['the number of a claim', askForNumber],
])('an alert of a request for %s that reached nobody does not count', async (_, ask) => {
  const { node, account, phone, worker } = await withPhone()
  phone.always({ status: 410 })
  for (let at = 0; at < 3; at += 1) {
    await alert(node, await ask(node, account))
    await worker.idle()
    // No gap after an alert that reached nobody, and the app may bring a new subscription.
    await node.database.reader.deleteFrom('bindings').execute()
    await installApp(node, account, phone)
  }
  const fresh = push.subscribe()
  await installApp(node, account, fresh)
  for (let at = 0; at < 4; at += 1) {
    await alert(node, await ask(node, account))
    await worker.idle()
    node.clock.advance(61)
  }
  expect(fresh.received.length).toBe(3)
})

test('without any app three requests a day stand in the feed, and they use up no push', async () => {
  const node = await newNoticeNode()
  const account = await node.account()
  const worker = await startTestWorker(node)
  for (let at = 0; at < 5; at += 1) await alert(node, await askRecovery(node, account))
  await worker.idle()
  expect((await events(node)).length).toBe(3)
  const phone = push.subscribe()
  await installApp(node, account, phone)
  await alert(node, await askRecovery(node, account))
  await worker.idle()
  expect(phone.received.length).toBe(1)
})

test('a request that has ended or run out is not pushed', async () => {
  const { node, account, phone, worker } = await withPhone()
  const ended = await askRecovery(node, account)
  await node.database.reader
    .updateTable('recoveries')
    .set({ ended_at: node.clock.now(), outcome: 'refused' })
    .where('id', '=', ended.recoveryId)
    .execute()
  await alert(node, ended)
  const late = await askRecovery(node, account)
  phone.next({ status: 503 })
  await alert(node, late)
  await worker.idle()
  node.clock.advance(601)
  await worker.idle()
  await alert(node, late)
  await worker.idle()
  expect(phone.received).toEqual([])
  const pushes = (await left(node)).filter(({ channel }) => channel === 'push')
  expect(pushes.map(({ state, problem }) => [state, problem])).toEqual([['dead', 'too-late']])
})
