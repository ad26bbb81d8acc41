import { sql } from 'kysely'
import { afterEach, expect, inject, test } from 'vitest'
import { type Door, doorTo } from '../../test/support/door.ts'
import { isDatabaseAway } from './away.ts'
import type { Database } from './database.ts'
import { firstWritable } from './hosts.ts'
import { silent } from './log.ts'
import { connectDatabase } from './open.ts'

const shortMs = 300
const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close()
})

test('a query to a frozen server fails in time, and what follows goes to the next host', async () => {
  const [frozen, other] = [await door(), await door()]
  const database = through([frozen, other], 1)
  await says(database)
  frozen.freeze()
  const began = performance.now()
  await expect(says(database)).rejects.toSatisfy(isDatabaseAway)
  expect(performance.now() - began).toBeLessThan(4500)
  expect(await says(database)).toBe(1)
  expect(other.visitors()).toBeGreaterThan(0)
})

test('one dead connection is enough: none of the others opened with it is tried', async () => {
  const [frozen, other] = [await door(), await door()]
  const database = through([frozen, other], 6)
  await Promise.all(Array.from({ length: 6 }, () => says(database)))
  frozen.freeze()
  await expect(says(database)).rejects.toSatisfy(isDatabaseAway)
  expect(await Promise.all(Array.from({ length: 12 }, () => says(database)))).toEqual(Array(12).fill(1))
})

test('a transaction on a frozen server ends once, without waiting for its rollback too', async () => {
  const [frozen] = [await door()]
  const database = through([frozen], 1, { silenceMs: 2000 })
  await says(database)
  const began = performance.now()
  const transaction = database.inTransaction(async (tx) => {
    await sql`select 1`.execute(tx)
    frozen.freeze()
    await sql`select 2`.execute(tx)
  })
  await expect(transaction).rejects.toSatisfy(isDatabaseAway)
  expect(performance.now() - began).toBeLessThan(3900)
})

test('work that is known to be long is not taken for silence', async () => {
  const database = through([await door()], 1)
  await expect(sql`select pg_sleep(0.5)`.execute(database.reader)).rejects.toSatisfy(isDatabaseAway)
  // What stands ready for such work serves the next as well.
  for (let round = 0; round < 2; round += 1) {
    const long = database.inTransaction((tx) => sql`select pg_sleep(0.5)`.execute(tx), { longestMs: 5000 })
    await expect(long).resolves.toMatchObject({ rows: [{}] })
  }
})

test('a server that began to read only is the database being away, and its connections go', async () => {
  const database = through([await door()], 1)
  const pid = async () =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.reader)).rows[0]?.pid
  const before = await pid()
  const refused = database.inTransaction(async (tx) => {
    await sql`set transaction read only`.execute(tx)
    await sql`create table written (id int)`.execute(tx)
  })
  await expect(refused).rejects.toMatchObject({ code: '25006' })
  await expect(refused).rejects.toSatisfy(isDatabaseAway)
  expect(await pid()).not.toBe(before)
})

test('who listens hears again after the server froze', async () => {
  const [frozen, other] = [await door(), await door()]
  const database = through([frozen, other], 1)
  const heard: string[] = []
  let gaps = 0
  await database.listen(
    'away',
    (payload) => heard.push(payload),
    () => {
      gaps += 1
    },
  )
  frozen.freeze()
  await expect.poll(() => gaps).toBe(1)
  await says(database).catch(() => {})
  await sql`select pg_notify('away', 'again')`.execute(database.reader)
  await expect.poll(() => heard).toEqual(['again'])
})

test('not ready while it only reads, ready again afterwards', async () => {
  const name = `reading_${Date.now()}`
  const plain = through([await door()], 1)
  await plain.pool.query(`create database ${name}`)
  const database = through([await door()], 2, { database: name })
  expect(await database.ready()).toBe(true)
  await plain.pool.query(`alter database ${name} set default_transaction_read_only = on`)
  // What was opened before still writes; a new connection does not.
  await database.pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
  await expect.poll(() => database.ready()).toBe(false)
  await plain.pool.query(`alter database ${name} reset default_transaction_read_only`)
  await expect.poll(() => database.ready()).toBe(true)
  await database.close()
  await plain.pool.query(`drop database ${name} with (force)`)
})

test('two silent hosts before the one that answers do not use up the time to connect', async () => {
  const [first, second, third] = [await door(), await door(), await door()]
  first.freeze()
  second.freeze()
  const began = performance.now()
  expect(await says(through([first, second, third], 1))).toBe(1)
  expect(performance.now() - began).toBeLessThan(4900)
})

async function door(): Promise<Door> {
  const made = await doorTo(inject('databaseSocket'))
  opened.push(made)
  return made
}

function through(
  doors: readonly Door[],
  poolSize: number,
  { database = 'postgres', silenceMs = shortMs } = {},
): Database {
  const shared = { user: 'postgres', database, ssl: false, connectionTimeoutMillis: 5000 }
  const hosts = doors.map(({ port }) => ({ host: '127.0.0.1', port }))
  const made = connectDatabase(
    shared,
    firstWritable(hosts, shared),
    { role: 'server', poolSize, silenceMs },
    silent,
  )
  opened.push(made)
  return made
}

async function says(database: Database): Promise<number | undefined> {
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.reader)
  return rows[0]?.one
}
