import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import { makeKeyring } from '../database/keyring.ts'
import { flow } from './flow.ts'
import { flowStore } from './store.ts'

const journey = (kind: string) =>
  flow({
    kind,
    about: 'A journey of two steps.',
    first: 'begun',
    last: 'done',
    lifetimeMinutes: 30,
    steps: { begun: { page: '/begun', on: { went: 'done' } }, done: { page: '/done', on: {} } },
  })
type State = { at: 'begun' | 'done'; note: string }

let now = new Date('2026-11-22T09:00:00Z')
const parts = {
  keyring: makeKeyring([{ id: 'test', secret: 'a-secret-of-more-than-thirty-two-characters' }]),
  clock: { now: () => now },
  random: { bytes: randomBytes },
}
const store = flowStore(journey('one'), parts, (value) => value as State)
const elsewhere = flowStore(journey('other'), parts, (value) => value as State)
const state: State = { at: 'begun', note: '880512400120' }

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
})

test('a journey is found by its token, in its own kind, until it ends', async () => {
  const token = await store.begin(database.reader, state)
  expect(token).toMatch(/^[\w-]{22}$/)
  expect(await store.read(database.reader, token)).toEqual(state)
  expect(await elsewhere.read(database.reader, token)).toBeUndefined()
  for (const wrong of [undefined, '', 'x', `${token}x`]) {
    expect(await store.read(database.reader, wrong)).toBeUndefined()
  }
  expect(await database.inTransaction((tx) => store.end(tx, token))).toBe(true)
  expect(await store.read(database.reader, token)).toBeUndefined()
})

test('the row holds neither the token nor the state in the clear', async () => {
  const token = await store.begin(database.reader, state)
  const { rows } = await database.pool.query<{ row: string; sealed: Buffer }>(
    'select flows::text as row, state_sealed as sealed from flows order by created_at desc limit 1',
  )
  expect(rows[0]?.row).not.toContain(token)
  expect(rows[0]?.sealed.toString('latin1')).not.toContain(state.note)
})

test('a journey lives as long as its table says', async () => {
  const began = now
  const token = await store.begin(database.reader, state)
  now = new Date(began.getTime() + 30 * 60_000 - 1)
  expect(await store.read(database.reader, token)).toEqual(state)
  now = new Date(began.getTime() + 30 * 60_000)
  expect(await store.read(database.reader, token)).toBeUndefined()
  expect(await database.inTransaction((tx) => store.lock(tx, token))).toBeUndefined()
  expect(await database.inTransaction((tx) => store.end(tx, token))).toBe(false)
  now = began
})

test('of many ends at once one wins', async () => {
  const token = await store.begin(database.reader, state)
  const ends = await Promise.all(
    Array.from({ length: 8 }, () => database.inTransaction((tx) => store.end(tx, token))),
  )
  expect(ends.filter(Boolean)).toHaveLength(1)
})

test('a lock makes the next one see what was saved', async () => {
  const token = await store.begin(database.reader, { at: 'begun', note: '' })
  const add = () =>
    database.inTransaction(async (tx) => {
      const locked = await store.lock(tx, token)
      if (locked) await store.save(tx, token, { ...locked, note: `${locked.note}+` })
    })
  await Promise.all(Array.from({ length: 6 }, add))
  expect((await store.read(database.reader, token))?.note).toBe('++++++')
})

test('a state that cannot be read any more is as good as none', async () => {
  const token = await store.begin(database.reader, state)
  const newer = flowStore(journey('one'), parts, () => {
    throw new Error('not a state of this version')
  })
  expect(await newer.read(database.reader, token)).toBeUndefined()
})
