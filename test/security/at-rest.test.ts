import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makePrintedCode } from '../../src/account/printed-codes.ts'
import { makeSequencer } from '../../src/audit/sequencer.ts'
import { backup } from '../../src/database/backup.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { sealedColumns } from '../../src/database/sealed-columns.ts'
import type { Email } from '../../src/domain/email.ts'
import type { Phone } from '../../src/domain/phone.ts'
import { announce } from '../../src/notify/index.ts'
import { routes } from '../../src/routes.ts'
import { newCitizen } from '../citizen.ts'
import { toldAt } from '../support/addresses.ts'
import { newClaim } from '../support/claim.ts'
import { administratorConfig } from '../support/database.ts'
import { copyOfTables, openedRows } from '../support/dump.ts'
import { newBound } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'
import { formsOf, makeSearch, type Needle } from '../support/traces.ts'

const name = 'Жұматайқызы Ақбаян'
const childName = 'Серікбай Ерсұлтан'
const phone = '+77015558341'
const email = 'aqbayan.zhumatai+ed24@posta.example.kz' as Email
const password = 'Qyzgaldaq-dala#73'

let portal: TestPortal
let person: Person
let childIin: string
let needles: readonly Needle[]
let phc: string
const folders: string[] = []

/** Somebody of whom everything is kept that can be: what pages, the app, the import and the notices write. */
beforeAll(async () => {
  portal = await newTestPortal({
    config: { sms: { url: 'https://sms.example', key: 'k' }, mail: { via: 'terminal' } },
  })
  person = await portal.account({ name, phone, password })
  await portal.child(person, { name: childName })
  await portal.event(person, { title: `Место: ${childName}`, body: `${name}, ИИН ${person.iin}, ${phone}` })
  const app = await newBound(portal, person, { number: phone, hoursOld: 72 })
  await newClaim(portal, { claimant: person.iin, child: newIin(), phone: phone as Phone })
  await portal.database.inTransaction((tx) => makePrintedCode(tx, portal.parts, person.id))
  await toldAt(portal, person.id, email)
  const citizen = newCitizen(portal)
  await citizen.namesIin(person.iin)
  await citizen.givesPassword('A-wrong-guess-2026')
  await citizen.signsIn(person)
  expect(citizen.isSignedIn).toBe(true)
  portal.clock.advance({ minutes: 11 })
  const stranger = newCitizen(portal, { address: '198.51.100.40' })
  await asksForRecovery(stranger, person.iin)
  const { body } = await app.showsCode()
  expect((await enters(stranger, String(body.code))).address).toContain(routes.signIn.password)
  await newCitizen(portal, { address: '198.51.100.41' }).namesIin(person.iin)
  await portal.database.inTransaction((tx) =>
    announce(tx, portal.parts, { accountId: person.id, kind: 'password-recovered', browser: null }),
  )
  const rows = await openedRows(portal.database, portal.parts.keyring)
  childIin = String(rows.get('children')?.[0]?.child_sealed)
  phc = String(rows.get('passwords')?.[0]?.phc_sealed)
  const [, , , , salt = '', hash = ''] = phc.split('$')
  needles = [
    ...formsOf('iin', person.iin),
    ...formsOf('number', phone),
    ...formsOf('e-mail', email),
    ...email.split('@').flatMap((part) => formsOf('e-mail', part)),
    ...name.split(' ').flatMap((word) => formsOf('name', word)),
    ...formsOf('name', name),
    ...formsOf('child’s iin', childIin),
    ...childName.split(' ').flatMap((word) => formsOf('child’s name', word)),
    ...formsOf('password', password),
    ...formsOf('password', freshPassword),
    ...['$argon2id$', 'argon2id', '$2b$12$', salt, hash].flatMap((text) => formsOf('verifier', text)),
    { of: 'verifier', form: 'raw', bytes: Buffer.from(hash, 'base64') },
    { of: 'verifier', form: 'raw salt', bytes: Buffer.from(salt, 'base64') },
  ]
}, 60_000)
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

describe('the search itself', () => {
  test('finds every form of everything, wherever it stands', () => {
    const search = makeSearch(needles)
    expect(needles.length).toBeGreaterThan(1000)
    for (const needle of needles) {
      const haystack = Buffer.concat([randomBytes(97), needle.bytes, randomBytes(61)])
      expect(search.in(haystack)).toContainEqual({ of: needle.of, form: needle.form, at: 97 })
    }
    expect(search.in(randomBytes(4_000_000))).toEqual([])
  })

  test('finds what is packed by others’ hands: base64 of a whole record, hex, separated digits', () => {
    const search = makeSearch(needles)
    const packings: readonly ((text: string) => string | Buffer)[] = [
      (text) => Buffer.from(text).toString('base64'),
      (text) => Buffer.from(text).toString('base64url'),
      (text) => Buffer.from(text, 'utf16le').toString('hex'),
      (text) => JSON.stringify({ text }),
      (text) => encodeURIComponent(text),
      (text) => Buffer.from(text, 'utf16le'),
      (text) => Buffer.from(text, 'utf16le').swap16(),
    ]
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(...packings),
        fc.constantFrom(person.iin, name),
        (before, pack, what) => {
          expect(search.in(Buffer.from(pack(`${before}${what};`)))).not.toEqual([])
        },
      ),
      { numRuns: 300 },
    )
    const spaced = person.iin.replace(/(\d{6})(\d{6})/, '$1 - $2')
    for (const text of [spaced, '+7 (701) 555-83-41', '8.701.555.83.41', [...person.iin].join(' ')])
      expect(search.in(Buffer.from(`x ${text} y`))).not.toEqual([])
  })
})

test('a citizen of whom everything is kept is in no table, backup, file of the engine or its log', async () => {
  const { database } = portal
  await makeSequencer(portal.parts).chain()
  const filled = await openedRows(database, portal.parts.keyring)
  const empty = [...filled].filter(([, rows]) => rows.length === 0).map(([table]) => table)
  // What this citizen can have no row in; everything else has one, or the search would prove little.
  expect(empty.sort()).toEqual([
    'audit_dropped',
    'births',
    'cases',
    'deployment_marks',
    'erased_people',
    'mobile_citizens',
  ])
  const search = makeSearch(needles)
  expect(search.in(await copyOfTables(database))).toEqual([])

  const folder = await mkdtemp(join(tmpdir(), 'kabinet-at-rest-'))
  folders.push(folder)
  expect(await backup(database, join(folder, 'backup'))).toMatchObject({ outcome: 'done' })
  expect(search.in(await readFile(join(folder, 'backup')))).toEqual([])

  const files = await engineFiles(database)
  expect(files.length).toBeGreaterThan(100)
  for (const file of files) expect(search.in(await contentOf(file)), file).toEqual([])
})

test('the same search finds the citizen where somebody has kept them in the open', async () => {
  const { database } = await newTestPortal()
  await database.pool.query('create table planted (note text, raw bytea)')
  await database.pool.query('insert into planted values ($1, $2)', [
    `до востребования: ${name}`,
    Buffer.from(person.iin.slice(0, 12), 'hex'),
  ])
  const search = makeSearch(needles)
  const inTables = search.in(await copyOfTables(database))
  expect(new Set(inTables.map(({ of }) => of))).toEqual(new Set(['name', 'iin']))
  const inFiles = (
    await Promise.all((await engineFiles(database)).map(async (file) => search.in(await contentOf(file))))
  ).flat()
  expect(new Set(inFiles.map(({ of }) => of))).toEqual(new Set(['name', 'iin']))
})

test('with the whole database and without the key, no password can be tried', async () => {
  const { database } = portal
  const other = makeKeyring([{ id: 'test', secret: 'not-the-key-but-of-the-same-name-and-length' }])
  const { rows } = await database.pool.query<{ phc_sealed: Buffer }>('select phc_sealed from passwords')
  expect(rows.length).toBeGreaterThan(1)
  for (const { phc_sealed: sealed } of rows) {
    expect(() => other.open('passwords.phc', sealed)).toThrow()
    // A hash that was copied into another column opens nowhere.
    for (const { contexts } of sealedColumns.filter(({ table }) => table !== 'passwords')) {
      for (const context of contexts) expect(() => portal.parts.keyring.open(context, sealed)).toThrow()
    }
  }
  expect(portal.parts.keyring.open('passwords.phc', rows[0]?.phc_sealed ?? Buffer.alloc(0))).toMatch(
    /^\$argon2id\$/,
  )
})

/** Other tests' checkpoints give segments of the log another name at any moment; what ours holds is in the newest. */
async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    const isRenamed = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isRenamed && file.includes('pg_wal')) return Buffer.alloc(0)
    throw error
  }
}

/** The database's own files after a checkpoint, what was written ahead for it, and the engine's log. */
async function engineFiles(database: Database): Promise<string[]> {
  const administrator = new pg.Client(administratorConfig())
  await administrator.connect()
  const own = await database.pool.query<{ name: string; oid: string }>(
    'select current_database() as name, oid::text from pg_database where datname = current_database()',
  )
  await administrator.query('checkpoint')
  const { rows } = await administrator.query<{ data: string; wal: string }>(
    `select current_setting('data_directory') as data, pg_walfile_name(pg_current_wal_lsn()) as wal`,
  )
  await administrator.end()
  const [{ data, wal } = { data: '', wal: '' }] = rows
  const list = async (folder: string) =>
    (await readdir(join(data, folder)).catch(() => [])).map((file) => join(data, folder, file))
  return [
    ...(await list(join('base', own.rows[0]?.oid ?? ''))),
    ...(await list('log')),
    // The newest segments: the others are of other tests.
    ...(await list('pg_wal'))
      .filter((file) => /\/[0-9A-F]{24}$/.test(file) && file.slice(-24) <= wal)
      .sort()
      .slice(-2),
  ]
}
