import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import {
  type Conduct,
  type RegisterServer,
  startRegisterServer,
  stranger,
} from '../../test/support/register-server.ts'
import { newTestRegisters, type TestRegisters } from '../../test/support/registers.ts'
import type { Database } from '../database/database.ts'
import { parseCertificate } from '../domain/certificate.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import type { MutualTls } from './adapters/mutual-tls.ts'
import type { BirthQuestion } from './births.ts'
import type { Patience } from './guard.ts'

// What a register may do to us over a real socket: each time the asker is told «unavailable», soon, and nothing leaks.

const [iin, phone] = ['880512400120' as Iin, '+77051239223' as Phone]
const number = { iin, phone }
const child = { child: '210520500404' as Iin, status: 'queued', since: { year: 2024, month: 1 } } as const
const certificate = parseCertificate('II-АБ № 123456') as BirthQuestion['certificate'] & { ok: true }
const birth: BirthQuestion = { child: child.child, certificate, parents: [iin, null], claimant: iin }

let database: Database
let server: RegisterServer
let registers: TestRegisters
beforeAll(async () => {
  database = await freshDatabase()
})
const http = (service: MutualTls, patience?: Partial<Patience>) =>
  newTestRegisters({ births: service, kindergarten: service, 'mobile-citizens': service }, database, patience)
beforeEach(async () => {
  server = await startRegisterServer({ numbers: [{ iin, phone }] })
  registers = http(server.service)
  registers.log.forbid(iin, phone, child.child, '123456')
})
afterEach(() => server.close())

const lastLine = () => registers.log.lines().at(-1) ?? {}
const outcomes = async (from = registers) =>
  (await from.metrics.registerAnswers.get()).values.map(({ labels, value }) => [
    labels.register,
    labels.outcome,
    value,
  ])

describe('every misconduct is “unavailable”, asked as often as is safe', () => {
  const html = { 'Content-Type': 'text/html' }
  test.each<[string, Conduct, string, number]>([
    ['never answers', 'hangs', 'timeout', 1],
    ['answers late', { slowMilliseconds: 800 }, 'timeout', 1],
    ['drips', 'drips', 'timeout', 1],
    ['500', { status: 500 }, 'status', 1],
    ['501', { status: 501 }, 'status', 1],
    ['502', { status: 502 }, 'gateway', 2],
    ['503', { status: 503 }, 'gateway', 2],
    ['504', { status: 504 }, 'gateway', 2],
    ['503 and when to come back', { status: 503, headers: { 'Retry-After': '5' } }, 'asked-to-wait', 1],
    ['404', { status: 404 }, 'refused', 1],
    ['400', { status: 400 }, 'refused', 1],
    ['204', { status: 204 }, 'status', 1],
    ['a redirect', { status: 307, headers: { Location: '/v1/mobile-citizens/compare' } }, 'status', 1],
    ['closes without an answer', 'cut-before', 'unreachable', 2],
    ['breaks off in the body', 'cut-in-body', 'cut-off', 2],
    ['16 KB and a little', 'oversized', 'oversized', 1],
    ['an answer without end', 'endless', 'oversized', 1],
    ['another id', 'wrong-id', 'wrong-id', 1],
    ['no id', 'no-id', 'wrong-id', 1],
    ['a page', { body: '<html>Sign in</html>', headers: html }, 'form', 1],
    ['a page that says it is JSON', { body: '<html>Sign in</html>' }, 'form', 1],
    ['JSON that says it is a page', { body: '{"answer":"MATCH"}', headers: html }, 'form', 1],
    [
      'JSON in another encoding',
      { body: '{"answer":"MATCH"}', headers: { 'Content-Encoding': 'gzip' } },
      'form',
      1,
    ],
    ['half of it, as if whole', { body: '{"answer":"MA' }, 'form', 1],
    ['nothing', { body: '' }, 'form', 1],
    ['bytes that are no UTF-8', { body: Buffer.from([0x22, 0xff, 0x22]) }, 'form', 1],
    ['the answer of another register', { body: '{"status":true,"since":true}' }, 'schema', 1],
    ['a word too much', { body: '{"answer":"MATCH","phone":"+77051239223"}' }, 'schema', 1],
    ['an unknown word', { body: '{"answer":"match"}' }, 'schema', 1],
    ['what only we may say', { body: '{"answer":"UNAVAILABLE"}' }, 'schema', 1],
    ['null', { body: 'null' }, 'schema', 1],
    ['a list', { body: '[{"answer":"MATCH"}]' }, 'schema', 1],
  ])('%s', async (_, conduct, problem, posts) => {
    server.always(conduct)
    const began = performance.now()
    expect(await registers.mobileCitizens.ask(number)).toBe('UNAVAILABLE')
    expect(performance.now() - began).toBeLessThan(2000)
    expect(server.seen).toHaveLength(posts)
    expect(await outcomes()).toEqual([['mobile-citizens', problem, 1]])
    const requestId = server.seen.at(-1)?.headers['request-id']
    expect(lastLine()).toMatchObject({ level: 40, register: 'mobile-citizens', problem, requestId })
    expect(lastLine()).not.toHaveProperty('err')
    server.always('works')
    expect(await registers.mobileCitizens.ask(number), 'and afterwards it answers').toBe('MATCH')
  })

  test('of every register', async () => {
    server.always({ status: 500 })
    expect(await registers.births.ask(birth)).toEqual({ is: 'unavailable' })
    expect(await registers.kindergarten.ask(child)).toEqual({ is: 'unavailable' })
    expect(await registers.mobileCitizens.ask(number)).toBe('UNAVAILABLE')
    expect((await outcomes()).map(([register]) => register)).toEqual([
      'births',
      'kindergarten',
      'mobile-citizens',
    ])
  })

  test('one bad answer is made good by the second try', async () => {
    for (const conduct of ['cut-before', 'cut-in-body', { status: 502 }] as const) {
      server.next(conduct)
      expect(await registers.mobileCitizens.ask(number)).toBe('MATCH')
    }
    expect(server.seen).toHaveLength(6)
    const ids = server.seen.map(({ headers }) => headers['request-id'])
    expect(new Set(ids).size).toBe(6)
  })
})

describe('who is at the other end', () => {
  async function asks(service: MutualTls): Promise<string> {
    const other = http(service)
    expect(await other.mobileCitizens.ask(number)).toBe('UNAVAILABLE')
    return String((await outcomes(other))[0]?.[1])
  }

  test.each([
    ['another authority’s', { as: 'stranger' }],
    ['an ended one', { as: 'expired' }],
    ['one for another name', { as: 'misnamed' }],
    ['TLS 1.1', { tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } }],
  ] as const)('%s is not believed, and gets no question', async (_, options) => {
    const other = await startRegisterServer({ numbers: [{ iin, phone }] }, options)
    expect(await asks(other.service)).toBe('tls')
    expect([other.connections(), other.seen.length]).toEqual([1, 0])
    await other.close()
  })

  test('the service refuses whom it does not know', async () => {
    expect(['tls', 'unreachable']).toContain(await asks(stranger(server.service)))
    expect(server.seen).toEqual([])
  })

  test('something that speaks no TLS, and nobody at all', async () => {
    const plain = createServer((_, response) => void response.end('{}'))
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as AddressInfo
    expect(await asks({ ...server.service, url: `https://localhost:${port}` })).toBe('tls')
    await new Promise((resolve) => plain.close(resolve))
    expect(await asks({ ...server.service, url: `https://localhost:${port}` })).toBe('unreachable')
    expect(await asks({ ...server.service, url: 'https://registers.invalid' })).toBe('unreachable')
  })
})

test('questions are POSTs whose address and headers name nobody', async () => {
  await registers.births.ask(birth)
  await registers.kindergarten.ask(child)
  await registers.mobileCitizens.ask(number)
  expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/births/compare',
    'POST /v1/kindergarten/compare',
    'POST /v1/mobile-citizens/compare',
  ])
  for (const { url, headers, body } of server.seen) {
    expect(`${url}${JSON.stringify(headers)}`).not.toMatch(
      /\d{12}(?![\da-f])|7051239223|210520500404|880512400120/,
    )
    expect(body).toMatch(/"\d{12}"/)
  }
})

test('a register that lies is believed: only another register could tell', async () => {
  server.always('lies')
  expect(await registers.mobileCitizens.ask(number)).toBe('MISMATCH')
  expect(await registers.kindergarten.ask(child)).toEqual({ is: 'answered', status: true, since: true })
})

test('the dead: the child’s and the claimant’s death is told, another’s is not', async () => {
  const dead = await startRegisterServer({
    births: [
      {
        child: child.child,
        certificate: 'IIAБ123456',
        parents: [iin, '900101300017'],
        dead: ['900101300017'],
      },
    ],
  })
  const both = { ...birth, parents: [iin, '900101300017' as Iin] as const }
  const ask = async (claimant: string) =>
    http(dead.service).births.ask({ ...both, claimant: claimant as Iin })
  expect(await ask(iin)).toMatchObject({ certificate: true, parents: true, alive: true })
  expect(await ask('900101300017')).toMatchObject({ certificate: true, parents: true, alive: false })
  await dead.close()
})

test('429 says that more is asked than it takes, not that it is away: it is not asked twice, nor left alone', async () => {
  server.always({ status: 429 })
  for (let at = 0; at < 8; at += 1) expect(await registers.mobileCitizens.ask(number)).toBe('BUSY')
  expect([server.seen.length, await outcomes(registers)]).toEqual([8, [['mobile-citizens', 'too-many', 8]]])
  server.always('works')
  expect(await registers.mobileCitizens.ask(number)).toBe('MATCH')
})

test('an app’s questions have places and a breaker of their own', async () => {
  const narrow = http(server.service, { places: 2, waiting: 0, failures: 1 })
  server.next('hangs', 'hangs')
  const hanging = [narrow.mobileCitizens.ask(number), narrow.mobileCitizens.ask(number)]
  await expect.poll(() => server.seen.length).toBe(2)
  expect(await narrow.mobileCitizens.ask(number)).toBe('BUSY')
  expect(await narrow.mobileCitizens.ask({ ...number, from: 'app' })).toBe('MATCH')
  expect(await Promise.all(hanging)).toEqual(['UNAVAILABLE', 'UNAVAILABLE'])
  expect(await narrow.mobileCitizens.ask(number), 'left alone').toBe('UNAVAILABLE')
  expect(await narrow.mobileCitizens.ask({ ...number, from: 'app' })).toBe('MATCH')
})

test('a hanging register fills its own places only, and its connections stay bounded', async () => {
  const narrow = http(server.service, { places: 3, waiting: 2 })
  server.next(...Array.from({ length: 3 }, () => 'hangs' as const))
  const hanging = Array.from({ length: 3 }, () => narrow.births.ask(birth))
  await expect.poll(() => server.seen.length).toBe(3)
  const beyond = Array.from({ length: 10 }, () => narrow.births.ask(birth))
  expect(await narrow.mobileCitizens.ask(number), 'another register is not held up').toBe('MATCH')
  await Promise.all([...hanging, ...beyond])
  expect(await outcomes(narrow)).toContainEqual(['births', 'busy', 8])
  expect(server.connections()).toBeLessThanOrEqual(3 + 3 + 1)
})

test('connections are kept, and one that the service closed meanwhile costs nobody an answer', async () => {
  for (let at = 0; at < 5; at += 1) expect(await registers.mobileCitizens.ask(number)).toBe('MATCH')
  expect(server.connections()).toBe(1)
  server.next('cut-before')
  expect(await registers.mobileCitizens.ask(number)).toBe('MATCH')
})

test('a failing register is left alone for a while, which the metrics tell, and then tried again', async () => {
  const gauge = async () =>
    (await registers.metrics.registerBreaker.get()).values.find(
      ({ labels }) => labels.register === 'mobile-citizens',
    )?.value
  expect(await gauge()).toBe(0)
  server.always({ status: 500 })
  for (let at = 0; at < 8; at += 1) expect(await registers.mobileCitizens.ask(number)).toBe('UNAVAILABLE')
  expect([server.seen.length, await gauge()]).toEqual([5, 2])
  server.always('works')
  expect(await registers.mobileCitizens.ask(number)).toBe('UNAVAILABLE')
  registers.passes(10)
  expect(await registers.mobileCitizens.ask(number)).toBe('MATCH')
  expect([server.seen.length, await gauge()]).toEqual([6, 0])
})

test('the imported tables stand behind the same guard: a database that fails is “unavailable” too', async () => {
  const broken = await freshDatabase()
  await broken.pool.query('drop table mobile_citizens, births; drop table children cascade')
  const local = newTestRegisters(
    { births: 'local', kindergarten: 'local', 'mobile-citizens': 'local' },
    broken,
  )
  expect(await local.mobileCitizens.ask(number)).toBe('UNAVAILABLE')
  expect(await local.births.ask(birth)).toEqual({ is: 'unavailable' })
  expect(await local.kindergarten.ask(child)).toEqual({ is: 'unavailable' })
  expect(local.log.lines()[0]).toMatchObject({ problem: 'fault', err: { code: '42P01' } })
})
