import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import { states } from '../../test/support/figures.ts'
import { type RegisterServer, startRegisterServer } from '../../test/support/register-server.ts'
import { newTestRegisters, type TestRegisters } from '../../test/support/registers.ts'
import type { Database } from '../database/database.ts'
import { parseCertificate } from '../domain/certificate.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import type { BirthQuestion } from './births.ts'

// Well-formed JSON that breaks readers: over a real socket, at every adapter, within the 16 KB that an answer may have.

const [iin, phone] = ['880512400120' as Iin, '+77051239223' as Phone]
const child = { child: '210520500404' as Iin, status: 'queued', since: { year: 2024, month: 1 } } as const
const certificate = parseCertificate('II-АБ № 123456') as BirthQuestion['certificate'] & { ok: true }
const birth: BirthQuestion = { child: child.child, certificate, parents: [iin, null], claimant: iin }
const whole = 16_384
/** Far less than the patience: it is the reading that ends it. */
const [soonMilliseconds, patienceMilliseconds] = [1000, 10_000]

let database: Database
let server: RegisterServer
let registers: TestRegisters
beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  server = await startRegisterServer({ numbers: [{ iin, phone }] })
  const { service } = server
  const sources = { births: service, kindergarten: service, 'mobile-citizens': service }
  const patience = { tryMilliseconds: patienceMilliseconds, wholeMilliseconds: patienceMilliseconds }
  registers = newTestRegisters(sources, database, patience)
})
afterEach(() => server.close())

const asks = {
  births: () => registers.births.ask(birth),
  kindergarten: () => registers.kindergarten.ask(child),
  'mobile-citizens': () => registers.mobileCitizens.ask({ iin, phone }),
} as const
/** What each would have said, without its braces. */
const honest: Readonly<Record<keyof typeof asks, string>> = {
  births: '"certificate":true,"parents":true,"alive":true',
  kindergarten: '"status":true,"since":true',
  'mobile-citizens': '"answer":"MATCH"',
}

const nested = (open: string, close: string, bytes = whole) => {
  const depth = Math.floor((bytes - 1) / (open.length + close.length))
  return `${open.repeat(depth)}1${close.repeat(depth)}`
}
const filled = (before: string, each: string, after: string) =>
  before + each.repeat(Math.floor((whole - before.length - after.length) / each.length)) + after
const inOtherLetters = (words: string) =>
  words.replace(/"(\w)/, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`)

const bombs: readonly [what: string, body: (words: string) => string][] = [
  ['lists in lists', () => nested('[', ']')],
  ['objects in objects', () => nested('{"a":', '}')],
  ['16 KB of lists', () => filled('[', '[],', '[]]')],
  ['a list of 16 KB beside the answer', (words) => filled(`{${words},"x":[`, '[],', '[]]}')],
  [
    'lists in lists instead of the first word',
    (words) => `{${words.replace(/:[^,]+/, `:${nested('[', ']', 16_000)}`)}}`,
  ],
  ['a number of 16 KB', () => filled('', '9', '')],
  ['numbers past every end', (words) => `{${words.replaceAll(/:[^,]+/g, ':1e999')}}`],
  ['a number where a word belongs', (words) => `{${words.replaceAll(/:[^,]+/g, ':1')}}`],
  ['a word that is there twice', (words) => `{${words},${words}}`],
  ['first no, then yes', (words) => `{${words.replaceAll(/:[^,]+/g, ':false')},${words}}`],
  ['the same name twice, once in other letters', (words) => `{${inOtherLetters(words)},${words}}`],
  ['thousands of names', (words) => filled(`{${words},`, '"x":1,', '"y":1}')],
  ['an answer in the prototype', (words) => `{"__proto__":{${words}}}`],
  ['a prototype beside the answer', (words) => `{${words},"__proto__":{"isAdmin":true}}`],
  ['a constructor', (words) => `{${words},"constructor":{"prototype":{"isAdmin":true}}}`],
  ['a way to become text', (words) => `{${words},"toJSON":{"toString":1}}`],
  ['a word of 16 KB', (words) => filled(`{${words},"x":"`, 'y', '"}')],
  ['half a letter', (words) => `{${words},"\\ud800":true}`],
  ['a mark before the answer', (words) => `\ufeff[{${words}}]`],
]

const tried = { bombs: 0, believed: 0, slowest: 0 }

test.each(bombs)('%s: no adapter believes it, at once, and the next answer is heard', async (_, bodyOf) => {
  for (const [name, ask] of Object.entries(asks) as [keyof typeof asks, () => Promise<unknown>][]) {
    const silent = name === 'mobile-citizens' ? 'UNAVAILABLE' : { is: 'unavailable' }
    const body = bodyOf(honest[name])
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(whole)
    server.next({ body })
    const began = performance.now()
    const answer = await ask()
    const took = performance.now() - began
    tried.bombs += 1
    if (!isDeepStrictEqual(answer, silent)) tried.believed += 1
    tried.slowest = Math.max(tried.slowest, took)
    expect(answer, name).toEqual(silent)
    expect(took, name).toBeLessThan(soonMilliseconds)
    const line = registers.log.lines().at(-1)
    expect(line).toMatchObject({
      level: 40,
      register: name,
      problem: expect.stringMatching(/^(form|schema)$/),
    })
    expect(line).not.toHaveProperty('err')
    expect(await ask(), `${name} afterwards`).not.toEqual(silent)
  }
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('none of them was believed', () => {
  states('JSON bombs at the register adapters', {
    ...{ attempts: tried.bombs, came: tried.believed, allowed: 0 },
    says: `${bombs.length} kinds at ${Object.keys(asks).length} adapters, the slowest ended within ${Math.ceil(tried.slowest)} ms`,
  })
  expect(tried).toMatchObject({ bombs: bombs.length * Object.keys(asks).length, believed: 0 })
})

test('spaces, line ends and the order of names are the register’s own affair', async () => {
  server.next({ body: '\r\n{ "since" : true ,\n\t"status" : false }\n' })
  expect(await asks.kindergarten()).toEqual({ is: 'answered', status: false, since: true })
})
