import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { silent } from '../../src/database/log.ts'
import { connectDatabase } from '../../src/database/open.ts'
import { afterEachFile } from './after.ts'
import { recordStatements } from './statements.ts'

const made: { database: Database; name: string }[] = []

/** A migrated, empty database of this test's own, cloned from the run's template; dropped after the file's tests. */
export async function freshDatabase(): Promise<Database> {
  return connectTo(await cloneOf('kabinet_template'))
}

/** A database of this test's own without any table, for tests of migrations and restores. */
export async function emptyDatabase(): Promise<Database> {
  return connectTo(await cloneOf('template0'))
}

/** How the run's PostgreSQL is reached as its administrator. */
export function administratorConfig(): pg.ClientConfig {
  return { host: inject('databaseSocket'), port: 5432, user: 'postgres', database: 'postgres', ssl: false }
}

async function cloneOf(template: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await asAdministrator(`create database ${name} owner kabinet template ${template} strategy wal_log`)
  return name
}

function connectTo(name: string): Database {
  const address = { host: inject('databaseSocket'), port: 5432 }
  const database = connectDatabase(
    { user: 'kabinet', database: name, ssl: false },
    () => address,
    { role: 'server', poolSize: 8 },
    silent,
  )
  made.push({ database, name })
  recordStatements(database.reader)
  return database
}

/** Object in use (55006): another file clones the same template at this moment. */
async function asAdministrator(statement: string): Promise<void> {
  for (let tries = 200; ; tries -= 1) {
    const client = new pg.Client(administratorConfig())
    await client.connect()
    try {
      await client.query(statement)
      return
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === '55006'
      if (!inUse || tries === 0) throw error
    } finally {
      await client.end()
    }
    await wait(20)
  }
}

afterEachFile(async () => {
  for (const { database, name } of made.splice(0)) {
    await database.close()
    await asAdministrator(`drop database if exists ${name} with (force)`)
  }
})
