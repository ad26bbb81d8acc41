import type pg from 'pg'
import type { Keyring } from './keyring.ts'
import type { Tables } from './tables.ts'

/**
 * A sealed column and the contexts under which its values may have been sealed. `{kind}` stands for the row's own
 * `kind`; of several contexts the one that opens is the right one, as it is authenticated with the value.
 */
export type SealedColumn = {
  readonly [Table in keyof Tables]: {
    readonly table: Table
    readonly column: Extract<keyof Tables[Table], `${string}_sealed`>
    readonly contexts: readonly string[]
  }
}[keyof Tables]

/** Every sealed column of the schema: what a rotation goes through and what an export opens. A test compares it with the tables. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'accounts', column: 'iin_sealed', contexts: ['accounts.iin'] },
  { table: 'accounts', column: 'name_sealed', contexts: ['accounts.name'] },
  { table: 'accounts', column: 'phone_sealed', contexts: ['accounts.phone'] },
  { table: 'passwords', column: 'phc_sealed', contexts: ['passwords.phc'] },
  { table: 'sessions', column: 'address_sealed', contexts: ['sessions.address'] },
  { table: 'flows', column: 'state_sealed', contexts: ['flows.{kind}'] },
  { table: 'consents', column: 'address_sealed', contexts: ['consents.address'] },
  { table: 'events', column: 'words_sealed', contexts: ['events.words'] },
  { table: 'children', column: 'child_sealed', contexts: ['children.iin'] },
  { table: 'children', column: 'name_sealed', contexts: ['children.name'] },
  { table: 'installations', column: 'push_sealed', contexts: ['installations.push'] },
  { table: 'recoveries', column: 'address_sealed', contexts: ['recoveries.address'] },
  { table: 'activations', column: 'iin_sealed', contexts: ['activations.iin'] },
  { table: 'transfers', column: 'claimant_sealed', contexts: ['transfers.claimant'] },
  { table: 'transfers', column: 'phone_sealed', contexts: ['transfers.phone'] },
  { table: 'transfers', column: 'old_phone_sealed', contexts: ['transfers.phone'] },
  { table: 'cases', column: 'answers_sealed', contexts: ['cases.answers'] },
  { table: 'notice_addresses', column: 'address_sealed', contexts: ['notice_addresses.address'] },
  { table: 'outbox', column: 'address_sealed', contexts: ['outbox.address'] },
  { table: 'outbox', column: 'text_sealed', contexts: ['outbox.text', 'outbox.alert', 'outbox.taken-alert'] },
]

/** The same by table: a rotation rewrites a row once, whatever it has sealed. */
export function sealedTables(): ReadonlyMap<string, readonly SealedColumn[]> {
  return Map.groupBy(sealedColumns, ({ table }) => table)
}

/** Sealed columns that the database has and the list has not: `table.column`. */
export async function unlistedColumns(client: Pick<pg.Pool, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%\\_sealed' order by 1`,
  )
  const listed = sealedColumns.map(({ table, column }) => `${table}.${column}`)
  return rows.map(({ name }) => name).filter((name) => !listed.includes(name))
}

/** A value of the column, opened, and the context that it was sealed under. Throws when no key or context opens it. */
export function openSealed(
  keyring: Keyring,
  { contexts }: Pick<SealedColumn, 'contexts'>,
  sealed: Buffer,
  kind: unknown,
): { context: string; plain: string } {
  let fault: unknown
  for (const pattern of contexts) {
    const context = pattern.replace('{kind}', String(kind))
    try {
      return { context, plain: keyring.open(context, sealed) }
    } catch (error) {
      fault = error
    }
  }
  throw fault
}
