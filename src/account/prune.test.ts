import { beforeEach, expect, test } from 'vitest'
import { newBound } from '../../test/support/installation.ts'
import { newTestPortal } from '../../test/support/portal.ts'
import { type RetentionKind, retention } from '../domain/retention.ts'
import { prune } from './prune.ts'

const portal = await newTestPortal()
const { database, parts } = portal
const { pool } = database
const day = 86_400_000
const clock = (at: Date) => ({ now: () => at })
const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * day)

beforeEach(async () => {
  await pool.query(
    'truncate accounts, installations, children, limit_counters, limit_marks, dpop_proofs cascade',
  )
})

async function count(table: string): Promise<number> {
  const { rows } = await pool.query<{ rows: number }>(`select count(*)::int as rows from ${table}`)
  return rows[0]?.rows ?? 0
}

/** The UUIDv7 of a row that was made at this moment. */
function idAt(at: Date, tail = '000000000001'): string {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${tail}`
}

/** Rows that end on the two sides of the line; what `add` makes is told when it ended. */
const kinds: readonly [
  kind: RetentionKind,
  table: string,
  add: (ended: Date, account: string, tail: string) => Promise<unknown>,
][] = [
  [
    'sessions',
    'sessions',
    (ended, account, tail) =>
      pool.query(
        `insert into sessions (id_hash, account_id, created_at, seen_at, expires_at, reauthenticated_at, browser, address_sealed)
         values (decode($3, 'hex'), $2, $1, $1, $1, $1, 'Chrome', '\\x00')`,
        [ended, account, tail],
      ),
  ],
  [
    'recoveries',
    'recoveries',
    (ended, account) =>
      pool.query(
        `insert into recoveries (account_id, iin_index, request_number, browser, browser_hash, is_trusted, address_sealed,
           asked_at, sent_at, expires_at) values ($2, '\\x00', 47, 'Chrome', '\\x00', false, '\\x00', $1, $1, $1)`,
        [ended, account],
      ),
  ],
  [
    'replaced_passwords',
    'passwords where replaced_at is not null',
    (ended, account) =>
      pool.query(
        `insert into passwords (account_id, phc_sealed, set_by, replaced_at) values ($2, '\\x00', 'person', $1)`,
        [ended, account],
      ),
  ],
  [
    'events',
    'events',
    (ended, account, tail) =>
      pool.query(
        `insert into events (id, account_id, at, category, kind) values ($3, $2, $1, 'security', 'password-changed')`,
        [ended, account, idAt(ended, tail)],
      ),
  ],
  [
    'restrictions',
    'restrictions',
    (ended, account, tail) =>
      pool.query(
        `insert into restrictions (id, account_id, kind, reason, since, until, ended_at)
         values ($3, $2, 'limited', 'contested', $1, null, $1)`,
        [ended, account, idAt(ended, tail)],
      ),
  ],
  [
    'cases',
    'cases',
    (ended, account, tail) =>
      pool.query(
        `insert into cases (number, account_id, kind, opened_by, opened_at, decided_at)
         values ($3, $2, 'contest', 'session', $1, $1)`,
        [ended, account, tail],
      ),
  ],
]

test.each(kinds)('%s go after their days and not before', async (kind, table, add) => {
  const { id } = await portal.account()
  const now = new Date()
  const days = retention[kind].days ?? Number.NaN
  await add(daysAgo(now, days + 0.01), id, '000000000001')
  await add(daysAgo(now, days - 0.01), id, '000000000002')
  expect(await count(table)).toBe(2)
  await prune(parts, clock(now))
  expect(await count(table)).toBe(1)
  await prune(parts, clock(new Date(now.getTime() + 0.02 * day)))
  expect(await count(table)).toBe(0)
  expect(await count('accounts')).toBe(1)
  expect(await count('passwords where replaced_at is null')).toBe(1)
})

test('while a case is open, the passwords and events that it may ask for stay', async () => {
  const { id } = await portal.account()
  const now = new Date()
  const long = daysAgo(now, 2000)
  for (const [kind, , add] of kinds)
    if (kind === 'replaced_passwords' || kind === 'events') await add(long, id, '000000000003')
  await pool.query(
    `insert into cases (number, account_id, kind, opened_by, opened_at) values ('1', $1, 'contest', 'session', $2)`,
    [id, long],
  )
  await prune(parts, clock(now))
  expect([await count('passwords'), await count('events'), await count('cases')]).toEqual([2, 1, 1])
  await pool.query('update cases set decided_at = $1', [now])
  await prune(parts, clock(now))
  expect([await count('passwords'), await count('events'), await count('cases')]).toEqual([1, 0, 1])
})

test('an app that stands for nobody goes a day after the last that was kept of its bindings', async () => {
  const person = await portal.account()
  await newBound(portal, person)
  const now = portal.clock.now()
  await pool.query('update bindings set removed_at = $1', [daysAgo(now, 93)])
  await pool.query('delete from recoveries')
  await prune(parts, clock(now))
  expect([await count('bindings'), await count('installations')]).toEqual([0, 1])
  await prune(parts, clock(new Date(now.getTime() + 1.1 * day)))
  expect(await count('installations')).toBe(0)
})

test('a consent that was withdrawn long ago goes only when another has been given since', async () => {
  const { id } = await portal.account()
  const now = new Date()
  const add = (accepted: Date, withdrawn: Date | null, document: string) =>
    pool.query(
      `insert into consents (account_id, document, version, language, accepted_at, address_sealed, withdrawn_at)
       values ($1, $2, 'v', 'ru', $3, '\\x00', $4)`,
      [id, document, accepted, withdrawn],
    )
  await add(daysAgo(now, 1300), daysAgo(now, 1200), 'contacts')
  await add(daysAgo(now, 1100), null, 'contacts')
  await add(daysAgo(now, 1300), daysAgo(now, 1200), 'liability')
  await prune(parts, clock(now))
  expect(await count('consents')).toBe(2)
  expect(await count(`consents where document = 'contacts' and withdrawn_at is null`)).toBe(1)
})

test('a closed account is erased after a year, as a person is, and not a day earlier', async () => {
  const person = await portal.account({ isClosed: true })
  await portal.child(person)
  const now = portal.clock.now()
  await prune(parts, clock(new Date(now.getTime() + 364 * day)))
  expect(await count('accounts')).toBe(1)
  await prune(parts, clock(new Date(now.getTime() + 366 * day)))
  expect([await count('accounts'), await count('children'), await count('erased_people')]).toEqual([0, 1, 1])
  expect((await portal.audit('person.erase')).at(-1)).toMatchObject({ actor: 'system', outcome: 'closed' })
})

test('closed accounts that a person still decides over do not stop those behind them', async () => {
  const now = portal.clock.now()
  for (let at = 0; at < 21; at += 1) {
    const { id } = await portal.account({ isClosed: true })
    await pool.query('update accounts set closed_at = $2 where id = $1', [id, daysAgo(now, 1000 - at)])
    if (at === 20) continue
    await pool.query(
      `insert into cases (number, account_id, kind, opened_by, opened_at) values ($1, $2, 'contest', 'session', $3)`,
      [String(at), id, now],
    )
  }
  await prune(parts, clock(now))
  expect([await count('accounts'), await count('cases')]).toEqual([20, 20])
})

test('a kind that fails stops no other: the log hears of each, the caller of the first', async () => {
  const { id } = await portal.account()
  const now = new Date()
  await kinds[0]?.[2](daysAgo(now, 40), id, '000000000001')
  await pool.query('alter table flows rename to flows_away')
  await pool.query('alter table consents rename to consents_away')
  try {
    await expect(prune(parts, clock(now))).rejects.toThrow('relation "flows" does not exist')
  } finally {
    await pool.query('alter table flows_away rename to flows')
    await pool.query('alter table consents_away rename to consents')
  }
  expect(await count('sessions')).toBe(0)
  const failed = portal.log.lines().filter(({ msg }) => msg === 'prune failed')
  expect(failed.map(({ kind }) => kind)).toEqual(['flows', 'consents'])
})

test('two nodes that prune at once remove everything once', async () => {
  const { id } = await portal.account()
  const now = new Date()
  const [session] = kinds
  for (let at = 0; at < 30; at += 1)
    await session?.[2](daysAgo(now, 40), id, at.toString(16).padStart(12, '0'))
  const gone = await Promise.all([prune(parts, clock(now)), prune(parts, clock(now))])
  await prune(parts, clock(now))
  expect(await count('sessions')).toBe(0)
  expect(gone[0] + gone[1]).toBeLessThanOrEqual(30)
})
