import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { holdAccount } from '../account/bindings.ts'
import { restrict } from '../account/restrictions.ts'
import type { CaseKind, Judgement, Reader, Tx } from '../database/tables.ts'
import { announce } from '../notify/index.ts'
import { newCaseNumber } from './number.ts'
import type { CaseParts } from './parts.ts'
import type { RecoveredEvent } from './recovered.ts'

/** A case as the person who opened it sees it. */
export type OwnCase = {
  readonly id: string
  readonly number: string
  readonly openedAt: Date
  readonly decision: Judgement | null
}

/** Which channel said «Это не я». */
export type ObjectedBy = 'replaced-password' | 'installation' | 'session' | 'notice'
/** The same, or a register that did not answer a claim. */
export type OpenedBy = ObjectedBy | 'register'

/** What a case keeps of what was contested: its request is pruned before the case may be decided. */
export const contestDetail = z.object({
  password: z.string().optional(),
  at: z.string().optional(),
  browser: z.string().nullable().optional(),
  binding: z.string().nullable().optional(),
})

/**
 * Contests a recovery: opens a case for a person to decide and keeps the account in limited mode until then; every
 * channel is told. While a case of the account is open, and for a recovery that was contested before, it is that one
 * again. Undefined when the account is gone.
 */
export async function contestRecovery(
  tx: Tx,
  parts: CaseParts,
  contest: { event: RecoveredEvent; openedBy: ObjectedBy; browser: string | null; reference?: string },
): Promise<OwnCase | undefined> {
  const { event, openedBy, browser, reference } = contest
  const { accountId } = event
  if (!(await holdAccount(tx, accountId))) return undefined
  const known = await caseOfRecovery(tx, event)
  if (known) return known
  const opened = await insertCase(tx, parts, {
    accountId,
    kind: openedBy === 'replaced-password' ? 'contest' : 'not-me',
    openedBy,
    detail: {
      password: event.passwordId,
      at: event.at.toISOString(),
      browser: event.browser,
      binding: event.bindingId,
    },
  })
  const now = parts.clock.now()
  await restrict(tx, { accountId, kind: 'limited', reason: 'contested', now, until: null, caseId: opened.id })
  await announce(tx, parts, { accountId, kind: 'contested', browser, params: { case: opened.number } })
  await audit(tx, {
    type: 'case.open',
    actor: 'citizen',
    factor: openedBy === 'installation' ? 'app' : openedBy,
    accountId,
    outcome: 'opened',
    reference,
    detail: { case: opened.number, by: openedBy },
  })
  return opened
}

/** The open case of the account, else the one in which this recovery was decided. */
export async function caseOfRecovery(
  reader: Reader,
  event: Pick<RecoveredEvent, 'accountId' | 'passwordId'>,
): Promise<OwnCase | undefined> {
  const rows = await reader
    .selectFrom('cases')
    .where('account_id', '=', event.accountId)
    .orderBy('opened_at', 'desc')
    .select(['id', 'number', 'opened_at', 'decision', 'detail'])
    .$narrowType<{ decision: Judgement | null }>()
    .execute()
  const row =
    rows.find(({ decision }) => decision === null) ??
    rows.find(({ detail }) => contestDetail.safeParse(detail).data?.password === event.passwordId)
  return row && { id: row.id, number: row.number, openedAt: row.opened_at, decision: row.decision }
}

/** Writes an open case under a number of its own. */
export async function insertCase(
  tx: Tx,
  parts: CaseParts,
  fresh: {
    accountId: string | null
    kind: CaseKind
    openedBy: OpenedBy
    detail: Record<string, unknown>
    transferId?: string
    stopped?: { iinIndex: Buffer; answersSealed: Buffer }
  },
): Promise<OwnCase> {
  for (;;) {
    const row = await tx
      .insertInto('cases')
      .values({
        number: newCaseNumber(parts.random),
        account_id: fresh.accountId,
        transfer_id: fresh.transferId ?? null,
        iin_index: fresh.stopped?.iinIndex ?? null,
        answers_sealed: fresh.stopped?.answersSealed ?? null,
        kind: fresh.kind,
        opened_by: fresh.openedBy,
        detail: fresh.detail,
        opened_at: parts.clock.now(),
      })
      // Eight digits can meet another case's: then others are drawn.
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returning(['id', 'number', 'opened_at'])
      .executeTakeFirst()
    if (row) return { id: row.id, number: row.number, openedAt: row.opened_at, decision: null }
  }
}

/**
 * Freezes a contested account until its case is decided: for a channel that the account trusted before the recovery
 * (`wasTrustedBefore`, or an older installation). Nothing changes when it is frozen or the case is decided.
 */
export async function freezeContested(
  tx: Tx,
  parts: CaseParts,
  freeze: {
    accountId: string
    caseId: string
    factor: 'app' | 'replaced-password'
    browser: string | null
    reference?: string
  },
): Promise<boolean> {
  const { accountId, caseId, factor, browser, reference } = freeze
  if (!(await holdAccount(tx, accountId))) return false
  const open = await tx
    .selectFrom('cases')
    .where('id', '=', caseId)
    .where('account_id', '=', accountId)
    .where('decided_at', 'is', null)
    .select('number')
    .executeTakeFirst()
  if (!open || (await isFrozenBy(tx, caseId))) return false
  const now = parts.clock.now()
  await restrict(tx, { accountId, kind: 'frozen', reason: 'owner-froze', now, until: null, caseId })
  await announce(tx, parts, { accountId, kind: 'frozen', browser, params: { case: open.number } })
  await audit(tx, {
    type: 'case.freeze',
    actor: 'citizen',
    factor,
    accountId,
    outcome: 'frozen',
    reference,
    detail: { case: open.number },
  })
  return true
}

/** Whether a case keeps its account frozen. */
export async function isFrozenBy(reader: Reader, caseId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('restrictions')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'frozen')
    .where('ended_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}
