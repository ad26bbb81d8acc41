import { expect, inject, test } from 'vitest'
import { routes } from '../../src/routes.ts'
import { emptyDatabase } from '../support/database.ts'
import { iins, importAccounts, password, production } from './deployments.ts'
import { newFolder } from './folders.ts'
import { kabinet, serve, stop } from './processes.ts'
import { Visitor } from './visitor.ts'

test('a node goes on while a newer version has migrated under it, and does not start again', {
  timeout: 60_000,
}, async () => {
  const database = await emptyDatabase()
  const { rows } = await database.pool.query<{ name: string }>('select current_database() as name')
  const environment = {
    ...production(await newFolder()),
    DATABASE_URL: `postgres://kabinet@/${rows[0]?.name}?host=${encodeURIComponent(inject('databaseSocket'))}`,
  }
  const node = await serve('start', environment)
  await importAccounts(environment)
  const parent = new Visitor(node.origin)
  await parent.signsIn(iins.parent, password)
  const { feed, children, profile, security, history } = routes.cabinet
  const looks = async () => {
    const statuses: number[] = []
    for (const path of [feed, children, profile, security, history])
      statuses.push((await parent.asks(path)).status)
    return statuses
  }
  // Its statements are prepared by now.
  const before = await looks()

  // What a newer version would do, to every table at once: a column more, and a table.
  const tables = await database.pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_class
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition`,
  )
  expect(tables.rows.length).toBeGreaterThan(20)
  const columns = tables.rows.map(({ name }) => `alter table ${name} add column later text default 'x'`)
  await database.pool.query([...columns, 'create table later (id uuid primary key)'].join(';'))
  await database.pool.query(`insert into migrations (id, checksum) values ('9999-later', 'x')`)

  expect(await looks()).toEqual(before)
  const another = new Visitor(node.origin)
  expect((await another.signsIn(iins.parent, password)).address).toBe(feed)
  const forgetful = new Visitor(node.origin)
  const named = await forgetful.namesIin(iins.imported)
  const csrf = named.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const asked = await forgetful.sends('POST', routes.signIn.forgot, new URLSearchParams({ csrf }))
  expect((await forgetful.follows(asked, routes.signIn.forgot)).address).toBe(routes.recovery.page)
  expect(await stop(node)).toMatchObject({ code: 0, err: '' })

  const again = await kabinet(['start'], { ...environment, PORT: '0' }).ended()
  expect(again).toMatchObject({ code: 1 })
  expect(again.err).toContain('database-is-newer')
})
