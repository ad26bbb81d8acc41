import { audit } from '../account/audit.ts'
import { endRestriction } from '../account/restrictions.ts'
import { type DoneTransfer, doneTransfer } from '../account/transfers/after.ts'
import { closeWithoutChildren } from '../account/transfers/move.ts'
import type { Judgement, Tx } from '../database/tables.ts'
import type { Phone } from '../domain/phone.ts'
import { announce } from '../notify/index.ts'
import { closeCase, type Decided, type Decision } from './decision.ts'
import type { CaseParts } from './parts.ts'
import { holdSides } from './sides.ts'
import { type Undone, undoTransfer } from './undo-transfer.ts'

type Found = { readonly id: string; readonly transferId: string }

/**
 * Decides an objection to a transfer. `owner-confirmed`: the child stays where it is; a former account without children
 * closes again, and its holder has limits.transfer.objection to read why. `objection-upheld`: the transfer is undone, see
 * `undoTransfer`. Both sides are told before any of their apps goes.
 */
export async function decideObjection(
  tx: Tx,
  parts: CaseParts,
  found: Found,
  decided: Decision & { decision: Judgement },
): Promise<Decided> {
  const transfer = await doneTransfer(tx, found.transferId)
  if (!transfer) return { is: 'unknown' }
  // As a move holds them: the child, then the accounts.
  await tx
    .selectFrom('children')
    .where('child_index', '=', transfer.childIndex)
    .select('child_index')
    .forUpdate()
    .execute()
  const sides = await holdSides(tx, transfer)
  if (!(await closeCase(tx, parts, found.id, decided))) return { is: 'decided-before' }
  const now = parts.clock.now()
  const { number, decision } = decided
  const isUpheld = decision === 'objection-upheld'
  const kind = isUpheld ? 'transfer-undone' : 'case-decided'
  const params = { case: number, transfer: transfer.id }
  for (const accountId of sides) {
    const alsoTo = accountId === transfer.accountId ? await formerNumber(tx, parts, transfer) : []
    await announce(tx, parts, { accountId, kind, browser: null, params, alsoTo })
    await endRestriction(tx, { accountId, caseId: found.id, now, by: `case ${number}` })
  }
  const undone: Undone = isUpheld
    ? await undoTransfer(tx, parts, { transfer, caseId: found.id, number })
    : { frozen: false }
  const { formerAccountId } = transfer
  if (!isUpheld && formerAccountId && sides.includes(formerAccountId))
    await closeWithoutChildren(tx, formerAccountId, now)
  await audit(tx, {
    type: 'case.decide',
    actor: 'operator',
    accountId: transfer.accountId,
    outcome: decision,
    detail: { case: number, transfer: transfer.id, ...undone },
  })
  return { is: 'decided', ...undone }
}

async function formerNumber(tx: Tx, { keyring }: CaseParts, transfer: DoneTransfer): Promise<Phone[]> {
  const row = await tx
    .selectFrom('transfers')
    .where('id', '=', transfer.id)
    .select('old_phone_sealed')
    .executeTakeFirst()
  return row?.old_phone_sealed ? [keyring.open('transfers.phone', row.old_phone_sealed) as Phone] : []
}
