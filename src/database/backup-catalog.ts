import pg from 'pg'

/** A table and its stored columns, under the names that SQL needs. One of months is copied whole, as one table. */
export type CopiedTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly isByMonth: boolean
}
export type SequenceState = { readonly name: string; readonly value: string; readonly called: boolean }

/** All tables of Kabinet, each after those it refers to, so that a restore never meets a missing row. */
export async function tablesInOrder(client: pg.ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<
    Omit<CopiedTable, 'columns'> & { columns: string[]; refers_to: string[] }
  >(
    `select c.relname as name, c.relkind = 'p' as "isByMonth",
            (select array_agg(attname::text order by attnum) from pg_attribute
              where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
            array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
              where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers_to
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> 'migrations'
      order by c.relname`,
  )
  const ordered: CopiedTable[] = []
  const placed = new Set<string>()
  while (ordered.length < rows.length) {
    const free = rows.filter(
      ({ name, refers_to }) => !placed.has(name) && refers_to.every((other) => placed.has(other)),
    )
    if (free.length === 0) throw new Error('backup: tables refer to each other in a circle')
    for (const { name, columns, isByMonth } of free) {
      placed.add(name)
      ordered.push({ name, columns, isByMonth })
    }
  }
  return ordered
}

/** `COPY … TO/FROM` for this table, in PostgreSQL's binary format. */
export function copyStatement(table: CopiedTable, direction: 'to stdout' | 'from stdin'): string {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  const name = `public.${pg.escapeIdentifier(table.name)}`
  // PostgreSQL 18 reads a table of months only through a query.
  if (table.isByMonth && direction === 'to stdout')
    return `copy (select ${columns} from ${name}) to stdout (format binary)`
  return `copy ${name} (${columns}) ${direction} (format binary)`
}

/** The oldest and the newest month that the audit has tables for, as days; both or none. */
export async function auditMonths(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ months: string[] }>(
    `select array_remove(array[min(month), max(month)], null) as months
       from (select replace(right(relname, 7), '_', '-') || '-01' as month from pg_class
              where relnamespace = 'public'::regnamespace and relname ~ '^audit_log_\\d{4}_\\d\\d$') found`,
  )
  return rows[0]?.months ?? []
}

/** Makes the tables of these months and of all between them and those that are there, before their lines come in. */
export async function makeAuditMonths(client: pg.ClientBase, months: readonly string[]): Promise<void> {
  const all = [...months, ...(await auditMonths(client))].toSorted()
  await client.query(
    `select audit_make_month(month::date) from generate_series($1::date, $2::date, interval '1 month') month`,
    [all.at(0), all.at(-1)],
  )
}

/** How far each sequence has counted. */
export async function sequenceStates(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1",
  )
  const states: SequenceState[] = []
  for (const { name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from public.${pg.escapeIdentifier(name)}`,
    )
    for (const { value, called } of state.rows) states.push({ name, value, called })
  }
  return states
}

/** Lets every sequence go on where it stood. */
export async function setSequences(client: pg.ClientBase, states: readonly SequenceState[]): Promise<void> {
  for (const { name, value, called } of states) {
    await client.query('select setval(format($4, $1::text)::regclass, $2, $3)', [
      name,
      value,
      called,
      'public.%I',
    ])
  }
}
