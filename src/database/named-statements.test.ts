import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import type { Database } from './database.ts'

test('a parametrised query is prepared once a connection, and named after its text', async () => {
  const database = await freshDatabase()
  const statements = await database.inTransaction(async (tx) => {
    for (const id of ['a', 'b', 'c']) {
      await tx.selectFrom('limit_counters').select('taken').where('rule', '=', id).execute()
    }
    const { rows } = await sql<{ name: string; statement: string; calls: string }>`
      select name, statement, generic_plans + custom_plans as calls from pg_prepared_statements`.execute(tx)
    return rows
  })
  expect(statements).toEqual([
    {
      name: expect.stringMatching(/^k[0-9a-f]{24}$/),
      statement: 'select "taken" from "limit_counters" where "rule" = $1',
      calls: '3',
    },
  ])
})

test('past 500 texts, and for very long ones, nothing more is prepared', async () => {
  const database = await freshDatabase()
  const count = await onOneConnection(database, async (tx) => {
    for (let n = 0; n < 520; n += 1) await sql`select ${n}::int as ${sql.ref(`column_${n}`)}`.execute(tx)
  })
  expect(count).toBe(500)
  const long = await freshDatabase()
  expect(
    await onOneConnection(long, async (tx) => {
      await sql`select ${1}::int as ${sql.ref('n')}, ${sql.lit('x'.repeat(6000))}`.execute(tx)
    }),
  ).toBe(0)
})

test('a table that changed under a prepared statement costs one error a connection, not all to come', async () => {
  const database = await freshDatabase()
  await database.pool.query('create table shape (id int); insert into shape values (1)')
  const read = () => sql`select * from shape where id = ${1}`.execute(database.reader)
  expect((await read()).rows).toEqual([{ id: 1 }])
  await database.pool.query("alter table shape add column word text default 'x'")
  await expect(read()).rejects.toMatchObject({ code: '0A000' })
  expect((await read()).rows).toEqual([{ id: 1, word: 'x' }])
})

async function onOneConnection(
  database: Database,
  work: (tx: Parameters<Parameters<Database['inTransaction']>[0]>[0]) => Promise<void>,
): Promise<number> {
  return database.inTransaction(async (tx) => {
    await work(tx)
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from pg_prepared_statements`.execute(tx)
    return rows[0]?.count ?? -1
  })
}
