import { sql } from 'kysely'
import type { Statement } from '../database/one-statement.ts'
import type { Reader } from '../database/tables.ts'
import {
  type AuditActor,
  type AuditFactor,
  type AuditOutcome,
  type AuditType,
  auditVocabulary,
} from './audit-vocabulary.ts'

/**
 * One line of the audit (ASVS 5.0 V16.2.1): what, by whom, showing what, on which account, how it ended. No personal
 * data. Types and their outcomes are those of `audit-vocabulary.ts`.
 */
export type AuditLine = {
  readonly [T in AuditType]: {
    readonly type: T
    readonly actor: AuditActor
    /** Without it the type's own. */
    readonly factor?: AuditFactor
    readonly accountId?: string | undefined
    readonly outcome: AuditOutcome<T>
    readonly reference?: string | undefined
    readonly detail?: Readonly<Record<string, string | number | boolean>>
  }
}[AuditType]

/** Appends a line; inside a transaction it stands or falls with what it tells. Its place in the chain follows within a second. */
export async function audit(at: Reader, line: AuditLine): Promise<void> {
  await auditing(line).execute(at)
}

/** What appends a line, as a part of the statement that it tells of. */
export function auditing(line: AuditLine): Statement {
  return sql`insert into "audit_log" (type, actor, factor, account_id, outcome, request_id, detail)
    values (${line.type}, ${line.actor}, ${line.factor ?? auditVocabulary[line.type].factor}, ${line.accountId ?? null},
      ${line.outcome}, ${line.reference ?? null}, ${line.detail ?? {}})`
}
