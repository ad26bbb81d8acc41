import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { personTables } from '../../src/account/person/tables.ts'
import { makePrintedCode } from '../../src/account/printed-codes.ts'
import { newestRecovered, openContest } from '../../src/cases/index.ts'
import { answer, parseCall } from '../../src/cli/person.ts'
import type { Phone } from '../../src/domain/phone.ts'
import { importFile } from '../../src/import/import-file.ts'
import { announce, sendPossessionCode } from '../../src/notify/index.ts'
import { newCitizen } from '../citizen.ts'
import { newEmail, toldAt } from '../support/addresses.ts'
import { newClaim } from '../support/claim.ts'
import { openedRows } from '../support/dump.ts'
import { newBound } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters } from '../support/recovery.ts'
import { formsOf, makeSearch } from '../support/traces.ts'

const portal: TestPortal = await newTestPortal({
  config: { sms: { url: 'https://sms.example', key: 'k' }, mail: { via: 'terminal' } },
})
const { database } = portal
const { keyring } = portal.parts
const folder = await mkdtemp(join(tmpdir(), 'kabinet-person-'))
afterAll(() => rm(folder, { recursive: true }))

/** What the command has printed, on both outputs. */
let printed: string[]
beforeEach(() => {
  printed = []
  for (const way of ['log', 'error'] as const)
    vi.spyOn(console, way).mockImplementation((line) => void printed.push(String(line)))
})

const say = (call: string[], ...lines: string[]) =>
  answer(
    parseCall(call),
    { database, keyring, input: Readable.from(lines.map((line) => `${line}\n`)) },
    portal.clock,
  )
const erase = (person: Person, ...more: string[]) =>
  say(['erase', ...more], person.iin, `erase ${person.iin.slice(-4)}`)

let numbers = 0
/** Somebody with a row in every table in which a person can have one, unlike anybody else. */
async function somebody() {
  numbers += 1
  const phone = `+7701444${String(1000 + numbers)}`
  const name = `Қасқырбаева Нұргүлім${'і'.repeat(numbers)}`
  const person = await portal.account({ name, phone })
  await portal.child(person, { name: `Қасқырбай Әмірлан ${numbers}` })
  await portal.event(person, { title: 'Орын', body: `${name} ${phone}` })
  const app = await newBound(portal, person, { number: phone, hoursOld: 72 })
  await newClaim(portal, { claimant: person.iin, child: newIin(), phone: phone as Phone })
  await database.inTransaction((tx) => makePrintedCode(tx, portal.parts, person.id))
  const email = await toldAt(portal, person.id, newEmail(`nurgulim-${numbers}`))
  const address = `198.51.100.${numbers}`
  const citizen = newCitizen(portal, { address })
  await citizen.namesIin(person.iin)
  await citizen.givesPassword('A-wrong-guess-2026')
  await citizen.signsIn(person)
  expect(citizen.isSignedIn).toBe(true)
  portal.clock.advance({ minutes: 11 })
  const stranger = newCitizen(portal, { address })
  await asksForRecovery(stranger, person.iin)
  const { body } = await app.showsCode()
  await enters(stranger, String(body.code))
  await newCitizen(portal, { address }).namesIin(person.iin)
  await database.inTransaction((tx) =>
    announce(tx, portal.parts, { accountId: person.id, kind: 'contested', browser: null }),
  )
  await database.pool.query(
    `insert into births (child_index, certificate_index, certificate_digits, has_series, first_parent_index, source_digest)
     values ($1, '\\x01', '\\x02', true, $2, '\\x03')`,
    [keyring.index('iin', newIin()), keyring.index('iin', person.iin)],
  )
  await database.pool.query("insert into mobile_citizens values ($1, $2, '\\x04')", [
    keyring.index('phone', phone),
    keyring.index('iin', person.iin),
  ])
  return { person, phone, name, email, app, citizen }
}

test('no table that refers to an account, or names one, is forgotten', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select distinct c.relname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.contype = 'f' and k.confrelid = 'accounts'::regclass and not c.relispartition
     union select distinct table_name from information_schema.columns
      where table_schema = 'public' and table_name !~ '^audit_log_' and (column_name in ('account_id', 'iin_index') or column_name like '%\\_sealed')`,
  )
  expect(rows.length).toBeGreaterThan(15)
  expect(rows.map(({ name }) => name).filter((name) => !Object.hasOwn(personTables, name))).toEqual([])
})

test('an export holds every kind, opened and explained, in a file of its owner alone', async () => {
  const { person, phone, name, email } = await somebody()
  const file = join(folder, 'export.json')
  expect(await say(['export', file], person.iin)).toBe(0)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const text = await readFile(file, 'utf8')
  const made = JSON.parse(text) as {
    kinds: { kind: string; about: string; rows: Record<string, unknown>[] }[]
  }
  const kinds = made.kinds.map(({ kind }) => kind)
  const missing = Object.keys(personTables).filter((kind) => !kinds.includes(kind))
  expect(missing.sort()).toEqual(['cases', 'erased_people'])
  const of = (kind: string) => made.kinds.find((each) => each.kind === kind)?.rows ?? []
  expect(of('accounts')).toMatchObject([{ iin: person.iin, name, phone, language: 'ru' }])
  expect(of('notice_addresses')).toMatchObject([{ address: email }])
  expect(of('outbox')).toContainEqual(expect.objectContaining({ channel: 'mail', address: email }))
  expect(of('children')).toMatchObject([{ name: expect.stringContaining('Әмірлан'), status: 'queued' }])
  expect(of('sessions')[0]).toMatchObject({ address: expect.stringMatching(/^198\.51\.100\./) })
  expect(of('events')).toContainEqual(
    expect.objectContaining({
      words: expect.objectContaining({ kk: { title: 'Орын', body: `${name} ${phone}` } }),
    }),
  )
  expect(of('consents')).toHaveLength(2)
  expect(of('flows').length).toBeGreaterThan(0)
  for (const { about } of made.kinds) expect(about.length).toBeGreaterThan(15)
  // No verifier, no hash, no key.
  expect(text).not.toMatch(/argon2|_index|_hash|_digest|"type": "Buffer"/)
  expect(printed.join('\n')).not.toMatch(new RegExp([person.iin, phone.slice(2), name].join('|')))
  expect((await portal.audit('person.export')).at(-1)).toMatchObject({
    account_id: person.id,
    actor: 'operator',
  })
  expect(await say(['export', file], person.iin)).toBe(1)
  expect(await say(['export', join(folder, 'nobody.json')], newIin())).toBe(1)
  expect(await say(['export', join(folder, 'wrong.json')], '880512400121')).toBe(1)
})

test('an erased person has left no trace but what is said to stay', async () => {
  const [kept, { person, phone, name, email, app, citizen }] = [await somebody(), await somebody()]
  const before = await openedRows(database, keyring)
  const needles = [
    ...formsOf('iin', person.iin),
    ...formsOf('number', phone),
    ...formsOf('name', name),
    ...formsOf('e-mail', email),
  ]
  const traces = async () => {
    const rows = await openedRows(database, keyring)
    const search = makeSearch(needles)
    return [...rows].flatMap(([table, all]) =>
      search.in(Buffer.from(JSON.stringify(all))).map(({ of }) => `${table}: ${of}`),
    )
  }
  const found = new Set((await traces()).map((trace) => trace.split(':')[0]))
  for (const table of ['accounts', 'events', 'outbox', 'flows', 'activations', 'notice_addresses'])
    expect(found).toContain(table)

  expect(await say(['erase'], person.iin, 'erase 0000')).toBe(1)
  expect(await traces()).not.toEqual([])
  expect(await erase(person)).toBe(0)
  expect(await traces()).toEqual([])
  const after = await openedRows(database, keyring)
  const withIndex = [...after].flatMap(([table, all]) =>
    all.flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) =>
        [
          keyring.index('iin', person.iin),
          keyring.index('phone', phone),
          keyring.index('notice-address', email),
          keyring.index('notice-address', person.id),
        ].some((index) => value instanceof Buffer && value.equals(index))
          ? [`${table}.${column}`]
          : [],
      ),
    ),
  )
  expect(withIndex.sort()).toEqual([
    'births.first_parent_index',
    'children.applicant_index',
    'erased_people.iin_index',
    'mobile_citizens.iin_index',
    'mobile_citizens.phone_index',
  ])
  // The former id stands in the audit alone.
  const withId = [...after]
    .filter(([, all]) => JSON.stringify(all).includes(person.id))
    .map(([table]) => table)
  expect(withId).toEqual(['audit_log'])
  const lines = JSON.stringify(after.get('audit_log'))
  expect(lines).not.toContain(phone.slice(2))

  // Nobody else has lost anything.
  const of = (rows: typeof before, id: string) =>
    [...rows].map(([table, all]) => [
      table,
      all.filter((row) => row.account_id === id || row.id === id).length,
    ])
  expect(of(after, kept.person.id)).toEqual(of(before, kept.person.id))
  await citizen.opens('/cabinet')
  expect(citizen.isSignedIn).toBe(false)
  expect((await app.asks('GET', 'feed')).status).toBe(401)
  const page = await citizen.signsIn(person)
  expect(page.problems).toEqual(['ИИН или пароль не подошли'])
  expect(printed.join('\n')).not.toMatch(new RegExp([person.iin, phone.slice(2), name].join('|')))
  expect(printed.join('\n')).toMatch(/^audit_log .*stays: /m)
  // That visit has left its journey and its count; then there is nothing any more.
  expect(await erase(person)).toBe(0)
  expect(await erase(person)).toBe(1)
})

test('the SMS that were counted for an erased person go too', async () => {
  const phone = '+77051239223' as Phone
  const person = await portal.account({ phone })
  const key = keyring.index('iin', person.iin)
  const sms = { phone, isRight: true, language: 'ru' } as const
  for (const through of ['public', 'cabinet'] as const)
    await database.inTransaction((tx) =>
      sendPossessionCode(tx, portal.parts, { ...sms, subject: through, whose: { through, key } }),
    )
  const counted = () =>
    database.reader
      .selectFrom('limit_marks')
      .where('rule', '=', 'possession.perNumber')
      .select('key')
      .execute()
  expect(await counted()).toHaveLength(2)
  expect(await erase(person)).toBe(0)
  expect(await counted()).toEqual([])
})

test('a phone that serves another account too stays with that one', async () => {
  const [one, other] = [await portal.account(), await portal.account()]
  const app = await newBound(portal, one)
  await newBound(portal, other)
  const { rows } = await database.pool.query<{ id: string }>(
    'select installation_id as id from bindings where account_id = $1',
    [one.id],
  )
  await database.pool.query('update bindings set installation_id = $1 where account_id = $2', [
    rows[0]?.id,
    other.id,
  ])
  expect(await erase(one)).toBe(0)
  const feed = await app.feed()
  expect(feed.accounts).toHaveLength(1)
})

test('a case that nobody has decided stops an erasure, until a reason is given', async () => {
  const { person } = await somebody()
  const event = await newestRecovered(database.reader, portal.parts, person.id)
  if (!event) throw new Error('no recovery to contest')
  await database.inTransaction((tx) =>
    openContest(tx, portal.parts, { event, openedBy: 'session', browser: 'Chrome', reference: 'r' }),
  )
  expect(await erase(person)).toBe(1)
  expect(printed.join('\n')).toMatch(/Case \d{4}-\d{4} is open/)
  expect(() => parseCall(['erase', '--force', 'asked by 880512400120'])).toThrow()
  expect(() => parseCall(['erase', '880512400120'])).toThrow(/never here$/)
  expect(await erase(person, '--force', 'a court has ordered it')).toBe(0)
  const { rows } = await database.pool.query(
    "select detail from audit_log where type = 'person.erase' and account_id = $1",
    [person.id],
  )
  expect(rows).toMatchObject([{ detail: { forced: 'a court has ordered it' } }])
})

test('an import passes an erased person over, child or parent, until they are taken back', async () => {
  const person = await portal.account()
  const childIin = newIin()
  const accounts = `iin,full_name,phone,language,system,password_hash\n${person.iin},Ким Анна,,ru,INDIGO,\n`
  const children =
    'child_iin,child_name,status,since,applicant_iin,system,organisation\n' +
    `${childIin},Ким Ася,queued,2025-01-10,${person.iin},INDIGO,\n`
  const bring = async (kind: 'accounts' | 'kindergarten', csv: string) => {
    const report = await importFile({ kind, stream: Readable.from([Buffer.from(csv)]), database, keyring })
    expect(report.outcome).toBe('imported')
    return report.fresh
  }
  expect(await bring('kindergarten', children)).toBe(1)
  expect(await erase(person)).toBe(0)
  expect(await bring('accounts', accounts)).toBe(0)
  expect(await say(['erase'], childIin, `erase ${childIin.slice(-4)}`)).toBe(0)
  expect(await bring('kindergarten', children)).toBe(0)

  expect(await say(['readmit'], person.iin)).toBe(0)
  expect(await say(['readmit'], person.iin)).toBe(1)
  expect(await bring('accounts', accounts)).toBe(1)
  expect(await bring('accounts', accounts)).toBe(0)
  const again = await database.reader
    .selectFrom('accounts')
    .where('iin_index', '=', keyring.index('iin', person.iin))
    .select('id')
    .execute()
  expect(again).toHaveLength(1)
})
