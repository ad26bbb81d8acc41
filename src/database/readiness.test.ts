import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import { doorTo } from '../../test/support/door.ts'
import { firstWritable } from './hosts.ts'
import { silent } from './log.ts'
import { connectDatabase } from './open.ts'

test('a role without rights may ask; many who ask at once take one connection', async () => {
  const database = await freshDatabase()
  expect(await Promise.all(Array.from({ length: 50 }, () => database.ready()))).toEqual(Array(50).fill(true))
  expect(database.pool.totalCount).toBe(1)
})

test('a frozen server is not ready within a second, and ready is who leads then', async () => {
  const [frozen, other] = [
    await doorTo(inject('databaseSocket')),
    await doorTo(inject('databaseSocket')),
  ] as const
  const shared = { user: 'postgres', database: 'postgres', ssl: false }
  const hosts = [frozen, other].map(({ port }) => ({ host: '127.0.0.1', port }))
  const database = connectDatabase(
    shared,
    firstWritable(hosts, shared),
    { role: 'server', poolSize: 3 },
    silent,
  )
  await Promise.all([1, 2, 3].map((n) => sql`select ${n}::int`.execute(database.reader)))
  frozen.freeze()
  const began = performance.now()
  expect(await database.ready()).toBe(false)
  expect(performance.now() - began).toBeLessThan(2900)
  // The dead connection is given up after three seconds, and with it the two that nobody used.
  await expect.poll(() => database.ready(), { timeout: 8000 }).toBe(true)
  expect(performance.now() - began).toBeLessThan(7000)
  await database.close()
  await frozen.close()
  await other.close()
})
