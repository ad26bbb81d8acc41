import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { endRestriction, restrict } from '../account/restrictions.ts'
import { type DoneTransfer, doneTransfer } from '../account/transfers/after.ts'
import type { Judgement, Reader, Tx } from '../database/tables.ts'
import { announce } from '../notify/index.ts'
import { insertCase, type ObjectedBy, type OwnCase } from './contest.ts'
import type { CaseParts } from './parts.ts'
import { holdSides } from './sides.ts'

/**
 * The former holder's objection to a transfer: opens a case for a person to decide. Until then both sides read (a former
 * account that was closed opens again), both are limited, and the former holder confirms referrals. For a transfer that
 * was contested before it is that case again. Undefined when the transfer is unknown, undone or its accounts are gone.
 */
export async function objectToTransfer(
  tx: Tx,
  parts: CaseParts,
  objection: { transferId: string; openedBy: ObjectedBy; browser: string | null; reference?: string },
): Promise<OwnCase | undefined> {
  const { transferId, openedBy, browser, reference } = objection
  const transfer = await doneTransfer(tx, transferId)
  if (!transfer || transfer.undoneAt) return undefined
  const { accountId, formerAccountId } = transfer
  const sides = await holdSides(tx, transfer)
  if (!sides.includes(accountId)) return undefined
  const known = await caseOfTransfer(tx, transferId)
  if (known) return known
  const opened = await insertCase(tx, parts, {
    accountId,
    kind: 'objection',
    openedBy,
    transferId,
    detail: await readAsked(tx, transfer),
  })
  const now = parts.clock.now()
  for (const side of sides) {
    if (side === formerAccountId && side !== accountId)
      await endRestriction(tx, { accountId: side, kind: 'closed', now, by: `case ${opened.number}` })
    const held = { accountId: side, kind: 'limited', reason: 'contested', now, until: null } as const
    await restrict(tx, { ...held, caseId: opened.id })
    const params = { case: opened.number, transfer: transferId }
    await announce(tx, parts, { accountId: side, kind: 'objected', browser, params })
  }
  await audit(tx, {
    type: 'case.open',
    actor: 'citizen',
    factor: openedBy === 'installation' ? 'app' : openedBy,
    accountId,
    outcome: 'opened',
    reference,
    detail: { case: opened.number, by: openedBy, transfer: transferId },
  })
  return opened
}

/** What the case keeps of the claim: its request is pruned before it may be decided. */
export const objectionDetail = z.object({
  at: z.string(),
  browser: z.string().nullable(),
  binding: z.string().nullable(),
  bmg: z.enum(['match', 'mismatch', 'not-registered', 'unavailable']).nullable(),
})

async function readAsked(
  reader: Reader,
  { id, doneAt }: DoneTransfer,
): Promise<z.infer<typeof objectionDetail>> {
  const request = await reader
    .selectFrom('recoveries')
    .where('transfer_id', '=', id)
    .where('outcome', '=', 'done')
    .select(['browser', 'code_binding', 'code_bmg'])
    .executeTakeFirst()
  return {
    at: doneAt.toISOString(),
    browser: request?.browser ?? null,
    binding: request?.code_binding ?? null,
    bmg: request?.code_bmg ?? null,
  }
}

/** The case about a transfer, open or decided. */
export async function caseOfTransfer(reader: Reader, transferId: string): Promise<OwnCase | undefined> {
  const row = await reader
    .selectFrom('cases')
    .where('transfer_id', '=', transferId)
    .orderBy('opened_at', 'desc')
    .select(['id', 'number', 'opened_at', 'decision'])
    .$narrowType<{ decision: Judgement | null }>()
    .executeTakeFirst()
  return row && { id: row.id, number: row.number, openedAt: row.opened_at, decision: row.decision }
}
