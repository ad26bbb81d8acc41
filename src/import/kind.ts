import type pg from 'pg'
import type { Keyring } from '../database/keyring.ts'
import type { Refused } from './cells.ts'
import type { Cells, Unquoted } from './header.ts'
import type { RowProblem } from './problems.ts'
import { type StagingColumn, type StagingValue, stagingTable } from './staging.ts'

/** What reading a row may need. */
export type RowContext = {
  readonly keyring: Keyring
  /** Mobile prefixes accepted besides the library's; undefined for the default ones. */
  readonly extraPrefixes: readonly string[] | undefined
}

export type ReadRow = { readonly ok: true; readonly values: readonly StagingValue[] } | Refused

/** How many rows are new and how many have changed; the rest were as they are. */
export type Applied = { readonly fresh: number; readonly changed: number }

/** Rows that only the whole file or the database shows to be bad: `where` names them among the staged ones. */
export type Check = { readonly column: string; readonly problem: RowProblem; readonly where: string }

/** One kind of file: how a row is read, and how the staged rows come into the tables. */
export type Kind = {
  readonly columns: readonly string[]
  readonly unquoted?: Unquoted
  readonly staging: readonly StagingColumn[]
  readonly checks: readonly Check[]
  read(cells: Cells, context: RowContext): ReadRow
  apply(client: pg.ClientBase): Promise<Applied>
}

/** Of rows with one key, the first in the file stands and the later ones are bad. */
export function onlyOnce(key: string, column: string): Check {
  return {
    column,
    problem: 'key-repeated',
    where: `exists (select from (select ${key} as key, min(line) as first from ${stagingTable}
      group by ${key} having count(*) > 1) twice where twice.key = ${stagingTable}.${key} and ${stagingTable}.line > twice.first)`,
  }
}

/** Runs a statement that ends in `returning … as fresh`, and counts. */
export async function countWritten(client: pg.ClientBase, statement: string): Promise<Applied> {
  const { rows } = await client.query<{ fresh: number; changed: number }>(
    `with written as (${statement})
     select count(*) filter (where fresh)::int as fresh, count(*) filter (where not fresh)::int as changed from written`,
  )
  return rows[0] ?? { fresh: 0, changed: 0 }
}

/** The canonical form of a row's content, whose MAC says whether it has changed since the last import. */
export function canonical(...values: readonly (string | null)[]): string {
  return JSON.stringify(values)
}
