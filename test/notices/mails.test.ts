import { readFileSync } from 'node:fs'
import { setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawConsent } from '../../src/account/consents.ts'
import { languages } from '../../src/domain/language.ts'
import { alertRequest, announce, noticeStates, stopInforming } from '../../src/notify/index.ts'
import { usualSettings } from '../../src/notify/worker.ts'
import { newEmail, toldAt } from '../support/addresses.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { askRecovery, type NoticeNode, newNoticeNode, startTestWorker } from '../support/notices.ts'
import { startSmsGateway } from '../support/sms-gateway.ts'

let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
})
afterAll(() => server.close())

const newNode = (route = server.route) => newNoticeNode({ mail: route })
const tell = (
  node: NoticeNode,
  accountId: string,
  kind: Parameters<typeof announce>[2]['kind'] = 'password-recovered',
  more: { browser?: string; params?: Record<string, string> } = {},
) =>
  node.database.inTransaction((tx) =>
    announce(tx, node.parts, { accountId, kind, browser: more.browser ?? null, params: more.params ?? {} }),
  )
const outbox = (node: NoticeNode) =>
  node.database.reader.selectFrom('outbox').where('channel', '=', 'mail').orderBy('id').selectAll().execute()

/** An account with a number, a name and an address that is told; neither may be seen in a log. */
async function withAddress(node: NoticeNode) {
  const accountId = await node.account()
  const email = await toldAt(node, accountId)
  node.log.forbid(email, ...email.split('@'))
  return { accountId, email }
}

test('an event is mailed to every confirmed address: what, when, where, and how to say that it was not me', async () => {
  const node = await newNode()
  const { accountId, email } = await withAddress(node)
  const other = await toldAt(node, accountId)
  const worker = await startTestWorker(node)
  const { eventId } = await tell(node, accountId, 'password-recovered', { browser: 'Firefox, Windows' })
  await worker.idle()
  expect(server.inbox(other).length).toBe(1)
  const [mail] = server.inbox(email)
  expect(mail).toMatchObject({ from: 'notices@kabinet.test', to: [email], subject: 'Пароль восстановлен' })
  const { text = '', raw = '' } = mail ?? {}
  expect(text).toContain('Когда: ')
  expect(text).toContain('(UTC+5)\nFirefox, Windows')
  expect(text).toContain('введите на входе прежний пароль')
  expect(text).toContain('https://kabinet.test/cabinet/security/not-me')
  expect(text).toContain('https://kabinet.test/help, ЦОН, тел. 1414')
  // Pages, and nothing in their addresses that could open anything.
  const links = text.match(/https?:\/\/[^\s,]+/g) ?? []
  expect(links.map((link) => new URL(link)).every(({ search, hash }) => search === '' && hash === '')).toBe(
    true,
  )
  expect(text).not.toMatch(/Айгерім|Сейтқали|880512|7051239223|9223/)
  expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8/m)
  expect(raw).toMatch(/^Auto-Submitted: auto-generated/m)
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
  expect((await noticeStates(node.database.reader, [eventId])).get(eventId)).toBe('sent')
})

test.each(languages)('in %s, the language of the account', async (language) => {
  const node = await newNode()
  const { accountId, email } = await withAddress(node)
  await node.database.reader.updateTable('accounts').set({ language }).where('id', '=', accountId).execute()
  const worker = await startTestWorker(node)
  await tell(node, accountId, 'app-activated', { params: { device: 'Chrome, Android' } })
  await worker.idle()
  const [mail] = server.inbox(email)
  const title = {
    kk: 'ED24 қосымшасы іске қосылды',
    ru: 'Приложение ED24 активировано',
    en: 'ED24 app activated',
  }
  expect(mail?.subject).toBe(title[language])
  expect(mail?.text.startsWith(`${title[language]}.\n\n`)).toBe(true)
  expect(mail?.text).toContain('Chrome, Android')
})

test('an address without its code typed, and a deployment without a mail server, get nothing', async () => {
  const node = await newNode()
  const accountId = await node.account()
  const now = node.clock.now()
  const { nameAddress } = await import('../../src/account/notice-addresses.ts')
  await node.database.inTransaction((tx) =>
    nameAddress(tx, node.parts.keyring, { accountId, email: newEmail(), code: '1', now, expiresAt: now }),
  )
  await tell(node, accountId)
  expect(await outbox(node)).toEqual([])

  const without = await newNoticeNode()
  const other = await without.account()
  await toldAt(without, other)
  await tell(without, other)
  expect(await outbox(without)).toEqual([])
})

test('a request to recover is mailed once, however often it is sent, within the budget of alerts', async () => {
  const node = await newNode()
  const { accountId, email } = await withAddress(node)
  const worker = await startTestWorker(node)
  for (let asked = 0; asked < 6; asked += 1) {
    const request = await askRecovery(node, accountId)
    for (let pressed = 0; pressed < 2; pressed += 1)
      await node.database.inTransaction((tx) => alertRequest(tx, node.parts, request))
    await worker.idle()
    node.clock.advance(61)
  }
  const mails = server.inbox(email)
  expect(mails.length).toBeGreaterThan(0)
  expect(mails.length).toBeLessThanOrEqual(3)
  expect(mails[0]?.subject).toBe('Запрос на восстановление пароля')
  expect(mails[0]?.text).toContain('Запрос № 47, Firefox, Windows')
})

test('what only informs stays away once the consent is withdrawn; what guards comes all the same', async () => {
  const node = await newNode()
  const { accountId, email } = await withAddress(node)
  await tell(node, accountId, 'session-ended')
  const { database, clock } = node
  await database.reader
    .insertInto('consents')
    .values({
      account_id: accountId,
      document: 'contacts',
      version: '2026-11-01',
      language: 'ru',
      accepted_at: clock.now(),
      address_sealed: node.parts.keyring.seal('consents.address', '198.51.100.7'),
    })
    .execute()
  await database.inTransaction((tx) => withdrawConsent(tx, clock, accountId, 'contacts'))
  expect(await database.inTransaction((tx) => stopInforming(tx, accountId))).toBe(1)
  await tell(node, accountId, 'session-ended')
  await tell(node, accountId, 'password-changed')
  const worker = await startTestWorker(node)
  await worker.idle()
  expect(server.inbox(email).map(({ subject }) => subject)).toEqual(['Пароль изменён'])
})

describe('a server that fails', () => {
  /** Lets the worker come back as often as it wants to. */
  async function lasts(node: NoticeNode, times: number, timeoutMilliseconds = 200) {
    const worker = await startTestWorker(node, { timeoutMilliseconds })
    for (let at = 0; at < times; at += 1) {
      await worker.idle()
      node.clock.advance(600)
    }
    await worker.idle()
  }

  test('greylists, breaks off or hangs: gets the mail again, once', async () => {
    const node = await newNode()
    const { accountId, email } = await withAddress(node)
    const before = server.exchanges()
    server.next('greylists', 'cuts-before', 'hangs')
    await tell(node, accountId)
    await lasts(node, 4)
    expect(server.exchanges() - before).toBe(4)
    expect(server.inbox(email).length).toBe(1)
    expect((await outbox(node))[0]).toMatchObject({ state: 'sent', tries: 4 })
  })

  test('took it and broke off before it said so: comes twice, as one message', async () => {
    const node = await newNode()
    const { accountId, email } = await withAddress(node)
    server.next('cuts-after')
    await tell(node, accountId)
    await lasts(node, 2)
    const ids = server.inbox(email).map(({ messageId }) => messageId)
    expect(ids.length).toBe(2)
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).toMatch(/^<[\w-]+@kabinet\.test>$/)
  })

  test('names the reason: a mailbox that is not there is a dead end, what an operator can repair is not', async () => {
    const cases = [
      ['refuses-recipient', { state: 'dead', problem: 'refused', address_sealed: null, text_sealed: null }],
      ['refuses-sender', { state: 'queued', problem: 'unauthorised' }],
      ['greylists', { state: 'queued', problem: 'busy' }],
      ['cuts-before', { state: 'queued', problem: 'cut-off' }],
      ['hangs', { state: 'queued', problem: 'timeout' }],
    ] as const
    for (const [behaviour, row] of cases) {
      const node = await newNode()
      const { accountId } = await withAddress(node)
      server.next(behaviour)
      await tell(node, accountId)
      await (await startTestWorker(node, { timeoutMilliseconds: 200 })).idle()
      expect((await outbox(node))[0], behaviour).toMatchObject(row)
    }
    const routes = [
      [{ ...server.route, login: { user: 'kabinet', password: 'wrong' } }, 'unauthorised'],
      [{ ...server.route, port: 1 }, 'unreachable'],
    ] as const
    for (const [route, problem] of routes) {
      const node = await newNode(route)
      const { accountId } = await withAddress(node)
      await tell(node, accountId)
      await (await startTestWorker(node)).idle()
      expect((await outbox(node))[0]).toMatchObject({ state: 'queued', problem })
    }
  })

  test('for a day: the mail is given up, its reason kept, nothing personal with it', async () => {
    const node = await newNode({ ...server.route, port: 1 })
    const { accountId } = await withAddress(node)
    await tell(node, accountId)
    const worker = await startTestWorker(node)
    for (let hours = 0; hours < 26; hours += 1) {
      await worker.idle()
      node.clock.advance(3600)
    }
    await worker.idle()
    expect((await outbox(node))[0]).toMatchObject({ state: 'dead', address_sealed: null, text_sealed: null })
    const text = await node.parts.metrics.registry.metrics()
    expect(text).toMatch(/kabinet_notices_total\{channel="mail",outcome="dead"\} 1/)
  })
})

test('a mail server that hangs holds no SMS back, and its mails leave when it works again', async () => {
  const gateway = await startSmsGateway()
  const node = await newNoticeNode({ mail: server.route, sms: { url: gateway.url, key: gateway.key } })
  const { accountId, email } = await withAddress(node)
  const { mails } = usualSettings
  server.next(...Array<'hangs'>(mails).fill('hangs'))
  for (let sent = 0; sent < 3 * mails; sent += 1) await tell(node, accountId, 'signed-in-new-browser')
  const worker = await startTestWorker(node, { timeoutMilliseconds: 3000 })
  const began = performance.now()
  await tell(node, accountId, 'frozen')
  await expect.poll(() => gateway.taken.length, { timeout: 10_000 }).toBe(1)
  // Before the first of the hanging ones was given up: with all hands at mails it would have waited for that.
  expect(server.inbox(email)).toEqual([])
  await worker.idle()
  expect(performance.now() - began).toBeGreaterThan(2500)
  expect(server.inbox(email).length).toBe(2 * mails + 1)
  node.clock.advance(30)
  await worker.idle()
  expect(server.inbox(email).length).toBe(3 * mails + 1)
  await gateway.close()
})

describe('encryption', () => {
  beforeAll(() =>
    setDefaultCACertificates([
      readFileSync(new URL('../support/certificates/authority.pem', import.meta.url), 'utf8'),
    ]),
  )

  test.each(['starttls', 'from-start'] as const)('mails leave over %s', async (tls) => {
    const secure = await startMailServer(tls)
    const node = await newNode(secure.route)
    const { accountId, email } = await withAddress(node)
    await tell(node, accountId)
    await (await startTestWorker(node)).idle()
    expect(secure.inbox(email).length).toBe(1)
    expect(secure.logins()).toBe(1)
    await secure.close()
  })

  test('where it is required, a server without STARTTLS gets neither login nor mail', async () => {
    const node = await newNode({ ...server.route, requireTls: true })
    const { accountId, email } = await withAddress(node)
    const logins = server.logins()
    await tell(node, accountId)
    await (await startTestWorker(node)).idle()
    expect((await outbox(node))[0]).toMatchObject({ state: 'queued', problem: 'no-tls' })
    expect(server.inbox(email)).toEqual([])
    expect(server.logins()).toBe(logins)
  })

  test('a server with a certificate of another name gets neither', async () => {
    const secure = await startMailServer('from-start')
    setDefaultCACertificates([])
    const node = await newNode(secure.route)
    const { accountId, email } = await withAddress(node)
    await tell(node, accountId)
    await (await startTestWorker(node)).idle()
    expect((await outbox(node))[0]).toMatchObject({ state: 'queued', problem: 'no-tls' })
    expect([secure.inbox(email).length, secure.logins()]).toEqual([0, 0])
    await secure.close()
  })
})
