import { type RawBuilder, sql } from 'kysely'
import type { EncodedLine } from './encoding.ts'

/** A column of time as text with all its microseconds: a Date would lose them, and with them the hash. */
export function instantText(column: string): RawBuilder<string> {
  return sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

/** The columns of a line `l` as `lineOf` reads them. */
export const lineColumns = sql`
  l.id::text as id, ${instantText('l.at')} as at, l.type, l.actor, l.factor, l.account_id, l.outcome, l.request_id,
  l.detail::text as detail`

export type LineRow = {
  id: string
  at: string
  type: string
  actor: string
  factor: string | null
  account_id: string | null
  outcome: string
  request_id: string | null
  detail: string
}

export function lineOf(row: LineRow): EncodedLine {
  const { id, at, type, actor, factor, outcome, detail } = row
  return {
    id,
    at,
    type,
    actor,
    factor,
    accountId: row.account_id,
    outcome,
    reference: row.request_id,
    detail,
  }
}
