import pg from 'pg'

/** A table and its stored columns, under the names that SQL needs. */
export type CopiedTable = { readonly name: string; readonly columns: readonly string[] }
export type SequenceState = { readonly name: string; readonly value: string; readonly called: boolean }

/** All tables of Kabinet, each after those it refers to, so that a restore never meets a missing row. */
export async function tablesInOrder(client: pg.ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; refers_to: string[] }>(
    `select c.relname as name,
            (select array_agg(attname::text order by attnum) from pg_attribute
              where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
            array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
              where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers_to
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
      order by c.relname`,
  )
  const ordered: CopiedTable[] = []
  const placed = new Set<string>()
  while (ordered.length < rows.length) {
    const free = rows.filter(
      ({ name, refers_to }) => !placed.has(name) && refers_to.every((other) => placed.has(other)),
    )
    if (free.length === 0) throw new Error('backup: tables refer to each other in a circle')
    for (const { name, columns } of free) {
      placed.add(name)
      ordered.push({ name, columns })
    }
  }
  return ordered
}

/** `COPY … TO/FROM` for this table, in PostgreSQL's binary format. */
export function copyStatement(table: CopiedTable, direction: 'to stdout' | 'from stdin'): string {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
  return `copy public.${pg.escapeIdentifier(table.name)} (${columns}) ${direction} (format binary)`
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
