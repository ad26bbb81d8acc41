import { buffer } from 'node:stream/consumers'
import { to as copyTo } from 'pg-copy-streams'
import { copyStatement, tablesInOrder } from '../../src/database/backup-catalog.ts'
import type { Database } from '../../src/database/database.ts'
import type { Keyring } from '../../src/database/keyring.ts'
import { openSealed, sealedColumns } from '../../src/database/sealed-columns.ts'

/** Every table as COPY writes it, as text and in its binary format. */
export async function copyOfTables(database: Pick<Database, 'pool'>): Promise<Buffer> {
  const client = await database.pool.connect()
  try {
    const parts: Buffer[] = []
    for (const table of await tablesInOrder(client)) {
      const binary = copyStatement(table, 'to stdout')
      for (const statement of [binary, binary.replace(/ \(format binary\)$/, '')])
        parts.push(await buffer(client.query(copyTo(statement))))
    }
    return Buffer.concat(parts)
  } finally {
    client.release()
  }
}

export type OpenedRow = Readonly<Record<string, unknown>>

/** Every row of every table with its sealed values opened: what somebody reads who has the keys too. */
export async function openedRows(
  database: Pick<Database, 'pool'>,
  keyring: Keyring,
): Promise<ReadonlyMap<string, readonly OpenedRow[]>> {
  const client = await database.pool.connect()
  try {
    const all = new Map<string, OpenedRow[]>()
    for (const { name } of await tablesInOrder(client)) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from ${name}`)
      const sealed = sealedColumns.filter(({ table }) => table === name)
      for (const row of rows) {
        for (const column of sealed) {
          const value = row[column.column]
          if (value instanceof Buffer) row[column.column] = openSealed(keyring, column, value, row.kind).plain
        }
      }
      // In no order of the table's own, which changes with every update.
      all.set(
        name,
        rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      )
    }
    return all
  } finally {
    client.release()
  }
}
