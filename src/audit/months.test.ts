import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyDatabase } from '../../test/support/database.ts'
import { raisedForTests } from '../../test/support/limits.ts'
import { backup, restore } from '../database/backup.ts'
import { silent } from '../database/log.ts'
import { migrate, migrations } from '../database/migrate.ts'
import { startKeeper } from './keeper.ts'
import { dropMonth, dropOldMonths, makeMonths, monthAfter, monthFrom, monthsOf } from './months.ts'
import { makeSequencer } from './sequencer.ts'
import { append, keyring, newChain, newFolder, tamper } from './tampering.test-kit.ts'
import { verifyChain } from './verify.ts'

const counting = () => ({
  value: -1,
  set(to: number) {
    this.value = to
  },
})

test('months lie ahead, whatever the clock says next, and without a hole after a long sleep', async () => {
  const { database } = await newChain(0)
  const { reader } = database
  const now = new Date()
  const had = await monthsOf(reader, 'audit_log')
  expect(had).toEqual([0, 1, 2].map((ahead) => monthFrom(now, ahead)))
  expect(await makeMonths(reader, now)).toBe(0)
  const later = new Date(`${monthFrom(now, 8)}-28T23:59:59Z`)
  const made = await Promise.all([makeMonths(reader, later), makeMonths(reader, later)])
  expect(made.reduce((sum, each) => sum + each)).toBeGreaterThanOrEqual(8)
  const months = await monthsOf(reader, 'audit_chain')
  expect(months).toEqual(Array.from({ length: 11 }, (_, ahead) => monthFrom(now, ahead)))
  expect(await makeMonths(reader, new Date('1999-01-01'))).toBe(0)
})

test('lines on both sides of a month’s end go into its tables and one chain', async () => {
  const chain = await newChain(1)
  const { database } = chain
  const next = monthFrom(new Date(), 1)
  const end = `${next}-01T00:00:00`
  chain.setClock(new Date(`${end}.500Z`))
  await append(database, 2, `${end}.000Z`)
  await append(database, 2, new Date(Date.parse(`${end}.000Z`) - 1).toISOString())
  await chain.sequencer.chain()
  const { rows } = await database.pool.query(
    'select tableoid::regclass::text as table, count(*)::int from audit_log group by 1 order by 1',
  )
  const table = (month: string) => `audit_log_${month.replace('-', '_')}`
  expect(rows).toEqual([
    { table: table(monthFrom(new Date(), 0)), count: 3 },
    { table: table(next), count: 2 },
  ])
  expect(await chain.verify()).toMatchObject({ lines: 5, faults: [] })
})

test('a line of a time that nobody made a month for is kept and chained all the same', async () => {
  const chain = await newChain(1)
  await append(chain.database, 2, '2019-05-01T00:00:00Z')
  await chain.sequencer.chain()
  expect((await chain.database.pool.query('select from audit_log_rest')).rowCount).toBe(2)
  expect(await chain.verify()).toMatchObject({ lines: 3, faults: [] })
})

/** Three past months, the lines of one transaction of each chained among those of the next. */
async function oldChain() {
  const chain = await newChain(0)
  const { database } = chain
  const now = new Date()
  const months = [-5, -4, -3].map((back) => monthFrom(now, back))
  for (let month = months[0] ?? ''; month < monthFrom(now, 0); month = monthAfter(month)) {
    await database.pool.query('select audit_make_month($1)', [`${month}-01`])
  }
  for (const month of months) {
    await append(database, 4, `${month}-10T00:00:00Z`)
    await chain.sequencer.chain()
    await append(database, 1, `${monthAfter(month)}-01T00:00:00Z`)
    await append(database, 1, `${month}-28T00:00:00Z`)
    await chain.sequencer.chain()
  }
  const young = raisedForTests({ audit: { kept: { months: 3 } } })
  return { ...chain, now, months, parts: { keyring, limits: young } }
}

test('old months go whole, a line tells what went, and the chain is verified over the gap', async () => {
  const chain = await oldChain()
  const { database, now, months } = chain
  expect(await chain.verify()).toMatchObject({ lines: 18, faults: [] })
  expect(await dropOldMonths(database, chain.parts, now)).toEqual(months.slice(0, 2))
  await chain.sequencer.chain()
  expect(await monthsOf(database.reader, 'audit_log')).not.toContain(months[1])
  const { rows } = await database.pool.query(
    `select type, actor, outcome, detail->>'month' as month, (detail->>'lines')::int as lines,
            jsonb_array_length(detail->'ranges') as ranges from audit_log where type = 'audit.drop' order by id`,
  )
  const told = { type: 'audit.drop', actor: 'system', outcome: 'dropped' }
  expect(rows).toEqual([
    { ...told, month: months[0], lines: 5, ranges: 2 },
    { ...told, month: months[1], lines: 6, ranges: 3 },
  ])
  expect(await chain.verify()).toMatchObject({ lines: 9, head: 20, dropped: 11, faults: [] })
  expect(await chain.verify(new Date(`${months[2]}-01`))).toMatchObject({ faults: [] })
})

test('a month that somebody else dropped is missed, and no record of theirs explains it', async () => {
  const chain = await oldChain()
  const { database, months } = chain
  const suffix = months[0]?.replace('-', '_')
  const ranges = (await database.pool.query('select audit_ranges($1)::text as it', [`${months[0]}-01`]))
    .rows[0]?.it
  await tamper(database, `drop table audit_log_${suffix}, audit_chain_${suffix}`)
  expect((await chain.verify()).faults).toMatchObject([{ is: 'missing', seq: 1 }])
  await database.pool.query(`insert into audit_dropped values ($1, $2, 5, sha256('x'), now())`, [
    `${months[0]}-01`,
    ranges,
  ])
  expect((await chain.verify()).faults).toMatchObject([
    { is: 'drop-record', what: `the record that ${months[0]} went is not ours` },
    { is: 'missing', seq: 1 },
  ])
  const middle = months[2]?.replace('-', '_')
  await tamper(database, `drop table audit_log_${middle}`)
  expect((await chain.verify()).faults).toContainEqual({
    is: 'month-missing',
    month: months[2],
    what: 'its lines are not there',
  })
})

test('a month stays while it is young, not the oldest, or has a line without a place', async () => {
  const chain = await oldChain()
  const { database, now, months } = chain
  const drop = (month: string) => database.inTransaction((tx) => dropMonth(tx, keyring, month, now))
  // A refusal reaches us before its transaction has let the sequencer's lock go.
  const placed = () => expect.poll(() => chain.sequencer.chain()).not.toBe('busy')
  await expect(drop(monthFrom(now, 0))).rejects.toMatchObject({ code: 'KA002' })
  await expect(drop(months[1] ?? '')).rejects.toThrow('an older month is still there')
  await append(database, 1, `${months[0]}-15T00:00:00Z`)
  await expect(drop(months[0] ?? '')).rejects.toThrow('lines that are not chained')
  await placed()
  await drop(months[0] ?? '')
  await expect(
    database.pool.query(`select audit_drop_month($1, '[]', 'x', now())`, [`${months[1]}-01`]),
  ).rejects.toThrow('other places')
  await placed()
  expect((await chain.verify()).faults).toEqual([])
})

test('the keeper chains, makes months, tells the head and measures, and its stop tells the last', async () => {
  const chain = await newChain(0)
  const { database, clock, anchorFile } = chain
  const metrics = { auditUnchained: counting(), auditChainAgeSeconds: counting() }
  const posted: number[] = []
  const post = async ({ seq }: { seq: number }) => posted.push(seq) > 1
  const quick = raisedForTests({ audit: { anchor: { everySeconds: 60, everyLines: 6 } } })
  await append(database, 3)
  const keeper = startKeeper({
    ...{ database, keyring, clock, limits: quick, log: silent, metrics },
    anchors: { file: anchorFile, post },
  })
  const told = async () =>
    (await readFile(anchorFile, 'utf8'))
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each).seq)
  const passes = async (seconds: number) => {
    chain.setClock(new Date(clock.now().getTime() + seconds * 1000))
    await keeper.round()
  }
  await keeper.round()
  expect(await told()).toEqual([3])
  expect(metrics.auditUnchained.value).toBe(0)
  await append(database, 2)
  await passes(10)
  expect(await told(), 'neither time nor lines enough').toEqual([3])
  await passes(60)
  // The address did not take the first one.
  expect([await told(), posted]).toEqual([
    [3, 5],
    [3, 5],
  ])
  await append(database, 6)
  await passes(10)
  expect(await told(), 'many lines').toEqual([3, 5, 11])
  await append(database, 1)
  await keeper.stop()
  expect(await told()).toEqual([3, 5, 11, 12])
  expect(await chain.verify()).toMatchObject({ anchors: { compared: 4, beyondReach: 0 }, faults: [] })
})

test('a restored audit is the same chain, in the same months, and goes on where it stood', async () => {
  const chain = await oldChain()
  await dropOldMonths(chain.database, chain.parts, chain.now)
  await append(chain.database, 2, '2019-05-01T00:00:00Z')
  await chain.sequencer.chain()
  const file = join(await newFolder(), 'audit.backup')
  expect(await backup(chain.database, file)).toMatchObject({
    outcome: 'done',
    rows: { audit_log: 11, audit_chain: 11, audit_head: 1, audit_dropped: 2 },
  })
  const other = await newChain(0)
  expect(await restore(other.database, file)).toMatchObject({ outcome: 'done' })
  expect(await monthsOf(other.database.reader, 'audit_log')).toEqual(
    await monthsOf(chain.database.reader, 'audit_log'),
  )
  await append(other.database, 1)
  await other.sequencer.chain()
  expect(await other.verify()).toMatchObject({ lines: 12, head: 23, dropped: 11, faults: [] })
})

test('lines of before the chain move into months, keep their numbers, and are chained first', async () => {
  const database = await emptyDatabase()
  const before = migrations.slice(
    0,
    migrations.findIndex(({ id }) => id === '0006-audit'),
  )
  await migrate(database.pool, before)
  await database.pool.query(
    `insert into audit_log (at, type, actor, outcome, request_id, detail)
     select '2026-05-31T23:59:59.999999Z'::timestamptz + n * interval '1 second', 't', 'citizen', 'o', 'R' || n, '{"n": 1}'
       from generate_series(-1, 1) n`,
  )
  expect(await migrate(database.pool)).toContain('0006-audit')
  const { rows } = await database.pool.query(
    'select tableoid::regclass::text as table, id::int, request_id, factor from audit_log order by id',
  )
  expect(rows).toEqual([
    { table: 'audit_log_2026_05', id: 1, request_id: 'R-1', factor: null },
    { table: 'audit_log_2026_05', id: 2, request_id: 'R0', factor: null },
    { table: 'audit_log_2026_06', id: 3, request_id: 'R1', factor: null },
  ])
  await append(database, 1)
  await makeSequencer({ database, keyring, clock: { now: () => new Date() } }).chain()
  const now = new Date(Date.now() + 120_000)
  const anchorFile = join(await newFolder(), 'none')
  expect(await verifyChain(database.reader, keyring, { now, anchorFile })).toMatchObject({
    lines: 4,
    anchors: undefined,
    faults: [],
  })
})
