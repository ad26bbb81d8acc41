import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginning, hashLine } from './encoding.ts'
import { chainBacklog, makeSequencer } from './sequencer.ts'
import { append, keyring, newChain, tamper } from './tampering.test-kit.ts'

test('ten thousand lines of parallel transactions are chained once each, in order, without a gap, by two sequencers at once', async () => {
  const chain = await newChain(0)
  const { database, clock } = chain
  const other = makeSequencer({ database, keyring, clock })
  const work = Array.from({ length: 101 }, async (_, n) => {
    // Some slow, some given up: ids come late, out of order, or never.
    const client = await database.pool.connect()
    await client.query('begin')
    await client.query(
      `insert into audit_log (type, actor, outcome) select 't', 'system', 'o' from generate_series(1, 100)`,
    )
    if (n % 7 === 0) await client.query('select pg_sleep(0.05)')
    await client.query(n === 99 ? 'rollback' : 'commit')
    client.release()
  })
  let isWriting = true
  const chaining = [chain.sequencer, other].map(async (sequencer) => {
    while (isWriting) await sequencer.chain()
  })
  await Promise.all(work)
  isWriting = false
  await Promise.all(chaining)
  await chain.sequencer.chain()
  const { rows } = await database.pool.query(
    `select count(*)::int as lines, count(distinct line_id)::int as different, min(seq)::int as first, max(seq)::int as last
       from audit_chain`,
  )
  expect(rows).toEqual([{ lines: 10_000, different: 10_000, first: 1, last: 10_000 }])
  expect(await chain.verify()).toMatchObject({ lines: 10_000, head: 10_000, faults: [] })
  expect(await chainBacklog(database, clock.now())).toEqual({ unchained: 0, ageSeconds: 0 })
})

test('a line whose transaction ends late gets its place when it is there, and one rolled back leaves no gap', async () => {
  const chain = await newChain(3)
  const { database, sequencer } = chain
  const settled = async () =>
    (await database.pool.query('select settled_id from audit_head')).rows[0]?.settled_id
  expect(await settled()).toBe('3')
  const slow = await database.pool.connect()
  const lost = await database.pool.connect()
  for (const client of [slow, lost]) {
    await client.query('begin')
    await client.query(`insert into audit_log (type, actor, outcome) values ('late', 'system', 'o')`)
  }
  await append(database, 2)
  expect(await sequencer.chain()).toBe(2)
  expect(await settled()).toBe('3')
  await lost.query('rollback')
  lost.release()
  expect(await sequencer.chain()).toBe(0)
  expect(await settled()).toBe('3')
  await slow.query('commit')
  slow.release()
  expect(await sequencer.chain()).toBe(1)
  expect(await settled()).toBe('7')
  const { rows } = await database.pool.query('select line_id::int as id from audit_chain order by seq')
  expect(rows.map(({ id }) => id)).toEqual([1, 2, 3, 6, 7, 4])
  expect((await chain.verify()).faults).toEqual([])
})

test('the database refuses every change of what is written, also to its owner', async () => {
  const { database } = await newChain(2)
  const { rows } = await database.pool.query<{ name: string }>(
    `select relid::regclass::text as name from pg_partition_tree('audit_log')
      union select relid::regclass::text from pg_partition_tree('audit_chain') order by 1`,
  )
  expect(rows.length).toBeGreaterThan(8)
  for (const { name } of rows) {
    await expect(database.pool.query(`truncate ${name}`), name).rejects.toMatchObject({ code: 'KA001' })
  }
  const filled = rows.filter(({ name }) => /^audit_(log|chain)(_\d{4}_\d\d)?$/.test(name))
  for (const { name } of filled) {
    const isEmpty = (await database.pool.query(`select from ${name}`)).rowCount === 0
    if (isEmpty) continue
    const column = name.startsWith('audit_log') ? 'outcome = outcome' : 'mac = mac'
    for (const statement of [`update ${name} set ${column}`, `delete from ${name}`]) {
      await expect(database.pool.query(statement), statement).rejects.toMatchObject({ code: 'KA001' })
    }
  }
  for (const statement of ['delete from audit_head', 'truncate audit_dropped', 'truncate audit_head']) {
    await expect(database.pool.query(statement), statement).rejects.toMatchObject({ code: 'KA001' })
  }
})

const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((each) => !each.includes('\0'))
const line = fc.record({
  id: text,
  at: text,
  type: text,
  actor: text,
  factor: fc.option(text),
  accountId: fc.option(text),
  outcome: text,
  reference: fc.option(text),
  detail: text,
})

test('two lines that differ anywhere have different hashes, however their texts are cut', () => {
  const place = { seq: 1, chainedAt: 'now', previous: beginning }
  const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other)
  fc.assert(
    fc.property(line, line, (one, other) => {
      expect(hashLine(place, one).equals(hashLine(place, other))).toBe(same(one, other))
    }),
  )
  // The same text moved over the border of two fields, and an absent one beside an empty one.
  fc.assert(
    fc.property(line, fc.nat(30), (one, cut) => {
      const moved = {
        ...one,
        type: (one.type + one.actor).slice(0, cut),
        actor: (one.type + one.actor).slice(cut),
      }
      expect(hashLine(place, moved).equals(hashLine(place, one))).toBe(same(moved, one))
      const emptied = { ...one, factor: one.factor === null ? '' : null }
      expect(hashLine(place, emptied).equals(hashLine(place, one))).toBe(false)
    }),
  )
})

test('line ends, quotation marks and every script go into the chain and stay one line', async () => {
  const { database, sequencer, verify } = await newChain(0)
  const texts = ['a\r\nb', '","type":"forged', 'Қазақша 🙂', '\u2028\u0085', "'; drop table audit_log; --"]
  for (const each of texts) {
    await database.pool.query(
      `insert into audit_log (type, actor, outcome, request_id, detail) values ($1, $1, $1, $1, jsonb_build_object($1::text, $1::text))`,
      [each],
    )
  }
  expect(await sequencer.chain()).toBe(texts.length)
  expect((await verify()).faults).toEqual([])
  await tamper(
    database,
    `update audit_log set outcome = 'a' || chr(10) || 'b' where outcome = 'a' || chr(13) || chr(10) || 'b'`,
  )
  expect((await verify()).faults).toMatchObject([{ is: 'changed', seq: 1 }])
})
