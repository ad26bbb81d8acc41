import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Phone } from '../../src/domain/phone.ts'
import { announce } from '../../src/notify/index.ts'
import { checkPossessionCode, sendPossessionCode } from '../../src/notify/possession.ts'
import { type NoticeNode, newNoticeNode, startTestWorker } from '../support/notices.ts'
import { type SmsGateway, startSmsGateway } from '../support/sms-gateway.ts'

const phone = '+77051239223' as Phone
let gateway: SmsGateway
beforeAll(async () => {
  gateway = await startSmsGateway()
})
afterAll(() => gateway.close())

const newNode = (key = gateway.key) => newNoticeNode({ sms: { url: gateway.url, key } })
const whose = { through: 'none', key: Buffer.alloc(32) } as const
const ask = (node: NoticeNode, subject: string, isRight = true) =>
  node.database.inTransaction((tx) =>
    sendPossessionCode(tx, node.parts, { subject, whose, phone, isRight, language: 'ru' }),
  )
const check = (node: NoticeNode, subject: string, code: string, isRight = true) =>
  checkPossessionCode(node.database.reader, node.parts, { subject, phone, isRight, code })
const codeIn = (text: string | undefined) => /\b\d{6}\b/.exec(text ?? '')?.[0] ?? ''
const outbox = (node: NoticeNode) =>
  node.database.reader.selectFrom('outbox').where('channel', '=', 'sms').selectAll().execute()

test('grave events go to the number too, and to the one that was replaced; a sent SMS leaves no number behind', async () => {
  const node = await newNode()
  const account = await node.account(phone)
  const before = gateway.taken.length
  const worker = await startTestWorker(node)
  const other = '+77771234567' as Phone
  await node.database.inTransaction(async (tx) => {
    await announce(tx, node.parts, {
      accountId: account,
      kind: 'password-recovered',
      browser: null,
      alsoTo: [other, phone],
    })
    await announce(tx, node.parts, { accountId: account, kind: 'session-ended', browser: null })
  })
  await worker.idle()
  const sent = gateway.taken.slice(before)
  expect(sent.map(({ to }) => to).toSorted()).toEqual([phone, other].toSorted())
  expect(sent[0]?.text).toBe(
    'Личный кабинет: Пароль восстановлен. Если это были не Вы, войдите с прежним паролем или обратитесь за помощью.',
  )
  expect(
    (await outbox(node)).map(({ state, address_sealed, text_sealed }) => [
      state,
      address_sealed,
      text_sealed,
    ]),
  ).toEqual([
    ['sent', null, null],
    ['sent', null, null],
  ])
})

test('without a gateway no SMS is queued', async () => {
  const node = await newNoticeNode()
  const accountId = await node.account(phone)
  await node.database.inTransaction((tx) =>
    announce(tx, node.parts, { accountId, kind: 'password-recovered', browser: null }),
  )
  expect(await outbox(node)).toEqual([])
})

test('a gateway that fails, breaks off or hangs gets the message again and delivers it once', async () => {
  const node = await newNode()
  const accountId = await node.account(phone)
  const [posts, before] = [gateway.posts(), gateway.taken.length]
  gateway.next({ status: 500 }, 'hangs', 'cut-after')
  const worker = await startTestWorker(node, { timeoutMilliseconds: 100 })
  await node.database.inTransaction((tx) =>
    announce(tx, node.parts, { accountId, kind: 'frozen', browser: null }),
  )
  for (let at = 0; at < 4; at += 1) {
    await worker.idle()
    node.clock.advance(120)
  }
  expect(gateway.posts() - posts).toBe(4)
  expect(gateway.taken.length - before).toBe(1)
  expect((await outbox(node))[0]).toMatchObject({ state: 'sent', tries: 4 })
})

test('a wrong key keeps the message until the operator has repaired it', async () => {
  const node = await newNode('not-the-gateway’s-key'.replace('’', '-'))
  const accountId = await node.account(phone)
  const worker = await startTestWorker(node)
  await node.database.inTransaction((tx) =>
    announce(tx, node.parts, { accountId, kind: 'frozen', browser: null }),
  )
  await worker.idle()
  expect((await outbox(node))[0]).toMatchObject({ state: 'queued', problem: 'unauthorised' })
})

test('a possession code comes by SMS, late too, and proves once', async () => {
  const node = await newNode()
  const worker = await startTestWorker(node)
  const before = gateway.inbox(phone).length
  gateway.deliverLate()
  expect(await ask(node, 'activation:one')).toEqual({ ok: true })
  await worker.idle()
  expect(gateway.inbox(phone).length).toBe(before)
  node.clock.advance(500)
  gateway.deliverAll()
  const code = codeIn(gateway.inbox(phone).at(-1))
  node.log.forbid(code)
  expect(await check(node, 'activation:other', code), 'another activation').toBe('gone')
  expect(await check(node, 'activation:one', code)).toBe('proven')
  expect(await check(node, 'activation:one', code), 'once').toBe('gone')
})

test('three tries within ten minutes, exactly so when they come at once; asking again refills nothing', async () => {
  const node = await newNode()
  const worker = await startTestWorker(node)
  await ask(node, 'a:1')
  await worker.idle()
  const code = codeIn(gateway.taken.at(-1)?.text)
  const wrong = code === '000000' ? '000001' : '000000'
  const answers = await Promise.all(Array.from({ length: 20 }, () => check(node, 'a:1', wrong)))
  expect(answers.filter((answer) => answer === 'wrong').length).toBe(3)
  expect(await check(node, 'a:1', code)).toBe('gone')
  expect(await ask(node, 'a:1')).toEqual({ ok: false, waitSeconds: 60 })
  node.clock.advance(61)
  expect(await ask(node, 'a:1')).toEqual({ ok: true })
  expect(await check(node, 'a:1', code)).toBe('gone')

  await ask(node, 'a:2')
  await worker.idle()
  const later = codeIn(gateway.taken.at(-1)?.text)
  node.clock.advance(601)
  expect(await check(node, 'a:2', later)).toBe('gone')
})

test('a code is not asked for before it was sent, and a decoy writes the same and sends nothing', async () => {
  const node = await newNode()
  expect(await check(node, 'b:1', '123456')).toBe('gone')
  expect(await ask(node, 'b:1', false)).toEqual({ ok: true })
  expect((await outbox(node)).length).toBe(1)
  const before = gateway.posts()
  const worker = await startTestWorker(node)
  await worker.idle()
  expect(gateway.posts()).toBe(before)
  expect(await outbox(node)).toEqual([])
  const answers = await Promise.all(
    Array.from({ length: 3 }, (_, at) => check(node, 'b:1', `00000${at}`, false)),
  )
  expect(answers).toEqual(['wrong', 'wrong', 'wrong'])
})

test('a code that could not be sent for ten minutes is not sent at all', async () => {
  const node = await newNode()
  const before = gateway.taken.length
  gateway.next({ status: 503 })
  const worker = await startTestWorker(node)
  await ask(node, 'c:1')
  await worker.idle()
  node.clock.advance(601)
  await worker.idle()
  expect(gateway.taken.length).toBe(before)
  expect((await outbox(node))[0]).toMatchObject({ state: 'dead', problem: 'too-late', text_sealed: null })
})
