import { expect, test } from 'vitest'
import { judgeKeys, keysInUse } from '../../src/database/key-use.ts'
import { type Key, makeKeyring } from '../../src/database/keyring.ts'
import { rotateKeys } from '../../src/database/rotate.ts'
import { sealedColumns, unlistedColumns } from '../../src/database/sealed-columns.ts'
import { newCitizen } from '../citizen.ts'
import { openedRows } from '../support/dump.ts'
import { asksRecovery, newBound } from '../support/installation.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

const [oldest, middle, newest]: [Key, Key, Key] = [
  { id: 'k1', secret: 'the-oldest-key-of-more-than-thirty-two-letters' },
  { id: 'k2', secret: 'the-middle-key-of-more-than-thirty-two-letters' },
  { id: 'k3', secret: 'the-newest-key-of-more-than-thirty-two-letters' },
]

/** Another node on the same database, with its own keys. */
function nodeBeside(portal: TestPortal, keys: readonly Key[]): Promise<TestPortal> {
  return newTestPortal({ config: { keys }, with: () => ({ database: portal.database }) })
}

async function filled(keys: readonly Key[], people: number) {
  const portal = await newTestPortal({ config: { keys } })
  const all = []
  for (let count = 0; count < people; count += 1) {
    const person = await portal.account({ name: `Сейтқали Айгерім ${count}` })
    await portal.child(person)
    await portal.event(person)
    await asksRecovery(portal, person.iin)
    all.push(person)
  }
  return { portal, people: all }
}

test('every sealed column is in the list that rotation goes through', async () => {
  const { database } = await newTestPortal()
  expect(await unlistedColumns(database.pool)).toEqual([])
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed'`,
  )
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(
    rows.map(({ name }) => name).sort(),
  )
})

test('a column that this version does not know stops a rotation before it begins', async () => {
  const { portal } = await filled([oldest], 1)
  await portal.database.pool.query('alter table children add column school_sealed bytea')
  expect(await rotateKeys(portal.database, makeKeyring([newest, oldest]))).toEqual({
    outcome: 'refused',
    unlisted: ['children.school_sealed'],
  })
  expect((await keysInUse(portal.database)).every(({ keyId }) => keyId === 'k1')).toBe(true)
})

test('everything moves to the newest key, opens to the same, and the key between can go', async () => {
  const { portal, people } = await filled([middle, oldest], 12)
  const [person] = people
  if (!person) throw new Error('nobody')
  await newBound(portal, person)
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  const { database } = portal
  const before = await openedRows(database, portal.parts.keyring)

  const keys = [newest, middle, oldest]
  const report = await rotateKeys(database, makeKeyring(keys))
  expect(report).toMatchObject({ outcome: 'done', left: 0, unopenable: 0 })
  expect(report.outcome !== 'refused' && report.rows).toBeGreaterThan(60)
  const use = await keysInUse(database)
  expect(new Set(use.map(({ keyId }) => keyId))).toEqual(new Set(['k3']))
  expect(use.map(({ table, column }) => `${table}.${column}`)).toEqual(
    expect.arrayContaining(['accounts.iin_sealed', 'passwords.phc_sealed', 'recoveries.address_sealed']),
  )
  expect(judgeKeys(keys, use).map(({ id, does, mayGo }) => [id, does.join(), mayGo])).toEqual([
    ['k3', 'seals', false],
    ['k2', 'opens', true],
    ['k1', 'indexes', false],
  ])
  expect(await openedRows(database, makeKeyring([newest, oldest]))).toEqual(before)
  expect(await rotateKeys(database, makeKeyring(keys))).toMatchObject({ outcome: 'done', rows: 0 })

  const without = await nodeBeside(portal, [newest, oldest])
  const later = newCitizen(without)
  await later.signsIn(person)
  expect(later.isSignedIn).toBe(true)
  await later.opens('/cabinet/children')
  expect(later.page.words).toContain('Сейтқали Алихан')
})

test('sign-ins on a node that seals with the newest key and on one that does not yet: none fails, none is lost', async () => {
  const { portal, people } = await filled([oldest], 10)
  const { database } = portal
  // The roll-out in two steps: first the new key opens only, then it seals.
  const nodes = [
    await nodeBeside(portal, [oldest, newest, oldest]),
    await nodeBeside(portal, [newest, oldest]),
  ]
  let rotating = true
  const rotation = (async () => {
    const keyring = makeKeyring([newest, oldest])
    let rows = 0
    while (rotating) {
      const report = await rotateKeys(database, keyring)
      if (report.outcome !== 'refused') rows += report.rows
    }
    return rows
  })()
  const visits = await Promise.all(
    people.map(async (person, at) => {
      const pages: number[] = []
      for (const node of [...nodes, ...nodes]) {
        const citizen = newCitizen(node, { address: `198.51.100.${at}` })
        await citizen.signsIn(person)
        pages.push(citizen.page.status)
        if (!citizen.isSignedIn) pages.push(0)
        pages.push((await citizen.opens('/cabinet/profile')).status)
      }
      return pages
    }),
  )
  rotating = false
  expect(visits.flat().filter((status) => status !== 200)).toEqual([])
  expect(await rotation).toBeGreaterThan(50)
  expect(await rotateKeys(database, makeKeyring([newest, oldest]))).toMatchObject({ outcome: 'done' })
  const { rows } = await database.pool.query(
    'select count(*)::int as sessions from sessions where ended_at is null',
  )
  expect(rows).toEqual([{ sessions: people.length * 4 }])
  expect(new Set((await keysInUse(database)).map(({ keyId }) => keyId))).toEqual(new Set(['k3']))
})

test('a row that somebody is changing is passed over, and what they wrote stays', async () => {
  const { portal, people } = await filled([oldest], 3)
  const { database, parts } = portal
  const keyring = makeKeyring([newest, oldest])
  const client = await database.pool.connect()
  await client.query('begin')
  await client.query('update accounts set name_sealed = $1 where id = $2', [
    parts.keyring.seal('accounts.name', 'Ахметова Дана'),
    people[0]?.id,
  ])
  const rotation = rotateKeys(database, keyring)
  // The other two are done, so it has been passed over.
  await expect
    .poll(async () =>
      (await keysInUse(database)).find(
        ({ column, keyId }) => column === 'name_sealed' && keyId === newest.id,
      ),
    )
    .toMatchObject({ table: 'accounts', values: 2 })
  await client.query('commit')
  client.release()
  expect(await rotation).toMatchObject({ outcome: 'done', left: 0 })
  const names = (await openedRows(database, keyring)).get('accounts')?.map((row) => row.name_sealed)
  expect(names?.sort()).toEqual(['Ахметова Дана', 'Сейтқали Айгерім 1', 'Сейтқали Айгерім 2'].sort())
})

test('two rotations at once share the work; a value that no key opens is counted and left', async () => {
  const { portal } = await filled([oldest], 8)
  const { database } = portal
  const keyring = makeKeyring([newest, oldest])
  const both = await Promise.all([rotateKeys(database, keyring), rotateKeys(database, keyring)])
  expect(both).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }])

  const lost = makeKeyring([{ id: 'gone', secret: 'a-key-that-was-thrown-away-too-early-alas' }])
  await database.reader
    .updateTable('children')
    .set({ name_sealed: lost.seal('children.name', 'Ким Анна') })
    .where('child_index', 'in', (from) => from.selectFrom('children').select('child_index').limit(1))
    .execute()
  expect(await rotateKeys(database, keyring)).toEqual({
    outcome: 'incomplete',
    rows: 0,
    left: 1,
    unopenable: 1,
  })
  expect(judgeKeys([newest, oldest], await keysInUse(database)).at(-1)).toEqual({
    id: 'gone',
    does: ['missing'],
    values: 1,
    mayGo: false,
  })
})
