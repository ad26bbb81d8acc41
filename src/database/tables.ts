import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Language } from '../domain/language.ts'
import type { QueueSystem } from '../domain/queue-system.ts'

/** The tables of `migrations/*.sql`, as Kysely sees them. `bytea` is Buffer, `timestamptz` is Date. */
export interface Tables {
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
  audit_log: AuditLogTable
  deployment_marks: DeploymentMarksTable
  installations: InstallationsTable
  bindings: BindingsTable
  recoveries: RecoveriesTable
  activations: ActivationsTable
  dpop_proofs: DpopProofsTable
  restrictions: RestrictionsTable
  cases: CasesTable
  outbox: OutboxTable
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

export type SessionEnd = 'sign-out' | 'person' | 'idle' | 'rotated' | 'password-changed' | 'recovery'

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

interface AuditLogTable {
  id: Generated<string>
  at: Generated<Date>
  type: string
  actor: string
  account_id: string | null
  outcome: string
  request_id: string | null
  detail: Generated<Record<string, unknown>>
}

interface DeploymentMarksTable {
  mark: 'demo'
  marked_at: Generated<Date>
}

interface InstallationsTable {
  id: Generated<string>
  thumbprint: Buffer
  public_key: Record<string, string>
  device: string
  language: Language
  push_sealed: Buffer | null
  created_at: Date
  seen_at: Date
  removed_at: Date | null
}

/** Where a one-time password was shown: to anybody on the recovery page, or in the cabinet after the password. */
export type MadeThrough = 'public' | 'cabinet'
export type BindingEnd = 'installation' | 'person' | 'replaced' | 'refused' | 'number-changed'

interface BindingsTable {
  id: Generated<string>
  account_id: string
  installation_id: string
  phone_index: Buffer
  made_through: MadeThrough
  made_at: Date
  waits_until: Date | null
  approved_at: Date | null
  approved_by: string | null
  removed_at: Date | null
  removed_by: BindingEnd | null
}

export type CodeBmg = 'match' | 'mismatch' | 'not-registered' | 'unavailable'
export type RecoveryOutcome = 'done' | 'refused' | 'replaced'

interface RecoveriesTable {
  id: Generated<string>
  account_id: string | null
  iin_index: Buffer
  request_number: number
  browser: string
  browser_hash: Buffer
  is_trusted: boolean
  address_sealed: Buffer
  address_mark: Generated<Buffer>
  asked_at: Date
  sent_at: Date
  expires_at: Date
  tries: Generated<number>
  code_mac: Buffer | null
  code_digits: number | null
  code_tries: Generated<number>
  code_minted_at: Date | null
  code_expires_at: Date | null
  code_binding: string | null
  code_bmg: CodeBmg | null
  ended_at: Date | null
  outcome: RecoveryOutcome | null
}

interface ActivationsTable {
  id: string
  account_id: string | null
  phone_index: Buffer | null
  iin_sealed: Buffer
  recovery_id: string | null
  made_through: MadeThrough
  browser: string
  password_index: Buffer
  token_index: Buffer
  made_at: Date
  expires_at: Date
  tries: Generated<number>
  used_at: Date | null
  used_by: string | null
}

interface DpopProofsTable {
  proof_hash: Buffer
  expires_at: Date
}

export type RestrictionKind = 'limited' | 'frozen'
export type RestrictionReason = 'young-installation' | 'number-unconfirmed' | 'contested' | 'owner-froze'

interface RestrictionsTable {
  id: Generated<string>
  account_id: string
  kind: RestrictionKind
  reason: RestrictionReason
  since: Date
  until: Date | null
  case_id: string | null
  ended_at: Date | null
  ended_by: string | null
}

export type CaseKind = 'contest' | 'not-me' | 'freeze'
export type CaseDecision = 'owner-confirmed' | 'objection-upheld'

interface CasesTable {
  id: Generated<string>
  number: string
  account_id: string
  kind: CaseKind
  opened_by: 'replaced-password' | 'installation' | 'session' | 'notice'
  detail: Generated<Record<string, unknown>>
  opened_at: Date
  decided_at: Date | null
  decision: CaseDecision | null
  decided_by: string | null
  note: string | null
}

interface OutboxTable {
  id: Generated<string>
  account_id: string | null
  event_id: string | null
  kind: string
  channel: 'app' | 'push' | 'sms'
  installation_id: string | null
  address_sealed: Buffer | null
  text_sealed: Buffer | null
  state: Generated<'queued' | 'sent' | 'delivered' | 'opened' | 'dead'>
  tries: Generated<number>
  next_at: Date
  created_at: Date
  sent_at: Date | null
  delivered_at: Date | null
  opened_at: Date | null
  problem: string | null
}
