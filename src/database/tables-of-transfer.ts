import type { Generated } from 'kysely'
import type { CodeBmg } from './tables-of-recovery.ts'

/** The tables by which an account moves (0004-transfer.sql): part of the one list, `tables.ts`. */
export interface TransferTables {
  transfers: TransfersTable
}

export type ApprovedBy = 'installation' | 'session' | 'replaced-password'

interface TransfersTable {
  id: Generated<string>
  claimant_index: Buffer
  claimant_sealed: Buffer
  child_index: Buffer
  account_id: string | null
  former_account_id: string | null
  phone_index: Buffer | null
  phone_sealed: Buffer | null
  phone_bmg: CodeBmg | null
  is_number_foreign: Generated<boolean>
  made_at: Date
  expires_at: Date
  answered_at: Date | null
  done_at: Date | null
  made_account: Generated<boolean>
  old_phone_sealed: Buffer | null
  password_id: string | null
  approved_at: Date | null
  approved_by: ApprovedBy | null
  undone_at: Date | null
}
