import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoPassword, demoPeople } from '../../src/cli/demo-people.ts'
import { demoKeys } from '../../src/config.ts'
import { routes } from '../../src/routes.ts'
import { freePort } from '../support/free-port.ts'
import { iins, importAccounts, production } from './deployments.ts'
import { ask, engineOf, newFolder } from './folders.ts'
import { eventually, kabinet, serve, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

/** What the issue promises for the first page after the start. */
const firstPageMilliseconds = 5000
const slow = 40_000

// Tried again, since another program may have the machine for a moment.
test('the first page of a new demo is there within five seconds', { timeout: slow, retry: 2 }, async ({
  annotate,
}) => {
  const demo = await serve('demo', { KABINET_DATA: await newFolder() })
  await annotate(`first page of a new demo after ${Math.round(demo.readyMilliseconds)} ms`)
  expect((await stop(demo)).code).toBe(0)
  expect(demo.readyMilliseconds).toBeLessThan(firstPageMilliseconds)
})

test('a demo says how to try it, keeps its data, and shares its folder with no other server', {
  timeout: slow,
}, async ({ annotate }) => {
  const folder = await newFolder()
  const first = await serve('demo', { KABINET_DATA: folder })
  await eventually('the welcome', () => first.out().includes(demoPassword))
  expect(first.out()).toContain(first.origin)
  for (const { iin } of demoPeople) expect(first.out()).toContain(iin)
  const visitor = new Visitor(first.origin)
  expect((await visitor.opens(routes.home)).document.querySelector('.demo')).not.toBeNull()
  expect((await visitor.signsIn(iins.parent, demoPassword)).address).toBe(routes.cabinet.feed)
  // Were the files imported again, this event would be back.
  await ask(folder, "delete from events where category = 'system'")
  expect(await stop(first)).toMatchObject({ code: 0, err: '' })
  expect(await engineOf(folder)).toBeUndefined()

  const second = await serve('demo', { KABINET_DATA: folder })
  await annotate(`first page of an old demo after ${Math.round(second.readyMilliseconds)} ms`)
  expect(await ask(folder, "select id from events where category = 'system'")).toEqual([])
  visitor.origin = second.origin
  expect(await visitor.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })

  const refused = await kabinet(['demo'], { KABINET_DATA: folder, PORT: String(await freePort()) }).ended()
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: `kabinet demo: another server (process ${second.pid}) already works on ${folder}\n`,
  })
  expect(await visitor.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })
  expect(await stop(second)).toMatchObject({ code: 0, err: '' })

  const whole = production(folder)
  const real = await kabinet(['start'], whole).ended()
  expect(real).toMatchObject({ code: 1 })
  expect(real.err).toMatch(/data folder .* holds demo data/)
  expect(real.err).toMatch(/database holds demo data/)
})

test('of two demos that start at once on an empty folder, one serves and the other says so', {
  timeout: slow,
}, async () => {
  const folder = await newFolder()
  const both = await Promise.allSettled([
    serve('demo', { KABINET_DATA: folder }),
    serve('demo', { KABINET_DATA: folder }),
  ])
  const servers = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const refusals = both.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []))
  expect(servers).toHaveLength(1)
  expect(refusals).toHaveLength(1)
  const [server] = servers
  if (!server) throw new Error('unreachable: one server serves')
  expect(refusals[0]).toContain(
    `ended with code 1: kabinet demo: another server (process ${server.pid}) already works on ${folder}`,
  )
  const visitor = new Visitor(server.origin)
  expect((await visitor.signsIn(iins.parent, demoPassword)).address).toBe(routes.cabinet.feed)
  expect((await stop(server)).code).toBe(0)
})

test('a demo refuses data that is not a demo’s and leaves no mark on it', { timeout: slow }, async () => {
  const folder = await newFolder()
  await importAccounts(production(folder))
  const refused = await kabinet(['demo'], { KABINET_DATA: folder }).ended()
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^kabinet demo: this database holds data that is not a demo’s.*KABINET_DATA\n$/)
  expect(existsSync(join(folder, 'DEMO'))).toBe(false)
  expect(await engineOf(folder)).toBeUndefined()
})

test('without an environment, start names everything that is missing at once and makes nothing', async () => {
  const folder = join(await newFolder(), 'data')
  const refused = await kabinet(['start'], { KABINET_DATA: folder }).ended()
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err.match(/Kabinet does not start/g)).toHaveLength(1)
  for (const missing of ['KEYS', 'PUBLIC_ORIGIN', 'TRUSTED_PROXY', 'ASSISTED_CONTACT', 'POSSESSION_PROOF']) {
    expect(refused.err).toMatch(new RegExp(`- KABINET_${missing}.* is missing`))
  }
  expect(existsSync(folder)).toBe(false)
})

test('start refuses what the demo allows: its key, an http origin, its data', { timeout: slow }, async () => {
  const folder = await newFolder()
  const demo = await serve('demo', { KABINET_DATA: folder })
  const [key] = demoKeys
  const refused = await kabinet(['start'], {
    KABINET_DATA: folder,
    KABINET_KEYS: `${key?.id}:${key?.secret}`,
    KABINET_PUBLIC_ORIGIN: 'http://kabinet.example.kz',
  }).ended()
  expect(refused.code).toBe(1)
  expect(refused.err.trim().split('\n')).toEqual([
    'Kabinet does not start:',
    expect.stringContaining('demo key'),
    expect.stringContaining('must start with https://'),
    expect.stringContaining('KABINET_TRUSTED_PROXY'),
    expect.stringContaining('KABINET_ASSISTED_CONTACT'),
    expect.stringContaining('KABINET_POSSESSION_PROOF'),
    expect.stringContaining('holds demo data'),
    expect.stringContaining(`another server (process ${demo.pid})`),
  ])
  expect((await stop(demo)).code).toBe(0)
})

test('a demo shows its mails to whoever runs it: an address is named and confirmed with the code in the terminal', {
  timeout: slow,
}, async () => {
  const demo = await serve('demo', { KABINET_DATA: await newFolder() })
  const visitor = new Visitor(demo.origin)
  await visitor.signsIn(iins.parent, demoPassword)
  const { address, addressCode, security } = routes.cabinet
  const asked = await visitor.submits(
    await visitor.opens(address),
    { email: 'ata@posta.example.kz' },
    'address',
  )
  expect(asked.address).toBe(addressCode)
  const code = () => /✉ ata@posta\.example\.kz: [\s\S]*?Код: (\d{6})/.exec(demo.out())?.[1]
  await eventually('the mail', () => code() !== undefined)
  const done = await visitor.submits(asked, { code: code() ?? '' }, 'address-code')
  expect(done.address).toBe(`${security}?done=address`)
  await eventually('the notice', () => demo.out().includes('Добавлен адрес для уведомлений'))
  expect((await stop(demo)).code).toBe(0)
})
