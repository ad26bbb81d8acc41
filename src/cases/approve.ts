import { approveTransfer, type DoneTransfer } from '../account/transfers/after.ts'
import type { ApprovedBy, Tx } from '../database/tables.ts'
import { announce } from '../notify/index.ts'
import type { CaseParts } from './parts.ts'
import { sidesOf } from './sides.ts'

/**
 * The former holder's «Я согласен»: the new holder's limited mode of this transfer ends, and both sides are told. Undefined,
 * and nothing changes, when there is nothing to approve any more: see `approveTransfer`.
 */
export async function approveAndTell(
  tx: Tx,
  parts: CaseParts,
  approval: { transferId: string; by: ApprovedBy; browser: string | null; reference?: string },
): Promise<DoneTransfer | undefined> {
  const { browser, ...given } = approval
  const approved = await approveTransfer(tx, parts, given)
  if (!approved) return undefined
  const params = { transfer: approved.id }
  for (const accountId of sidesOf(approved))
    await announce(tx, parts, { accountId, kind: 'transfer-approved', browser, params })
  return approved
}
