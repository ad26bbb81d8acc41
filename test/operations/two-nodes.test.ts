import { expect, inject, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { emptyDatabase } from '../support/database.ts'
import { iins, importAccounts, password, production } from './deployments.ts'
import { newFolder } from './folders.ts'
import { openLive } from './live-stream.ts'
import { eventually, serve, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

test('two nodes on one database migrate it at once, share sessions and tell each other', {
  timeout: 60_000,
}, async () => {
  const database = await emptyDatabase()
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  const socket = encodeURIComponent(inject('databaseSocket'))
  const environment = {
    ...production(await newFolder()),
    DATABASE_URL: `postgres://kabinet@/${rows[0]?.name}?host=${socket}`,
  }
  const [a, b] = await Promise.all([serve('start', environment), serve('start', environment)])
  await importAccounts(environment)

  const parent = new Visitor(a.origin)
  expect((await parent.signsIn(iins.parent, password)).address).toBe(routes.cabinet.feed)
  parent.origin = b.origin
  expect(await parent.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })

  // What another browser does on one node is heard on the other: a new sign-in, then the end of this session.
  const live = await openLive(parent)
  const other = new Visitor(a.origin)
  await other.signsIn(iins.parent, password)
  await eventually('node B hears of a sign-in on node A', () => live.heard().includes('event: notice'), 5000)

  expect((await stop(a)).code).toBe(0)
  other.origin = b.origin
  expect(await other.asks(routes.cabinet.feed)).toMatchObject({ status: 200 })
  expect((await stop(b)).code).toBe(0)
})
