import { holdAccount } from '../account/bindings.ts'
import type { DoneTransfer } from '../account/transfers/after.ts'
import type { Tx } from '../database/tables.ts'

/** The accounts of a transfer, each once, in the order in which everybody holds them: of their ids. */
export function sidesOf({
  accountId,
  formerAccountId,
}: Pick<DoneTransfer, 'accountId' | 'formerAccountId'>): string[] {
  return [...new Set([accountId, formerAccountId].filter((id) => id !== null))].toSorted()
}

/** Holds both sides; those that are still open. */
export async function holdSides(tx: Tx, transfer: DoneTransfer): Promise<string[]> {
  const open: string[] = []
  for (const side of sidesOf(transfer)) if (await holdAccount(tx, side)) open.push(side)
  return open
}
