import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Language } from '../domain/language.ts'
import type { QueueSystem } from '../domain/queue-system.ts'
import type { AuditTables } from './tables-of-audit.ts'
import type { RecoveryTables } from './tables-of-recovery.ts'
import type { TransferTables } from './tables-of-transfer.ts'

export type * from './tables-of-recovery.ts'
export type * from './tables-of-transfer.ts'

/** The tables of `migrations/*.sql`, as Kysely sees them. `bytea` is Buffer, `timestamptz` is Date. */
export interface Tables extends AuditTables, RecoveryTables, TransferTables {
  accounts: AccountsTable
  passwords: PasswordsTable
  sessions: SessionsTable
  trusted_browsers: TrustedBrowsersTable
  flows: FlowsTable
  limit_counters: LimitCountersTable
  limit_marks: LimitMarksTable
  consents: ConsentsTable
  events: EventsTable
  children: ChildrenTable
  births: BirthsTable
  mobile_citizens: MobileCitizensTable
  deployment_marks: DeploymentMarksTable
  printed_codes: PrintedCodesTable
  notice_addresses: NoticeAddressesTable
  erased_people: ErasedPeopleTable
}

/** A handle for reads, outside or inside a transaction. */
export type Reader = Kysely<Tables>
/** A handle for writes: only `database.inTransaction` hands one out. */
export type Tx = Transaction<Tables>

interface AccountsTable {
  id: Generated<string>
  iin_index: Buffer
  iin_sealed: Buffer
  name_sealed: Buffer
  phone_index: Buffer | null
  phone_sealed: Buffer | null
  phone_set_by: Generated<'import' | 'transfer' | 'person'>
  language: Language
  system: QueueSystem
  source_digest: Buffer | null
  created_at: Generated<Date>
  closed_at: Date | null
}

interface PasswordsTable {
  id: Generated<string>
  account_id: string
  phc_sealed: Buffer
  source_digest: Buffer | null
  set_by: 'import' | 'person' | 'recovery' | 'transfer'
  set_at: Generated<Date>
  rehashed_at: Date | null
  replaced_at: Date | null
}

export type SessionEnd =
  | 'sign-out'
  | 'person'
  | 'idle'
  | 'rotated'
  | 'password-changed'
  | 'recovery'
  | 'transfer'

interface SessionsTable {
  id_hash: Buffer
  public_id: Generated<string>
  account_id: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  reauthenticated_at: Date
  browser: string
  address_sealed: Buffer
  ended_at: Date | null
  ended_by: SessionEnd | null
}

interface TrustedBrowsersTable {
  browser_hash: Buffer
  account_id: string
  browser: string
  trusted_at: Date
  used_at: Date
  expires_at: Date
  revoked_at: Date | null
}

interface FlowsTable {
  id_hash: Buffer
  kind: string
  step: string
  state_sealed: Buffer
  person_index: Buffer | null
  created_at: Date
  expires_at: Date
}

interface LimitCountersTable {
  rule: string
  key: Buffer
  taken: number
  window_start: Date
  blocked_until: Date | null
  expires_at: Date
}

interface LimitMarksTable {
  rule: string
  key: Buffer
  mark: Buffer
  expires_at: Date
}

interface ConsentsTable {
  id: Generated<string>
  account_id: string
  document: 'liability' | 'contacts'
  version: string
  language: Language
  accepted_at: Date
  address_sealed: Buffer
  withdrawn_at: Date | null
}

interface EventsTable {
  id: Generated<string>
  account_id: string
  at: Date
  category: 'security' | 'system'
  kind: string
  system: QueueSystem | null
  words_sealed: Buffer | null
  browser: string | null
  read_at: Date | null
  source_key: Buffer | null
  source_digest: Buffer | null
  params: Generated<Record<string, unknown>>
}

interface ChildrenTable {
  child_index: Buffer
  child_sealed: Buffer
  name_sealed: Buffer
  status: 'queued' | 'attending'
  since: ColumnType<string, string, string>
  applicant_index: Buffer
  account_id: string | null
  system: QueueSystem
  organisation: string | null
  source_digest: Buffer
}

interface BirthsTable {
  child_index: Buffer
  certificate_index: Buffer
  certificate_digits: Buffer
  has_series: boolean
  first_parent_index: Buffer
  second_parent_index: Buffer | null
  source_digest: Buffer
}

interface MobileCitizensTable {
  phone_index: Buffer
  iin_index: Buffer
  source_digest: Buffer
}

interface PrintedCodesTable {
  id: Generated<string>
  account_id: string
  code_index: Buffer
  made_at: Date
  used_at: Date | null
  removed_at: Date | null
}

interface NoticeAddressesTable {
  id: Generated<string>
  account_id: string
  address_index: Buffer
  address_sealed: Buffer
  named_at: Date
  code_mac: Buffer | null
  code_expires_at: Date | null
  confirmed_at: Date | null
  /** The transfer that took it off the account; null while it belongs to it. */
  transfer_id: string | null
}

interface DeploymentMarksTable {
  mark: 'demo'
  marked_at: Generated<Date>
}

interface ErasedPeopleTable {
  iin_index: Buffer
  erased_at: Date
  reason: 'erased' | 'closed'
}
