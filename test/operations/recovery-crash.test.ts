import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { Installation } from '../support/installation.ts'
import type { Page } from '../support/page.ts'
import type { TestPortal } from '../support/portal.ts'
import { origin as publicOrigin } from '../support/portal.ts'
import { demoAccounts, iins, importAccounts, password, production } from './deployments.ts'
import { newFolder } from './folders.ts'
import { type Environment, type Server, serve, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

const number = '+77051239223'
const fresh = 'Aspan-tau#9-jusan'

let environment: Environment
let server: Server
beforeAll(async () => {
  environment = { ...production(await newFolder()), KABINET_PUBLIC_ORIGIN: publicOrigin }
  server = await serve('start', environment)
  await importAccounts(environment)
}, 60_000)

/** The server is killed as by a power cut, and started again on the same data. */
async function crash(...visitors: Visitor[]): Promise<void> {
  server.kill('SIGKILL')
  await server.ended()
  server = await serve('start', environment)
  for (const visitor of visitors) visitor.origin = server.origin
}

/** An app on a phone whose requests go to whatever server answers now; its key and its nonce live on the phone. */
async function newPhone(): Promise<Installation> {
  const network = {
    clock: { now: () => new Date() },
    log: { forbid() {} },
    async fetch(request: Request) {
      const { pathname } = new URL(request.url)
      const body = request.method === 'GET' ? null : await request.text()
      return fetch(server.origin + pathname, { method: request.method, headers: request.headers, body })
    },
  }
  return Installation.make(network as unknown as TestPortal)
}

const posts = async (visitor: Visitor, page: Page, path: string, fields: Record<string, string> = {}) => {
  const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  return visitor.follows(await visitor.sends('POST', path, new URLSearchParams({ csrf, ...fields })), path)
}
const digitsOn = (page: Page) => page.document.querySelector('output')?.textContent.replace(/\D/g, '') ?? ''

test('killed between any two steps, browser and app go on where they were, and nothing acknowledged is lost', {
  timeout: 180_000,
}, async ({ annotate }) => {
  const began = performance.now()
  const visitor = new Visitor(server.origin)
  const phone = await newPhone()
  const step2 = await visitor.namesIin(iins.parent)
  await crash(visitor)

  const asked = await posts(visitor, step2, routes.signIn.forgot)
  expect(asked.address).toBe(routes.recovery.page)
  const shown = digitsOn(asked)
  expect(shown).toMatch(/^\d{13}$/)
  await crash(visitor)

  // The same one-time password is shown, although it is stored nowhere.
  const again = await visitor.opens(routes.recovery.page)
  expect(digitsOn(again)).toBe(shown)
  await phone.hello()
  await crash(visitor)

  expect(await phone.activates(number, { password: shown })).toMatchObject({
    status: 200,
    body: { state: 'active' },
  })
  await crash(visitor)

  const registered = await visitor.opens(routes.recovery.page)
  expect(digitsOn(registered)).toBe('')
  expect(registered.words).toContain('Номер зарегистрирован в приложении')
  expect((await posts(visitor, registered, routes.recovery.send)).address).toBe('/recovery?done=sent')
  await crash(visitor)

  const [request] = (await phone.feed()).requests
  expect(request?.state).toBe('open')
  const { code } = (await phone.showsCode(request?.id)).body
  expect(String(code)).toMatch(/^\d{4}$/)
  await crash(visitor)

  expect((await phone.feed()).requests[0]?.state).toBe('shown')
  const page = await visitor.opens(routes.recovery.page)
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0')
  const typed = { fresh, repeat: fresh }
  expect((await posts(visitor, page, routes.recovery.page, { code: wrong, ...typed })).words).toContain(
    'Осталось попыток: 2',
  )
  await crash(visitor)

  // The try that was taken stays taken, and the code that was shown still works.
  const last = await visitor.opens(routes.recovery.page)
  const second = await posts(visitor, last, routes.recovery.page, { code: wrong, ...typed })
  expect(second.words).toContain('Осталось попыток: 1')
  const done = await posts(visitor, last, routes.recovery.page, { code: String(code), ...typed })
  expect(done.address).toBe('/sign-in/password?notice=password-set')
  await crash(visitor)

  expect(
    (await visitor.submits(await visitor.opens(routes.signIn.password), { password: fresh })).address,
  ).toBe(routes.cabinet.feed)
  await crash(visitor)

  expect(await visitor.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })
  const feed = await phone.feed()
  expect(feed.accounts[0]?.restriction?.kind).toBe('limited')
  expect(feed.notices.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['app-activated', 'password-recovered', 'limited-started']),
  )
  const old = await new Visitor(server.origin).signsIn(iins.parent, password)
  expect(old.address).toBe('/sign-in/contest')
  await annotate(`9 kills, ${Math.round(performance.now() - began)} ms`)
})

test('killed while the code is being judged: the password is set whole or not at all, and the way goes on', {
  timeout: 180_000,
}, async ({ annotate }) => {
  const outcomes: string[] = []
  const iin = iins.imported
  const phone = await newPhone()
  for (const [round, milliseconds] of [5, 60, 150, 300].entries()) {
    const visitor = new Visitor(server.origin)
    const mine = `Kok-aspan#${round}-jusan`
    const asked = await posts(visitor, await visitor.namesIin(iin), routes.signIn.forgot)
    if (round === 0) {
      const reply = await phone.activates(await numberOf(iin), { password: digitsOn(asked) })
      expect(reply.status).toBe(200)
    }
    const { code } = (await phone.showsCode()).body
    const typed = { code: String(code), fresh: mine, repeat: mine }
    const csrf = asked.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
    const sent = visitor
      .sends('POST', routes.recovery.page, new URLSearchParams({ csrf, ...typed }))
      .then((response) => response.headers.get('location') ?? String(response.status))
      .catch(() => 'cut')
    await wait(milliseconds)
    await crash(visitor)
    const answer = await sent
    const isIn = async () =>
      (await new Visitor(server.origin).signsIn(iin, mine)).address === routes.cabinet.feed
    const isSet = await isIn()
    if (answer !== 'cut') expect([answer, isSet]).toEqual(['/sign-in/password?notice=password-set', true])
    if (!isSet) {
      // Nothing of it happened but perhaps the try: the same code finishes it.
      const page = await visitor.opens(routes.recovery.page)
      const done = await posts(visitor, page, routes.recovery.page, typed)
      expect(done.address).toBe('/sign-in/password?notice=password-set')
      expect(await isIn()).toBe(true)
    }
    outcomes.push(
      `after ${milliseconds} ms: ${answer === 'cut' ? 'cut' : 'answered'}, ${isSet ? 'set' : 'not set'}`,
    )
  }
  console.log(outcomes.join('; '))
  await annotate(outcomes.join('; '))
  expect((await stop(server)).code).toBe(0)
})

/** The number that the demo's file gives to a parent. */
async function numberOf(iin: string): Promise<string> {
  const line = (await readFile(demoAccounts, 'utf8')).split('\n').find((each) => each.startsWith(iin))
  return line?.split(',').find((field) => field.startsWith('+7')) ?? ''
}
