import { bindingsOfAccount } from '../account/bindings.ts'
import { closeForGood } from '../account/closing.ts'
import { giveAddressesBack } from '../account/notice-addresses.ts'
import { endRestriction } from '../account/restrictions.ts'
import type { DoneTransfer } from '../account/transfers/after.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Phone } from '../domain/phone.ts'
import type { CaseParts } from './parts.ts'
import { takeBack } from './take-back.ts'

/** What an upheld objection to a transfer has left; `childElsewhere`: a later transfer had moved the child on, it stays there. */
export type Undone = { readonly frozen: boolean; readonly childElsewhere?: true }

/**
 * Undoes a transfer whose child and sides are held: the child goes back, the former account opens. The new holder's account
 * is closed for good if the transfer made it and it has no other child; else it gets its former number and addresses back,
 * and what the transfer gave it is taken away, see `takeBack`.
 */
export async function undoTransfer(
  tx: Tx,
  parts: CaseParts,
  { transfer, caseId, number }: { transfer: DoneTransfer; caseId: string; number: string },
): Promise<Undone> {
  const now = parts.clock.now()
  const { accountId, formerAccountId } = transfer
  const by = `case ${number}`
  const back = await tx
    .updateTable('children')
    .set({ account_id: formerAccountId })
    .where('child_index', '=', transfer.childIndex)
    .where('account_id', '=', accountId)
    .returning('child_index')
    .executeTakeFirst()
  if (formerAccountId) await endRestriction(tx, { accountId: formerAccountId, kind: 'closed', now, by })
  const given = await tx
    .updateTable('transfers')
    .set({ undone_at: now })
    .where('id', '=', transfer.id)
    .returning(['made_account', 'old_phone_sealed'])
    .executeTakeFirstOrThrow()
  const elsewhere = back ? {} : { childElsewhere: true as const }
  await endRestriction(tx, { accountId, kind: 'limited', reasons: ['transfer'], now, by })
  if (given.made_account && !(await hasChild(tx, accountId))) {
    await closeForGood(tx, parts, { accountId, by })
    return { frozen: false, ...elsewhere }
  }
  if (given.old_phone_sealed) await giveNumberBack(tx, parts, transfer, given.old_phone_sealed)
  const served = await bindingsThatServed(tx, transfer)
  const taken = { accountId, caseId, event: transfer.doneAt, endedBy: 'transfer', served } as const
  const frozen = await takeBack(tx, parts, taken)
  // After those that came since are gone: one may be the same.
  await giveAddressesBack(tx, transfer.id)
  return { frozen, ...elsewhere }
}

async function hasChild(reader: Reader, accountId: string): Promise<boolean> {
  const child = await reader
    .selectFrom('children')
    .where('account_id', '=', accountId)
    .select('child_index')
    .limit(1)
    .executeTakeFirst()
  return child !== undefined
}

/** The number from before the transfer; it follows the import again, unless an earlier transfer had set it. */
async function giveNumberBack(
  tx: Tx,
  { keyring }: CaseParts,
  { id, accountId }: DoneTransfer,
  sealed: Buffer,
): Promise<void> {
  const phone = keyring.open('transfers.phone', sealed) as Phone
  const earlier = await tx
    .selectFrom('transfers')
    .where('account_id', '=', accountId)
    .where('id', '!=', id)
    .where('done_at', 'is not', null)
    .where('undone_at', 'is', null)
    .where('phone_index', '=', keyring.index('phone', phone))
    .select('id')
    .executeTakeFirst()
  await tx
    .updateTable('accounts')
    .set({
      phone_index: keyring.index('phone', phone),
      phone_sealed: keyring.seal('accounts.phone', phone),
      phone_set_by: earlier ? 'transfer' : 'import',
    })
    .where('id', '=', accountId)
    .execute()
}

/** The apps of the account that were bound to the claim, and the one that showed its code. */
async function bindingsThatServed(reader: Reader, transfer: DoneTransfer): Promise<string[]> {
  const shown = await reader
    .selectFrom('recoveries')
    .where('transfer_id', '=', transfer.id)
    .where('outcome', '=', 'done')
    .select('code_binding')
    .execute()
  const claimed = await reader
    .selectFrom('bindings')
    .where('transfer_id', '=', transfer.id)
    .select('id')
    .execute()
  const ids = new Set([...shown.map((row) => row.code_binding), ...claimed.map((row) => row.id)])
  return (await bindingsOfAccount(reader, transfer.accountId)).map(({ id }) => id).filter((id) => ids.has(id))
}
