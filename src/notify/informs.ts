import { sql } from 'kysely'
import { hasWithdrawn } from '../account/consents.ts'
import type { SecurityKind } from '../account/events.ts'
import type { Tx } from '../database/tables.ts'

/**
 * What only informs of the person's own deed or of a good end. Everything else guards the account, and must reach its
 * owner whatever they have agreed to: else a thief would withdraw the consent first.
 */
const informing: readonly SecurityKind[] = [
  'session-ended',
  'other-sessions-ended',
  'recovery-refused',
  'limited-ended',
  'case-decided',
]

/** Whether a notice may leave for phones and mailboxes: what informs does only while the consent to be written to stands. */
export async function mayLeave(tx: Tx, accountId: string, kind: string): Promise<boolean> {
  if (!informing.some((each) => each === kind)) return true
  return !(await hasWithdrawn(tx, accountId, 'contacts'))
}

/** Stops what informs and is still on its way when the consent is withdrawn. Returns how many. */
export async function stopInforming(tx: Tx, accountId: string): Promise<number> {
  const stopped = await sql`
    update outbox set state = 'dead', problem = 'consent-withdrawn', address_sealed = null, text_sealed = null
     where account_id = ${accountId} and state = 'queued' and channel in ('push', 'sms', 'mail')
       and kind = any(${informing}::text[])`.execute(tx)
  return Number(stopped.numAffectedRows ?? 0)
}
