import type { TestPortal } from '../support/portal.ts'

/** Tables that any request may write, whoever sends it, each with its reason: none so far. */
const writtenByAnyRequest: Readonly<Record<string, string>> = {}

/** Every table that there is, with a digest of its rows. */
export type Rows = ReadonlyMap<string, string>

export async function everyRow(portal: TestPortal): Promise<Rows> {
  const { pool } = portal.database
  const tables = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  )
  const names = tables.rows.map(({ name }) => name).filter((name) => !(name in writtenByAnyRequest))
  const digests = names.map(
    (name) =>
      `select '${name}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from "${name}" t`,
  )
  const { rows } = await pool.query<{ name: string; digest: string }>(digests.join(' union all '))
  return new Map(rows.map(({ name, digest }) => [name, digest]))
}

/** Names of the tables in which something is otherwise. */
export const changedIn = (before: Rows, after: Rows): string[] =>
  [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name)
