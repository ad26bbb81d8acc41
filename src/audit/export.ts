import { sql } from 'kysely'
import type { Reader } from '../database/tables.ts'
import { instantText, type LineRow, lineColumns } from './reading.ts'

export type ExportChoice = {
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly accountId?: string | undefined
}

const page = 5000

type ExportRow = LineRow & { seq: string; chained_at: string; previous: Buffer; hash: Buffer }

/**
 * The chained lines in the order of the chain, each as JSON on one line of its own, a page in memory at a time. There is no
 * personal data in the audit; `account` is an id that means nothing elsewhere.
 */
export async function* exportLines(reader: Reader, choice: ExportChoice): AsyncGenerator<string> {
  const { from = null, to = null, accountId = null } = choice
  for (let after = '0'; ; ) {
    const { rows } = await sql<ExportRow>`
      select c.seq::text, ${instantText('c.chained_at')} as chained_at, c.previous, c.hash, ${lineColumns}
        from audit_chain c join audit_log l on l.id = c.line_id and l.at = c.line_at
       where c.seq > ${after}::bigint
         and (${from}::timestamptz is null or l.at >= ${from}::timestamptz)
         and (${to}::timestamptz is null or l.at < ${to}::timestamptz)
         and (${accountId}::uuid is null or l.account_id = ${accountId}::uuid)
       order by c.seq limit ${sql.lit(page)}`.execute(reader)
    for (const row of rows) yield asJson(row)
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = last.seq
  }
}

function asJson(row: ExportRow): string {
  const { id, at, type, actor, factor, outcome, detail, chained_at: chainedAt } = row
  const known = { seq: Number(row.seq), id, at, type, actor, factor, account: row.account_id, outcome }
  const proofs = { chainedAt, previous: row.previous.toString('hex'), hash: row.hash.toString('hex') }
  // As PostgreSQL prints it: that text went into the hash. It holds no line end.
  return `${JSON.stringify({ ...known, reference: row.request_id }).slice(0, -1)},"detail":${detail},${JSON.stringify(proofs).slice(1)}`
}
