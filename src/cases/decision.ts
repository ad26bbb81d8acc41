import type { CaseDecision, Judgement, Tx } from '../database/tables.ts'
import type { CaseParts } from './parts.ts'

/** What the person who decides says. `closed`: a claim that waits for a register is given up. */
export type Decision = {
  readonly number: string
  readonly decision: Judgement | 'closed'
  readonly by: string
  readonly note: string | undefined
}

/**
 * `frozen`: the account waits for its owner at the desk, see `releaseCase`. `childElsewhere`: a later transfer had moved the
 * child on. `other-kind`: this kind of case is not decided so.
 */
export type Decided =
  | { is: 'decided'; frozen: boolean; childElsewhere?: true }
  | { is: 'unknown' }
  | { is: 'decided-before' }
  | { is: 'other-kind' }

/** Writes the decision; of two at once one is taken. Undefined when it was decided before. */
export async function closeCase(
  tx: Tx,
  parts: CaseParts,
  id: string,
  { decision, by, note }: { decision: CaseDecision; by: string; note: string | undefined },
): Promise<{ detail: Record<string, unknown>; opened_at: Date } | undefined> {
  return tx
    .updateTable('cases')
    .set({ decided_at: parts.clock.now(), decision, decided_by: by, note: note ?? null })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .returning(['detail', 'opened_at'])
    .executeTakeFirst()
}
