import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { administratorConfig, freshDatabase } from '../../test/support/database.ts'
import { doorTo } from '../../test/support/door.ts'
import { isDatabaseAway } from './away.ts'
import { openDatabase } from './open.ts'

test('dates are words, moments are Dates, big numbers are words, bytes are Buffers', async () => {
  const database = await freshDatabase()
  const { rows } = await sql`select date '2026-03-01' as day, timestamptz '2026-03-01T00:00:00Z' as moment,
    9007199254740993::int8 as big, ${Buffer.from([1, 2])}::bytea as bytes`.execute(database.reader)
  expect(rows).toEqual([
    {
      day: '2026-03-01',
      moment: new Date('2026-03-01T00:00:00Z'),
      big: '9007199254740993',
      bytes: Buffer.from([1, 2]),
    },
  ])
})

test('a transaction commits what its work returns from, and rolls back what it throws from', async () => {
  const database = await freshDatabase()
  const mark = (rule: string) => ({
    rule,
    key: Buffer.from('k'),
    mark: Buffer.from('m'),
    expires_at: new Date(0),
  })
  await database.inTransaction((tx) => tx.insertInto('limit_marks').values(mark('kept')).execute())
  const failing = database.inTransaction(async (tx) => {
    await tx.insertInto('limit_marks').values(mark('lost')).execute()
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await database.reader.selectFrom('limit_marks').select('rule').execute()).toEqual([{ rule: 'kept' }])
})

test('statements, locks and idle transactions of a server have an end', async () => {
  const database = await freshDatabase()
  const { rows } = await database.pool.query(
    `select name, setting from pg_settings where name ~ '^(statement|lock|idle_in_transaction_session)_timeout$' order by 1`,
  )
  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '15000' },
    { name: 'lock_timeout', setting: '5000' },
    { name: 'statement_timeout', setting: '10000' },
  ])
})

test('a notice reaches its channel, also after the connection was terminated', async () => {
  const database = await freshDatabase()
  const heard: string[] = []
  let gaps = 0
  const stop = await database.listen(
    'Door "1"',
    (payload) => heard.push(payload),
    () => (gaps += 1),
  )
  await database.listen('other', (payload) => heard.push(`other ${payload}`))
  const say = (payload: string) => database.pool.query('select pg_notify($1, $2)', ['Door "1"', payload])
  await say('one')
  await eventually(() => heard.length === 1)
  const { rowCount } = await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`,
  )
  expect(rowCount).toBe(1)
  await eventually(() => gaps === 1)
  await say('two')
  await eventually(() => heard.length === 2)
  await stop()
  await say('three')
  await database.pool.query("select pg_notify('other', 'end')")
  await eventually(() => heard.length === 3)
  expect(heard).toEqual(['one', 'two', 'other end'])
})

test('ready while the database answers, not ready when nobody is there', async () => {
  const database = await freshDatabase()
  expect(await database.ready()).toBe(true)
  const nowhere = await openDatabase({
    url: 'postgres://u:p@127.0.0.1:1/none',
    dataFolder: '',
    role: 'server',
  })
  expect(await nowhere.ready()).toBe(false)
  await nowhere.close()
})

test('of several hosts the first that answers is used, and the next one after it went away', async () => {
  const first = await doorTo(inject('databaseSocket'))
  const second = await doorTo(inject('databaseSocket'))
  const url = `postgres://postgres@127.0.0.1:1,127.0.0.1:${first.port},127.0.0.1:${second.port}/postgres`
  const database = await openDatabase({ url, dataFolder: '', role: 'server' })
  expect((await database.pool.query('select current_user as me')).rows).toEqual([{ me: 'postgres' }])
  expect([first.visitors() > 0, second.visitors()]).toEqual([true, 0])
  await first.close()
  await eventually(() => database.pool.totalCount === 0)
  expect((await database.pool.query('select current_user as me')).rows).toEqual([{ me: 'postgres' }])
  expect(second.visitors()).toBeGreaterThan(0)
  await second.close()
  await expect(database.pool.query('select 1')).rejects.toSatisfy(isDatabaseAway)
  await database.close()
})

test('a host that only reads is passed over', async () => {
  const name = `readonly_${Date.now()}`
  const administrator = new pg.Client(administratorConfig())
  await administrator.connect()
  await administrator.query(`create database ${name}`)
  await administrator.query(`alter database ${name} set default_transaction_read_only = on`)
  const socket = encodeURIComponent(inject('databaseSocket'))
  const url = `postgres://postgres@${socket}:5432,${socket}:5432/${name}`
  const database = await openDatabase({ url, dataFolder: '', role: 'server' })
  await expect(database.pool.query('select 1')).rejects.toMatchObject({ code: 'database.no-writable-host' })
  await database.close()
  await administrator.query(`drop database ${name}`)
  await administrator.end()
})

test('an address that is not a PostgreSQL url is refused without repeating it', async () => {
  const opening = openDatabase({ url: 'mysql://root:secret@db/x', dataFolder: '', role: 'server' })
  await expect(opening).rejects.toThrow(/^database\.not-a-postgres-url$/)
})

async function eventually(holds: () => boolean): Promise<void> {
  for (let patience = 500; patience > 0; patience -= 1) {
    if (holds()) return
    await wait(10)
  }
  throw new Error('waited in vain')
}
