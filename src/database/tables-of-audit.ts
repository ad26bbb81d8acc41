import type { Generated } from 'kysely'

/** The audit and its chain (0006-audit.sql): part of the one list, `tables.ts`. Nothing in them is ever changed. */
export interface AuditTables {
  audit_log: AuditLogTable
  audit_chain: AuditChainTable
  audit_head: AuditHeadTable
  audit_dropped: AuditDroppedTable
}

interface AuditLogTable {
  id: Generated<string>
  at: Generated<Date>
  type: string
  actor: string
  factor: string | null
  account_id: string | null
  outcome: string
  request_id: string | null
  detail: Generated<Record<string, unknown>>
}

interface AuditChainTable {
  seq: string
  line_id: string
  line_at: Date
  chained_at: Date
  previous: Buffer
  hash: Buffer
  mac: Buffer
}

interface AuditHeadTable {
  one: Generated<boolean>
  seq: string
  hash: Buffer
  mac: Buffer
  chained_at: Date
  settled_id: string
}

interface AuditDroppedTable {
  month: string
  ranges: unknown
  lines: string
  mac: Buffer
  dropped_at: Date
}
