import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { administratorConfig, freshDatabase } from '../../test/support/database.ts'
import { isDatabaseAway, noConnection } from './away.ts'

test('a terminated connection is the database being away, and the next query goes through', async () => {
  const database = await freshDatabase()
  const failing = database.pool.query('select pg_terminate_backend(pg_backend_pid())')
  await expect(failing).rejects.toSatisfy(isDatabaseAway)
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test.each([
  ['a socket nobody listens on', { host: '/nowhere/at/all' }],
  ['a port nobody listens on', { host: '127.0.0.1', port: 1 }],
  ['an unknown host', { host: 'kabinet.invalid' }],
])('%s is the database being away', async (_, where) => {
  const client = new pg.Client({ user: 'kabinet', ssl: false, connectionTimeoutMillis: 3000, ...where })
  await expect(client.connect()).rejects.toSatisfy(isDatabaseAway)
})

test('a pool without a free connection is the database being away', async () => {
  const pool = new pg.Pool({ ...administratorConfig(), max: 1, connectionTimeoutMillis: 50 })
  const held = await pool.connect()
  await expect(pool.query('select 1')).rejects.toSatisfy(isDatabaseAway)
  // Whose transaction waits too long for its turn is told the same.
  await expect(pool.query('select 1')).rejects.toThrow(noConnection().message)
  expect(noConnection()).toSatisfy(isDatabaseAway)
  held.release()
  await pool.end()
})

test('a full disk, no memory and no connection left are the database being away', async () => {
  const database = await freshDatabase()
  for (const code of ['53100', '53200', '53300']) {
    const raising = `do $$ begin raise exception 'could not extend file' using errcode = '${code}'; end $$`
    await expect(database.pool.query(raising)).rejects.toSatisfy(isDatabaseAway)
  }
})

test('wrong SQL, a broken rule, a missing file and an absent other service are not', async () => {
  const database = await freshDatabase()
  const wrong = await database.pool.query('select nothing').catch((error: unknown) => error)
  const broken = await database.pool
    .query("insert into limit_counters (rule) values ('x')")
    .catch((error: unknown) => error)
  const missing = await readFile('/nowhere/at/all').catch((error: unknown) => error)
  const elsewhere = await fetch('http://127.0.0.1:1').catch((error: unknown) => error)
  expect([wrong, broken, missing, elsewhere].map(isDatabaseAway)).toEqual([false, false, false, false])
  expect([new Error('boom'), 'away', undefined, null].map(isDatabaseAway)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
