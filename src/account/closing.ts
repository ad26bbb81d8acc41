import type { Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import { bindingsOfAccount, removeBindings } from './bindings.ts'
import { removePrintedCode } from './printed-codes.ts'
import { endRestriction } from './restrictions.ts'
import { endOtherSessions } from './sessions.ts'
import { distrustBrowsers } from './trusted-browsers.ts'

/**
 * Closes a held account for good, because a transfer has left it without a child: nobody signs in to it any more. The
 * record stays, so that its IIN can get an account again. Notices to its apps and addresses
 * must have been written before.
 */
export async function closeForGood(
  tx: Tx,
  parts: { clock: Clock },
  { accountId, by }: { accountId: string; by: string },
): Promise<void> {
  const now = parts.clock.now()
  // The password first: a sign-in under way holds it, and the session that it starts is ended too.
  await endSecrets(tx, accountId, now)
  await removePrintedCode(tx, parts.clock, accountId)
  const bindingIds = (await bindingsOfAccount(tx, accountId)).map(({ id }) => id)
  await removeBindings(tx, parts.clock, { accountId, bindingIds }, 'transfer')
  await endOtherSessions(tx, parts.clock, accountId, undefined, 'transfer')
  await distrustBrowsers(tx, parts.clock, accountId, undefined)
  await tx.deleteFrom('notice_addresses').where('account_id', '=', accountId).execute()
  await endRestriction(tx, { accountId, now, by })
  await tx.updateTable('accounts').set({ closed_at: now }).where('id', '=', accountId).execute()
}

/** Ends the password, the open requests for codes and the one-time passwords of an account: only a new recovery opens it. */
export async function endSecrets(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('passwords')
    .set({ replaced_at: now })
    .where('account_id', '=', accountId)
    .where('replaced_at', 'is', null)
    .execute()
  await tx
    .updateTable('recoveries')
    .set({ ended_at: now, outcome: 'refused', code_mac: null })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('activations')
    .set({ expires_at: now })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}
