import type { Reader } from '../database/tables.ts'

/** One line of the audit (ASVS 5.0 V16.2.1): what, by whom, on which account, how it ended. No personal data. */
export type AuditLine = {
  readonly type: string
  readonly actor: 'citizen' | 'stranger' | 'operator' | 'system'
  readonly accountId?: string | undefined
  readonly outcome: string
  readonly reference?: string
  readonly detail?: Readonly<Record<string, string | number | boolean>>
}

/** Appends a line; inside a transaction it stands or falls with what it tells. */
export async function audit(at: Reader, line: AuditLine): Promise<void> {
  await at
    .insertInto('audit_log')
    .values({
      type: line.type,
      actor: line.actor,
      account_id: line.accountId ?? null,
      outcome: line.outcome,
      request_id: line.reference ?? null,
      detail: line.detail ?? {},
    })
    .execute()
}
