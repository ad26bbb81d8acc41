import type { NotNull } from 'kysely'
import { audit } from '../account/audit.ts'
import { holdAccount } from '../account/bindings.ts'
import { endRestriction } from '../account/restrictions.ts'
import type { Judgement, Tx } from '../database/tables.ts'
import { announce } from '../notify/index.ts'
import { contestDetail } from './contest.ts'
import { decideObjection } from './decide-objection.ts'
import { closeCase, type Decided, type Decision } from './decision.ts'
import type { CaseParts } from './parts.ts'
import { takeBack } from './take-back.ts'

/**
 * Decides a case. `owner-confirmed`: whoever holds the account now is its owner; what the case held back is open again
 * and other restrictions run on. `objection-upheld`: the recovery or the transfer is undone as far as it can be. A password
 * is never given back: the current one ends, with every session, one-time password, code, and every app and browser that
 * came since, so that only a new recovery opens the account, see `takeBack`. A claim for which a register was silent is not
 * judged: it goes on when the register answers, or is `closed`.
 */
export async function decideCase(tx: Tx, parts: CaseParts, decided: Decision): Promise<Decided> {
  const { number, decision } = decided
  const found = await tx
    .selectFrom('cases')
    .where('number', '=', number)
    .select(['id', 'kind', 'account_id', 'transfer_id'])
    .executeTakeFirst()
  if (!found) return { is: 'unknown' }
  if ((found.kind === 'transfer') !== (decision === 'closed')) return { is: 'other-kind' }
  if (decision === 'closed') return giveUp(tx, parts, found.id, decided)
  if (found.kind === 'objection' && found.transfer_id)
    return decideObjection(
      tx,
      parts,
      { id: found.id, transferId: found.transfer_id },
      { ...decided, decision },
    )
  return decideContest(tx, parts, found, { ...decided, decision })
}

async function decideContest(
  tx: Tx,
  parts: CaseParts,
  { id, account_id: accountId }: { id: string; account_id: string | null },
  decided: Decision & { decision: Judgement },
): Promise<Decided> {
  const { number, decision } = decided
  if (!accountId || !(await holdAccount(tx, accountId))) return { is: 'unknown' }
  const row = await closeCase(tx, parts, id, decided)
  if (!row) return { is: 'decided-before' }
  // First, so that also the apps that are about to be removed hear of it.
  await announce(tx, parts, { accountId, kind: 'case-decided', browser: null, params: { case: number } })
  await endRestriction(tx, { accountId, caseId: id, now: parts.clock.now(), by: `case ${number}` })
  const detail = contestDetail.parse(row.detail)
  const frozen =
    decision === 'objection-upheld' &&
    (await takeBack(tx, parts, {
      accountId,
      caseId: id,
      event: detail.at ? new Date(detail.at) : row.opened_at,
      endedBy: 'recovery',
      served: detail.binding ? [detail.binding] : [],
    }))
  await audit(tx, {
    type: 'case.decide',
    actor: 'operator',
    accountId,
    outcome: decision,
    detail: { case: number, frozen },
  })
  return { is: 'decided', frozen }
}

/** A claim that waited for a register is given up: its sealed answers go, they have no purpose any more. */
async function giveUp(tx: Tx, parts: CaseParts, id: string, decided: Decision): Promise<Decided> {
  if (!(await closeCase(tx, parts, id, decided))) return { is: 'decided-before' }
  await tx.updateTable('cases').set({ answers_sealed: null }).where('id', '=', id).execute()
  const detail = { case: decided.number }
  await audit(tx, { type: 'case.decide', actor: 'operator', outcome: 'closed', detail })
  return { is: 'decided', frozen: false }
}

/**
 * Ends the freeze that an upheld objection left: the owner stands at the desk with the phone and recovers the account
 * there and then, before anybody else can. False when there is no such freeze.
 */
export async function releaseCase(
  tx: Tx,
  parts: CaseParts,
  { number, by }: { number: string; by: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('cases')
    .where('number', '=', number)
    .where('decision', '=', 'objection-upheld')
    .where('account_id', 'is not', null)
    .select(['id', 'account_id', 'note'])
    .$narrowType<{ account_id: NotNull }>()
    .executeTakeFirst()
  if (!row || !(await holdAccount(tx, row.account_id))) return false
  const { id: caseId, account_id: accountId } = row
  const ended = await endRestriction(tx, {
    accountId,
    caseId,
    now: parts.clock.now(),
    by: `desk, case ${number}`,
  })
  if (ended === 0) return false
  const note = [row.note, `released by ${by}`].filter(Boolean).join('; ')
  await tx.updateTable('cases').set({ note }).where('id', '=', caseId).execute()
  await announce(tx, parts, { accountId, kind: 'limited-ended', browser: null, params: { case: number } })
  await audit(tx, {
    type: 'case.release',
    actor: 'operator',
    accountId,
    outcome: 'released',
    detail: { case: number },
  })
  return true
}
