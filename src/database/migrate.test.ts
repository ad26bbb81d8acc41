import { expect, test } from 'vitest'
import { emptyDatabase, freshDatabase } from '../../test/support/database.ts'
import { type Migration, migrate, migrations } from './migrate.ts'

const list: Migration[] = [
  { id: '0001-one', sql: 'create table one (id int); select pg_sleep(0.05)' },
  { id: '0002-two', sql: 'create table two (id int)' },
]

test('two nodes that start at once apply each migration once', async () => {
  const database = await emptyDatabase()
  const [a, b] = await Promise.all([migrate(database.pool, list), migrate(database.pool, list)])
  expect([...a, ...b].sort()).toEqual(['0001-one', '0002-two'])
  expect(await migrate(database.pool, list)).toEqual([])
})

test('a later version applies only what is new', async () => {
  const database = await emptyDatabase()
  expect(await migrate(database.pool, list.slice(0, 1))).toEqual(['0001-one'])
  expect(await migrate(database.pool, list)).toEqual(['0002-two'])
})

test('an applied migration that was edited is refused', async () => {
  const database = await emptyDatabase()
  await migrate(database.pool, list)
  const edited = [{ id: '0001-one', sql: 'create table one (id bigint)' }, ...list.slice(1)]
  await expect(migrate(database.pool, edited)).rejects.toMatchObject({
    code: 'database.migration-refused',
    problem: 'changed-after-applying',
    migration: '0001-one',
  })
  expect(await migrate(database.pool, list)).toEqual([])
})

test('another kind of line ending is not an edit', async () => {
  const database = await emptyDatabase()
  const unix = [{ id: '0001-one', sql: 'create table one (\n  id int\n)' }]
  await migrate(database.pool, unix)
  const windows = [{ id: '0001-one', sql: 'create table one (\r\n  id int\r\n)' }]
  expect(await migrate(database.pool, windows)).toEqual([])
})

test('a database of a newer version is refused', async () => {
  const database = await emptyDatabase()
  await migrate(database.pool, list)
  await expect(migrate(database.pool, list.slice(0, 1))).rejects.toMatchObject({
    problem: 'database-is-newer',
    migration: '0002-two',
  })
})

test('a migration numbered below an applied one is refused', async () => {
  const database = await emptyDatabase()
  await migrate(database.pool, list.slice(1))
  await expect(migrate(database.pool, list)).rejects.toMatchObject({
    problem: 'out-of-order',
    migration: '0001-one',
  })
})

test('a failing migration leaves nothing behind, and the ones before it stay', async () => {
  const database = await emptyDatabase()
  const failing = [...list, { id: '0003-bad', sql: 'create table three (id int); select 1/0' }]
  await expect(migrate(database.pool, failing)).rejects.toMatchObject({ code: '22012' })
  await expect(database.pool.query('select from three')).rejects.toMatchObject({ code: '42P01' })
  expect(await migrate(database.pool, list)).toEqual([])
})

test('the template has all migrations of this code', async () => {
  const database = await freshDatabase()
  expect(migrations.length).toBeGreaterThan(0)
  expect(await migrate(database.pool)).toEqual([])
})
