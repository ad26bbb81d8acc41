import { setImmediate as turn } from 'node:timers/promises'
import { type PostgresPoolClient, sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from './database.ts'
import { shared } from './sharing.ts'

test('reads of one moment share a connection, each with its own answer', async () => {
  const database = await freshDatabase()
  const read = (n: number) =>
    sql<{ n: number; pid: number }>`select ${n}::int as n, pg_backend_pid() as pid`.execute(
      database.pageReader,
    )
  const answers = (await Promise.all(numbers(4).map(read))).flatMap(({ rows }) => rows)
  expect(answers.map(({ n }) => n)).toEqual(numbers(4))
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1)
  await isAllGivenBack(database)
})

test('more than four take another connection', async () => {
  const database = await freshDatabase()
  expect(new Set(await Promise.all(numbers(5).map(() => pid(database)))).size).toBe(2)
  await isAllGivenBack(database)
})

test('a read that comes later does not wait for those that are on their way', async () => {
  const database = await freshDatabase()
  // Two connections stand open, so that neither read waits for one.
  await Promise.all(numbers(5).map(() => pid(database)))
  let isSlowDone = false
  const slow = sql`select pg_sleep(1)`.execute(database.pageReader).then(() => {
    isSlowDone = true
  })
  await turn()
  await turn()
  await pid(database)
  expect(isSlowDone).toBe(false)
  await slow
  await isAllGivenBack(database)
})

test('one that fails fails alone', async () => {
  const database = await freshDatabase()
  const [before, broken, after] = await Promise.allSettled([
    pid(database),
    sql`select 1 / ${0}::int`.execute(database.pageReader),
    pid(database),
  ])
  expect([before.status, broken.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  await isAllGivenBack(database)
})

test('a transaction and other statements never come between', async () => {
  const database = await freshDatabase()
  const [read, written, other] = await Promise.all([
    pid(database),
    database.inTransaction(async (tx) => pidOf(await pidQuery.execute(tx))),
    pidQuery.execute(database.reader).then(pidOf),
  ])
  expect(new Set([read, written, other]).size).toBe(3)
  await isAllGivenBack(database)
})

test('when no connection can be had, all who share it hear so, and the next ones try again', async () => {
  const database = await freshDatabase()
  await database.close()
  const first = await Promise.allSettled([pid(database), pid(database)])
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await expect(pid(database)).rejects.toThrow()
})

test('a connection whose queries have all failed at once is given back once', async () => {
  const released: number[] = []
  let taken = 0
  const connect = shared(async () => {
    const number = taken++
    return { release: () => void released.push(number) } as unknown as PostgresPoolClient
  })
  // The fifth begins another batch, so that the first is closed before its turn of the event loop ends.
  const connections = await Promise.all(numbers(5).map(connect))
  for (const connection of connections) connection.release()
  await turn()
  await turn()
  expect(released.toSorted()).toEqual([0, 1])
})

const pidQuery = sql<{ pid: number }>`select pg_backend_pid() as pid`
const pidOf = ({ rows }: { rows: { pid: number }[] }) => rows[0]?.pid
const pid = async (database: Database) => pidOf(await pidQuery.execute(database.pageReader))
const numbers = (many: number) => Array.from({ length: many }, (_, n) => n)

async function isAllGivenBack({ pool }: Database): Promise<void> {
  await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0)
}
