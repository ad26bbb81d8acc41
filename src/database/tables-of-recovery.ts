import type { Generated } from 'kysely'
import type { Language } from '../domain/language.ts'

/** The tables by which an account comes back (0003-recovery.sql): part of the one list, `tables.ts`. */
export interface RecoveryTables {
  installations: InstallationsTable
  bindings: BindingsTable
  recoveries: RecoveriesTable
  activations: ActivationsTable
  dpop_proofs: DpopProofsTable
  restrictions: RestrictionsTable
  cases: CasesTable
  outbox: OutboxTable
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
  bound_at: Date | null
  removed_at: Date | null
}

/** Where a one-time password was shown: to anybody on the recovery page, or in the cabinet after the password. */
export type MadeThrough = 'public' | 'cabinet'
export type BindingEnd = 'installation' | 'person' | 'replaced' | 'refused' | 'number-changed' | 'transfer'

interface BindingsTable {
  id: Generated<string>
  /** Null while it is bound to a claim that is not through. */
  account_id: string | null
  transfer_id: string | null
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
  /** Null for a recovery; else the claim whose number the code proves. */
  transfer_id: string | null
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
  transfer_id: string | null
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

export type RestrictionKind = 'limited' | 'frozen' | 'closed'
export type RestrictionReason =
  | 'young-installation'
  | 'number-unconfirmed'
  | 'contested'
  | 'owner-froze'
  | 'transfer'

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

export type CaseKind = 'contest' | 'not-me' | 'freeze' | 'objection' | 'transfer'
/** What a person decides about a contest or an objection. */
export type Judgement = 'owner-confirmed' | 'objection-upheld'
/** How a case ends: judged, or, where a register was silent, gone on with or given up. */
export type CaseDecision = Judgement | 'resumed' | 'closed'

interface CasesTable {
  id: Generated<string>
  number: string
  account_id: string | null
  transfer_id: string | null
  iin_index: Buffer | null
  answers_sealed: Buffer | null
  kind: CaseKind
  opened_by: 'replaced-password' | 'installation' | 'session' | 'notice' | 'register'
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
  channel: 'app' | 'push' | 'sms' | 'mail'
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
