import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from '../database/database.ts'
import type { RestrictionKind, RestrictionReason } from '../database/tables.ts'
import { activeRestriction, type Deed, endRestriction, isAllowed, restrict } from './restrictions.ts'

const start = new Date('2026-11-22T09:00:00Z')
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)

let database: Database
let accountId: string
beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  const row = await database.reader
    .insertInto('accounts')
    .values({
      iin_index: randomBytes(32),
      iin_sealed: Buffer.alloc(1),
      name_sealed: Buffer.alloc(1),
      language: 'ru',
      system: 'INDIGO',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  accountId = row.id
})

const put = (kind: RestrictionKind, reason: RestrictionReason, hours: number | null, at = 0) =>
  database.inTransaction((tx) =>
    restrict(tx, {
      accountId,
      kind,
      reason,
      now: later(at),
      until: hours === null ? null : later(at + hours),
    }),
  )
const at = (hours: number) => activeRestriction(database.reader, accountId, later(hours))

test('an account is free, limited until the hour, and free again', async () => {
  expect(await at(0)).toBeUndefined()
  await put('limited', 'young-installation', 24)
  expect(await at(23.99)).toEqual({
    kind: 'limited',
    until: later(24),
    since: start,
    isContested: false,
    reasons: ['young-installation'],
  })
  expect(await at(24)).toBeUndefined()
})

test('no further restriction shortens one, and the latest end counts', async () => {
  await put('limited', 'young-installation', 24)
  await put('limited', 'number-unconfirmed', 1, 2)
  expect((await at(3))?.until).toEqual(later(24))
  await put('limited', 'young-installation', 24, 20)
  expect(await at(30)).toMatchObject({ until: later(44), since: later(20) })
})

test('a contest has no hour, and a freeze goes before everything', async () => {
  await put('limited', 'young-installation', 24)
  await put('limited', 'contested', null)
  expect(await at(1000)).toMatchObject({ kind: 'limited', until: null, isContested: true })
  await put('frozen', 'owner-froze', null)
  expect(await at(1000)).toMatchObject({ kind: 'frozen', until: null })
})

test('ending some leaves the others', async () => {
  await put('limited', 'young-installation', 24)
  await put('limited', 'contested', null)
  const end = (reasons?: readonly RestrictionReason[]) =>
    database.inTransaction((tx) =>
      endRestriction(tx, { accountId, ...(reasons ? { reasons } : {}), now: later(1), by: 'test' }),
    )
  expect(await end(['young-installation'])).toBe(1)
  expect((await at(2))?.isContested).toBe(true)
  expect(await end()).toBe(1)
  expect(await at(2)).toBeUndefined()
  expect(await end()).toBe(0)
})

describe('what is open', () => {
  test.each<[Deed, boolean, boolean]>([
    ['read-feed', true, false],
    ['confirm-referral', true, false],
    ['sign-in', true, false],
    ['show-code', true, false],
    ['change-number', false, false],
    ['change-installations', false, false],
    ['change-security', false, false],
    ['transfer', false, false],
    ['trust-browser', false, false],
  ])('%s', (deed, limited, frozen) => {
    expect(isAllowed(undefined, deed)).toBe(true)
    expect(isAllowed({ kind: 'limited' }, deed)).toBe(limited)
    expect(isAllowed({ kind: 'frozen' }, deed)).toBe(frozen)
  })
})
