import { type Binding, bindingsOfAccount } from '../account/bindings.ts'
import { activeRestriction, type Restriction } from '../account/restrictions.ts'
import { type DoneTransfer, doneTransfer } from '../account/transfers/after.ts'
import type { Keyring } from '../database/keyring.ts'
import type { ApprovedBy, CodeBmg, Reader } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import { maskIin } from '../domain/masks.ts'
import { objectionDetail } from './objection.ts'

/** One side of a contested transfer, as far as the decision needs it. */
export type Side = {
  readonly maskedIin: string
  readonly restriction: Restriction | undefined
  readonly isClosedForGood: boolean
  readonly apps: readonly Binding[]
}

/** What there is to decide an objection by. Nothing in it tells who the child is. */
export type ObjectedTransfer = Pick<DoneTransfer, 'doneAt' | 'approvedAt' | 'undoneAt'> & {
  /** Where the claim was made, and what BMG said of number and claimant when the code was shown. */
  readonly browser: string | null
  readonly bmg: CodeBmg | null
  readonly approvedBy: ApprovedBy | null
  readonly madeAccount: boolean
  readonly holder: Side | undefined
  /** `same`: the claimant’s own account; `none`: the child stood under no account. */
  readonly former: Side | 'same' | 'none'
}

/** Undefined once the transfer is no longer kept. */
export async function readObjected(
  reader: Reader,
  keyring: Keyring,
  row: { transferId: string; detail: Record<string, unknown> },
  now: Date,
): Promise<ObjectedTransfer | undefined> {
  const transfer = await doneTransfer(reader, row.transferId)
  if (!transfer) return undefined
  const { accountId, formerAccountId } = transfer
  const asked = objectionDetail.safeParse(row.detail).data
  const given = await reader
    .selectFrom('transfers')
    .where('id', '=', transfer.id)
    .select(['approved_by', 'made_account'])
    .executeTakeFirstOrThrow()
  const former = formerAccountId ? await readSide(reader, keyring, formerAccountId, now) : undefined
  return {
    ...transfer,
    browser: asked?.browser ?? null,
    bmg: asked?.bmg ?? null,
    approvedBy: given.approved_by,
    madeAccount: given.made_account,
    holder: await readSide(reader, keyring, accountId, now),
    former: formerAccountId === accountId ? 'same' : (former ?? 'none'),
  }
}

async function readSide(
  reader: Reader,
  keyring: Keyring,
  accountId: string,
  now: Date,
): Promise<Side | undefined> {
  const account = await reader
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .select(['iin_sealed', 'closed_at'])
    .executeTakeFirst()
  if (!account) return undefined
  return {
    maskedIin: maskIin(keyring.open('accounts.iin', account.iin_sealed) as Iin),
    restriction: await activeRestriction(reader, accountId, now),
    isClosedForGood: account.closed_at !== null,
    apps: await bindingsOfAccount(reader, accountId),
  }
}
