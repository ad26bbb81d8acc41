import type { Reader } from '../../database/tables.ts'

/** Transfers away from somebody to somebody else, over which an objection waits for its decision; the oldest first. */
export function disputedTransfers(reader: Reader) {
  return reader
    .selectFrom('transfers')
    .innerJoin('cases', 'cases.transfer_id', 'transfers.id')
    .innerJoin('accounts as former', 'former.id', 'transfers.former_account_id')
    .where('cases.kind', '=', 'objection')
    .where('cases.decided_at', 'is', null)
    .where('transfers.undone_at', 'is', null)
    .where('former.closed_at', 'is', null)
    .whereRef('transfers.former_account_id', '!=', 'transfers.account_id')
    .orderBy('transfers.done_at')
}

/**
 * Whether an account is the one that confirms a child's referral (journeys §4): the account under which the child stands;
 * while an objection to its transfer is open, the holder from before it, and nobody else. What restrictions hold back is
 * asked apart: `isAllowed(…, 'confirm-referral')`. Nobody asks yet: the interface of the queue systems, which is to come,
 * will at each confirmation.
 */
export async function confirmsReferral(
  reader: Reader,
  childIndex: Buffer,
  accountId: string,
): Promise<boolean> {
  const disputed = await disputedTransfers(reader)
    .where('transfers.child_index', '=', childIndex)
    .select('former_account_id')
    .executeTakeFirst()
  if (disputed) return disputed.former_account_id === accountId
  const child = await reader
    .selectFrom('children')
    .where('child_index', '=', childIndex)
    .select('account_id')
    .executeTakeFirst()
  return child?.account_id === accountId
}
