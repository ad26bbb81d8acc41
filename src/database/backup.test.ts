import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, freshDatabase } from '../../test/support/database.ts'
import { backup, restore } from './backup.ts'
import type { Database } from './database.ts'
import { migrate, migrations } from './migrate.ts'

let folder = ''
let file = ''
let source: Database

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kabinet-backup-'))
  file = join(folder, 'kabinet.backup')
  source = await freshDatabase()
  await fill(source)
  expect(await backup(source, file)).toMatchObject({
    outcome: 'done',
    rows: { accounts: 50, children: 50, audit_log: 3000 },
  })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('what went in comes out, and numbering goes on', async () => {
  const target = await freshDatabase()
  const seen: string[] = []
  const result = await restore(target, file, ({ table }) => seen.push(table))
  expect(result).toMatchObject({
    outcome: 'done',
    rows: { accounts: 50, passwords: 50 },
    takenAt: expect.any(Date),
  })
  expect(seen.indexOf('accounts')).toBeLessThan(seen.indexOf('passwords'))
  expect(await contentOf(target)).toEqual(await contentOf(source))
  const { rows } = await target.pool.query(
    "insert into audit_log (type, actor, outcome) values ('t', 'a', 'o') returning id",
  )
  expect(rows).toEqual([{ id: '3001' }])
})

test('the file is for its owner only, and nothing else is left beside it', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(await backup(source, file)).toEqual({ outcome: 'refused', problem: 'file-exists' })
})

test('a backup is of one moment, whatever happens while it runs', async () => {
  const busy = await freshDatabase()
  await fill(busy)
  const other = join(folder, 'busy.backup')
  let removing: Promise<unknown> | undefined
  const result = await backup(busy, other, () => {
    removing ??= busy.pool.query('delete from accounts')
  })
  await removing
  expect(result).toMatchObject({ rows: { accounts: 50, passwords: 50, children: 50 } })
  const target = await freshDatabase()
  expect(await restore(target, other)).toMatchObject({ outcome: 'done' })
})

test('a changed byte anywhere is refused before anything is written', async () => {
  const whole = await readFile(file)
  const target = await freshDatabase()
  for (const at of [20, Math.floor(whole.length / 2), whole.length - 1]) {
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
    expect(await restoreBytes(target, changed)).toEqual({ outcome: 'refused', problem: 'damaged' })
  }
  expect(await restoreBytes(target, whole.subarray(0, -100))).toEqual({
    outcome: 'refused',
    problem: 'damaged',
  })
  expect(await restoreBytes(target, Buffer.from('something else'))).toMatchObject({ problem: 'not-a-backup' })
  const newer = Buffer.concat([Buffer.from('kabinet backup 2\n'), whole.subarray(17)])
  expect(await restoreBytes(target, newer)).toMatchObject({ problem: 'other-format' })
  expect(await restore(target, join(folder, 'none'))).toMatchObject({ problem: 'unreadable' })
  expect((await target.pool.query('select from accounts')).rowCount).toBe(0)
})

test('a database with anything in it is refused and left alone', async () => {
  const target = await freshDatabase()
  await target.pool.query("insert into audit_log (type, actor, outcome) values ('t', 'a', 'o')")
  expect(await restore(target, file)).toEqual({ outcome: 'refused', problem: 'not-empty' })
  expect((await target.pool.query('select from audit_log')).rowCount).toBe(1)
})

test('a database of another version is refused', async () => {
  const target = await emptyDatabase()
  await migrate(target.pool, [...migrations, { id: '9999-later', sql: 'create table later (id int)' }])
  expect(await restore(target, file)).toEqual({ outcome: 'refused', problem: 'other-migrations' })
})

async function fill(database: Database): Promise<void> {
  await database.pool.query(`
    insert into accounts (iin_index, iin_sealed, name_sealed, language, system)
      select int4send(n), '\\x00ff', int4send(-n), 'kk', 'INDIGO' from generate_series(1, 50) n;
    insert into passwords (account_id, phc_sealed, set_by) select id, 'sealed', 'import' from accounts;
    insert into children select int4send(n), 'c', 'n', 'queued', date '2024-02-29' + n, 'a', id, 'SAKURA', null, 'd'
      from (select id, row_number() over (order by id)::int as n from accounts) numbered;
    insert into audit_log (type, actor, outcome, detail)
      select 'type ' || n, 'кабинет', 'ok', jsonb_build_object('n', n, 'text', repeat(md5(n::text), 20))
        from generate_series(1, 3000) n`)
}

async function contentOf(database: Database): Promise<unknown[]> {
  const tables = ['accounts', 'passwords', 'children', 'audit_log']
  return Promise.all(
    tables.map(async (table) => (await database.pool.query(`select * from ${table} order by 1`)).rows),
  )
}

async function restoreBytes(database: Database, bytes: Buffer) {
  const changed = join(folder, 'changed')
  await writeFile(changed, bytes)
  return restore(database, changed)
}
