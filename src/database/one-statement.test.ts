import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from './database.ts'
import { isRefusal, oneStatement, refusing } from './one-statement.ts'

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  await database.pool.query('create table written (word text primary key)')
})

const words = async () => {
  const { rows } = await database.pool.query<{ word: string }>('select word from written order by word')
  return rows.map(({ word }) => word)
}
const write = (word: string) => sql<{ word: string }>`insert into written values (${word}) returning word`
const one = { isOneStatement: true } as const

test('parts are written by one statement, which answers by their names; those that are false are left out', async () => {
  const statement = oneStatement<{ word: string; many: number }>(
    { first: write('a'), second: write('b'), third: false, fourth: undefined },
    sql`(select word from first), (select count(*)::int from second) as many`,
  )
  const { rows } = await database.inTransaction((tx) => statement.execute(tx), one)
  expect(rows).toEqual([{ word: 'a', many: 1 }])
  expect(await words()).toEqual(['a', 'b'])
})

test('a refusal leaves nothing behind, is told from every other error, and spoils no connection', async () => {
  const refused = (isRight: boolean) =>
    oneStatement({ first: write('c') }, refusing(sql<boolean>`${isRight}::boolean`, 'a test'))
  const before = await words()
  const error = await database.inTransaction((tx) => refused(false).execute(tx), one).catch((each) => each)
  expect(isRefusal(error)).toBe(true)
  const other = await database.inTransaction((tx) => write('a').execute(tx), one).catch((each) => each)
  expect(other).toMatchObject({ code: '23505' })
  expect(isRefusal(other)).toBe(false)
  expect(await words()).toEqual(before)
  await database.inTransaction((tx) => refused(true).execute(tx), one)
  expect(await words()).toEqual([...before, 'c'])
  const { rows } = await database.pool.query(
    "select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
  )
  expect(rows).toEqual([])
})

test('what is one statement has been committed by its answer, and takes no second one', async () => {
  const seen = await database.inTransaction(async (tx) => {
    await write('d').execute(tx)
    // The answer to the commit is on its way.
    await expect.poll(words).toContain('d')
    await expect(write('e').execute(tx)).rejects.toThrow('the transaction is over')
    return words()
  }, one)
  expect(seen).not.toContain('e')
  // Nothing asked, nothing begun.
  await expect(database.inTransaction(() => Promise.reject(new Error('before it')), one)).rejects.toThrow(
    'before it',
  )
  expect(await database.inTransaction(async () => 'nothing to write', one)).toBe('nothing to write')
})
