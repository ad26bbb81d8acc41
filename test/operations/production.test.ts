import { beforeAll, expect, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { isPersonal } from '../support/log-stream.ts'
import { iins, importAccounts, password, production, publicOrigin } from './deployments.ts'
import { newFolder } from './folders.ts'
import { type Server, serve, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

const citizen = '198.51.100.23'
const wrongPassword = 'Туған-жерім-7000'
const fromOutside = { 'x-forwarded-for': citizen }
let server: Server
let node: string

beforeAll(async () => {
  const environment = production(await newFolder())
  server = await serve('start', environment)
  node = server.origin.replace('localhost', '127.0.0.1')
  await importAccounts(environment)
}, 40_000)

test('production says its public address, and its pages carry HSTS and host cookies', async () => {
  expect(server.out()).toContain(`Kabinet: ${publicOrigin}\n`)
  const visitor = new Visitor(node, fromOutside)
  const home = await visitor.opens(routes.home)
  expect(home.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  expect(home.document.querySelector('.demo')).toBeNull()
  const feed = await visitor.signsIn(iins.parent, password)
  expect(feed).toMatchObject({ status: 200, address: routes.cabinet.feed })
  expect(feed.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
  expect(visitor.cookies.names()).not.toHaveLength(0)
  for (const name of visitor.cookies.names()) expect(name).toMatch(/^__Host-kabinet-/)
  for (const name of ['session', 'browser', 'csrf']) {
    expect(visitor.cookies.attributesOf(name)).toMatch(/Secure/)
    expect(visitor.cookies.attributesOf(name)).toMatch(/HttpOnly/)
  }
})

test('a page of another origin may not post, and the public origin may', async () => {
  const elsewhere = new Visitor(node, {
    ...fromOutside,
    'sec-fetch-site': '',
    origin: 'http://localhost:3000',
  })
  expect((await elsewhere.sends('POST', routes.signIn.iin)).status).toBe(403)
  const here = new Visitor(node, { ...fromOutside, 'sec-fetch-site': '', origin: publicOrigin })
  expect((await here.signsIn(iins.parent, password)).address).toBe(routes.cabinet.feed)
})

test('the trusted proxy is believed about the citizen’s address', async () => {
  const throughProxy = new Visitor(node, { 'x-forwarded-for': `10.9.8.7, ${citizen}` })
  await throughProxy.signsIn(iins.parent, password)
  const sessions = await throughProxy.opens(routes.cabinet.security)
  expect(sessions.words).toContain('198.51.')
  expect(sessions.words).not.toContain('10.9.')
  const direct = new Visitor(node)
  await direct.signsIn(iins.imported, password)
  const own = await direct.opens(routes.cabinet.security)
  // From the machine itself there is no network to name.
  expect(own.status).toBe(200)
  expect(own.words).not.toContain('198.51.')
})

test('an untrusted peer is not believed', async () => {
  // ::1 is not the proxy that the deployment names.
  const pretender = new Visitor(server.origin.replace('localhost', '[::1]'), fromOutside)
  await pretender.signsIn(iins.imported, password)
  const sessions = await pretender.opens(routes.cabinet.security)
  expect(sessions.status).toBe(200)
  expect(sessions.words).not.toContain('198.51.')
})

test('health, readiness and metrics are for those who reach the node itself', async () => {
  const inside = new Visitor(node)
  expect(await inside.asks(routes.healthz)).toMatchObject({ status: 200, text: 'ok' })
  expect(await inside.asks(routes.readyz)).toMatchObject({ status: 200, text: 'ok' })
  await new Visitor(node, fromOutside).signsIn(iins.withoutPassword, wrongPassword)
  const metrics = await inside.asks(routes.metrics)
  expect(metrics.status).toBe(200)
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=/)
  expect(metrics.text).toMatch(/^kabinet_request_seconds_count\{route="\/sign-in\/password",.*\} \d+$/m)
  expect(metrics.text).toMatch(/^kabinet_sign_ins_total\{outcome="refused"\} [1-9]\d*$/m)
  expect(metrics.text).toMatch(/^kabinet_hash_queue \d+$/m)
  expect(metrics.text).toMatch(/^process_resident_memory_bytes \d+$/m)
  expect(isPersonal(metrics.text.replace(/[\d.e+]+$/gm, ''))).toBe(false)
  const outside = await new Visitor(node, fromOutside).asks(routes.metrics)
  expect(outside.status).toBe(404)
  expect(outside.text).not.toContain('kabinet_')
})

test('the log is JSON lines without a person in them, whatever happened', async () => {
  const visitor = new Visitor(node, fromOutside)
  const password2 = await visitor.namesIin(iins.parent)
  await visitor.submits(password2, { password: wrongPassword })
  await visitor.opens(`${routes.cabinet.feed}?iin=${iins.parent}`)
  await visitor.opens(`/${iins.parent}/${encodeURIComponent(wrongPassword)}`)
  await visitor.signsIn(iins.parent, password)
  for (const page of [routes.cabinet.feed, routes.cabinet.profile, routes.cabinet.security]) {
    await visitor.opens(page)
  }
  const { code, out, err } = await stop(server)
  expect(code).toBe(0)
  expect(err).toBe('')
  const lines = out.split('\n').filter((line) => line !== '' && line !== `Kabinet: ${publicOrigin}`)
  expect(lines.length).toBeGreaterThan(20)
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['serving', 'request', 'stopping']))
  const secrets = [
    password,
    wrongPassword,
    'Айгерім',
    'Сейтқали',
    '77051239223',
    citizen,
    '198.51',
    'argon2id',
  ]
  for (const [at, line] of lines.entries()) {
    const { time, ...rest } = events[at] ?? {}
    expect(time, line).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(isPersonal(JSON.stringify(rest), secrets), line).toBe(false)
  }
})
