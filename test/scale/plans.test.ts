import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { listEvents } from '../../src/account/events.ts'
import { prune } from '../../src/account/prune.ts'
import { giveBackTry } from '../../src/account/recoveries.ts'
import { chainBacklog, makeSequencer } from '../../src/audit/sequencer.ts'
import { demoKeys } from '../../src/config.ts'
import type { Database } from '../../src/database/database.ts'
import { makeKeyring } from '../../src/database/keyring.ts'
import { silent } from '../../src/database/log.ts'
import { pruneOutbox } from '../../src/notify/prune-outbox.ts'
import { type Recorded, recordedHere } from '../support/statements.ts'
import { type Exception, exceptions } from './exceptions.ts'
import { type Finding, judgeAll, type Sizes, sizesOf } from './judge.ts'
import { largeDatabase } from './large-database.ts'
import { recordedSoFar } from './recorded.ts'
import { sendingPlaces, unreached } from './sites.ts'

const keyring = makeKeyring(demoKeys)
const clock = { now: () => new Date() }
const nobody = '01980000-0000-7000-8000-ffffffffffff'
let database: Database
let client: pg.PoolClient
let sizes: Sizes
let all: readonly Recorded[]

beforeAll(async () => {
  database = await largeDatabase()
  // Beside what the journeys have sent: the jobs, with values that fit this database.
  await database.inTransaction((tx) => listEvents(tx, keyring, nobody, { limit: 6 }))
  await makeSequencer({ database, keyring, clock }).chain()
  await chainBacklog(database, clock.now())
  // No journey fills the hashing queue at that moment.
  await giveBackTry(database.reader, nobody)
  client = await database.pool.connect()
  sizes = await sizesOf(client)
  await prune({ database, keyring, log: silent }, clock)
  await pruneOutbox(database.reader, clock.now())
  all = [...recordedSoFar(), ...recordedHere()]
}, 300_000)
afterAll(() => client?.release())
beforeEach(async () => {
  await client.query('begin')
  return () => client.query('rollback')
})

const covers = (exception: Exception, { table, sites }: Finding) =>
  (exception.table === '*' || exception.table === table) &&
  sites.every((site) => site.startsWith(exception.site))

test('no statement of the application reads a growing table from end to end', async () => {
  const { findings, unexplained } = await judgeAll(client, sizes, all)
  expect(unexplained).toEqual([])
  const unexcused = findings.filter((finding) => !exceptions.some((each) => covers(each, finding)))
  expect(unexcused).toEqual([])
  const unused = exceptions.filter((each) => !findings.some((finding) => covers(each, finding)))
  if (inject('isWholeRun')) expect(unused).toEqual([])
}, 300_000)

test('in a whole run, every place of the source that queries has been seen to do so', () => {
  const places = sendingPlaces()
  expect(places.length).toBeGreaterThan(250)
  const missed = unreached(all)
  if (inject('isWholeRun')) expect(missed).toEqual([])
  else expect(missed.length).toBeLessThan(places.length)
})

test('no foreign key does, when what it refers to goes', async () => {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select conrelid::regclass::text as table, attname as column from pg_constraint
       join pg_attribute on attrelid = conrelid and attnum = conkey[1] where contype = 'f' and conparentid = 0`,
  )
  expect(rows.length).toBeGreaterThan(20)
  const asked = rows.map(({ table, column }) => ({
    text: `select from only ${table} where ${column} = $1`,
    site: `${table}.${column}`,
    values: [],
  }))
  expect(await judgeAll(client, sizes, asked)).toEqual({ findings: [], unexplained: [] })
})

test('a statement that has lost its index is named', async () => {
  const lost = recordedHere().filter(({ site }) => site.startsWith('account/events.ts'))
  expect(lost).toHaveLength(1)
  await client.query('drop index events_of_account, events_security')
  const { findings } = await judgeAll(client, sizes, lost)
  expect(findings).toMatchObject([{ table: 'events', how: 'Seq Scan', sites: [lost[0]?.site] }])
})

test('a plan for real values excuses nothing that it reads whole itself', async () => {
  const text = 'select from sessions where browser = $1'
  const { findings } = await judgeAll(client, sizes, [
    { text, site: 'made-up.ts:1:1', values: [[randomBytes(8).toString('hex')]] },
  ])
  expect(findings).toMatchObject([{ table: 'sessions', how: 'Seq Scan' }])
})
