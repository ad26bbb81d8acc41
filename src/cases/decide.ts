import type { NotNull } from 'kysely'
import { audit } from '../account/audit.ts'
import {
  bindingsOfAccount,
  countsFrom,
  holdAccount,
  isSilent,
  mayShowCodes,
  removeBindings,
} from '../account/bindings.ts'
import { endRestriction, restrict } from '../account/restrictions.ts'
import { endOtherSessions } from '../account/sessions.ts'
import { distrustSince } from '../account/trusted-browsers.ts'
import type { Judgement, Tx } from '../database/tables.ts'
import { announce } from '../notify/index.ts'
import { contestDetail } from './contest.ts'
import type { CaseParts } from './parts.ts'

/** `frozen`: the account waits for its owner at the desk, see `releaseCase`. */
export type Decided = { is: 'decided'; frozen: boolean } | { is: 'unknown' } | { is: 'decided-before' }

/**
 * Decides a case. `owner-confirmed`: whoever holds the account now is its owner; what the case held back is open again
 * and other restrictions run on. `objection-upheld`: the recovery is undone as far as it can be. A password is
 * never given back: the current one ends, with every session, one-time password, code, and every app and browser that
 * came since, so that only a new recovery opens the account. Where no older app is left to be asked, the account
 * stays frozen until its owner stands at the desk: else whoever did it once would do it again.
 */
export async function decideCase(
  tx: Tx,
  parts: CaseParts,
  decided: { number: string; decision: Judgement; by: string; note: string | undefined },
): Promise<Decided> {
  const { number, decision } = decided
  const found = await tx
    .selectFrom('cases')
    .where('number', '=', number)
    .where('account_id', 'is not', null)
    .select(['id', 'account_id'])
    .$narrowType<{ account_id: NotNull }>()
    .executeTakeFirst()
  if (!found || !(await holdAccount(tx, found.account_id))) return { is: 'unknown' }
  const now = parts.clock.now()
  const row = await tx
    .updateTable('cases')
    .set({ decided_at: now, decision, decided_by: decided.by, note: decided.note ?? null })
    .where('id', '=', found.id)
    .where('decided_at', 'is', null)
    .returning(['id', 'account_id', 'detail', 'opened_at'])
    .$narrowType<{ account_id: NotNull }>()
    .executeTakeFirst()
  if (!row) return { is: 'decided-before' }
  const accountId = row.account_id
  // First, so that also the apps that are about to be removed hear of it.
  await announce(tx, parts, { accountId, kind: 'case-decided', browser: null, params: { case: number } })
  await endRestriction(tx, { accountId, caseId: row.id, now, by: `case ${number}` })
  const frozen = decision === 'objection-upheld' && (await undo(tx, parts, row))
  await audit(tx, {
    type: 'case.decide',
    actor: 'operator',
    accountId,
    outcome: decision,
    detail: { case: number, frozen },
  })
  return { is: 'decided', frozen }
}

type CaseRow = { id: string; account_id: string; detail: Record<string, unknown>; opened_at: Date }

/** Takes away what the contested recovery gave and what followed from it. True when the account stays frozen. */
async function undo(tx: Tx, parts: CaseParts, row: CaseRow): Promise<boolean> {
  const accountId = row.account_id
  const now = parts.clock.now()
  const detail = contestDetail.parse(row.detail)
  const event = detail.at ? new Date(detail.at) : row.opened_at
  const bindings = await bindingsOfAccount(tx, accountId)
  const young = parts.limits.recovery.limitedMode.youngInstallationSeconds * 1000
  const firstTainted = new Date(event.getTime() - young)
  // The app that showed the code, and those of that day and since that nobody vouched for before the recovery.
  const tainted = bindings.filter(
    (binding) =>
      binding.id === detail.binding ||
      binding.madeAt >= event ||
      (countsFrom(binding) >= firstTainted && (binding.approvedAt === null || binding.approvedAt >= event)),
  )
  const taintedIds = tainted.map(({ id }) => id)
  await removeBindings(tx, parts.clock, { accountId, bindingIds: taintedIds }, 'refused')
  await endOtherSessions(tx, parts.clock, accountId, undefined, 'recovery')
  await distrustSince(tx, parts.clock, accountId, event)
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
  const hasOlder = bindings.some(
    (binding) =>
      !taintedIds.includes(binding.id) && mayShowCodes(binding, now) && !isSilent(binding, parts.limits, now),
  )
  if (hasOlder) return false
  await restrict(tx, {
    accountId,
    kind: 'frozen',
    reason: 'contested',
    now,
    until: null,
    caseId: row.id,
  })
  return true
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
