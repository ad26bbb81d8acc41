import { expect, test } from 'vitest'
import { growth } from '../../src/database/growth.ts'
import { freshDatabase } from '../support/database.ts'

test('every table of the database says how it grows, and those of months are partitioned', async () => {
  const { pool } = await freshDatabase()
  const { rows } = await pool.query<{ name: string; kind: string }>(
    `select relname as name, relkind as kind from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  )
  const tables = rows.filter(({ name }) => name !== 'migrations')
  expect(tables.map(({ name }) => name)).toEqual(Object.keys(growth).toSorted())
  expect(tables.filter(({ kind }) => kind === 'p').map(({ name }) => name)).toEqual(
    Object.entries(growth)
      .flatMap(([name, { bound }]) => (bound === 'months' ? name : []))
      .toSorted(),
  )
})
