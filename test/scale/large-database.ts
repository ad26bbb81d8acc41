import pg from 'pg'
import { fillDatabase } from '../../bench/scale/fill.ts'
import type { Database } from '../../src/database/database.ts'
import { administratorConfig, freshDatabase } from '../support/database.ts'

const people = 10_000
/** How many times as many rows the planner is told of. */
const times = 100

/**
 * A database of 10,000 people with real values in every table, of which the planner believes that it holds a million: the
 * statistics of the values are those of ANALYZE, and each page is said to hold a hundred times as many rows.
 */
export async function largeDatabase(): Promise<Database> {
  const database = await freshDatabase()
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  const connect = async () => {
    const client = new pg.Client({ ...administratorConfig(), database: rows[0]?.name })
    await client.connect()
    await client.query('set synchronous_commit = off; set role kabinet')
    return client
  }
  await fillDatabase(connect, people, () => {})
  const administrator = await connect()
  await administrator.query('reset role')
  await administrator.query(
    `update pg_class set reltuples = greatest(reltuples, 1) * ${times}, relpages = greatest(relpages, 1)
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`,
  )
  await administrator.end()
  return database
}
