import type { Reader, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import {
  type Binding,
  bindingBetween,
  bindingsOfAccount,
  countsFrom,
  holdAccount,
  mayShowCodes,
  waits,
} from './bindings.ts'
import { wakeFeeds } from './events.ts'
import { activeRestriction, endRestriction, type Restriction } from './restrictions.ts'
import { claimBinding } from './transfers/waiting.ts'

type DecidingParts = { clock: Clock; limits: Limits }

/** Whether somebody who was asked may answer: `gone` when nothing waits, `waits` when one's own word does not count yet. */
export type Say = 'gone' | 'waits' | 'frozen'

/**
 * Whether a binding was settled when the restriction began, so that a word of it may lift what it holds back. A binding
 * from the last day before does not count: the recovery that led to limited mode came from just such a one.
 */
function isOlderThan(binding: Binding, restriction: Restriction, limits: Limits): boolean {
  return isSettledBefore(binding, restriction.since, limits)
}

/** Whether a binding was a day old (limits.recovery.limitedMode.youngInstallationSeconds) when something happened. */
export function isSettledBefore(binding: Binding, at: Date, limits: Limits): boolean {
  const young = limits.recovery.limitedMode.youngInstallationSeconds * 1000
  return countsFrom(binding).getTime() <= at.getTime() - young
}

/** A newer binding that waits, and the older one that is asked about it. */
export type Question = { readonly target: Binding; readonly own: Binding }

/** Finds who is asked about a waiting binding through this installation, holding the account's row. */
async function findQuestion(
  tx: Tx,
  parts: DecidingParts,
  installationId: string,
  bindingId: string,
): Promise<Question | Say> {
  const now = parts.clock.now()
  const claimed = await claimBinding(tx, bindingId)
  const accountId = claimed?.accountId ?? (await accountOfBinding(tx, bindingId))
  if (!accountId || !(await holdAccount(tx, accountId))) return 'gone'
  const all = await bindingsOfAccount(tx, accountId)
  const own = all.find((binding) => binding.installationId === installationId)
  const target = claimed ?? all.find((binding) => binding.id === bindingId)
  if (!own || !target || own === target || !waits(target, now) || own.madeAt >= target.madeAt) return 'gone'
  if (!mayShowCodes(own, now)) return 'waits'
  return { own, target }
}

async function accountOfBinding(reader: Reader, bindingId: string): Promise<string | null | undefined> {
  const row = await reader
    .selectFrom('bindings')
    .where('id', '=', bindingId)
    .where('removed_at', 'is', null)
    .select('account_id')
    .executeTakeFirst()
  return row?.account_id
}

/**
 * «Это я» about a newer installation: it gets codes at once. In limited mode only a binding that was settled before may say
 * so; on a frozen account nobody may.
 */
export async function approveBinding(
  tx: Tx,
  parts: DecidingParts,
  installationId: string,
  bindingId: string,
): Promise<Question | Say> {
  const question = await findQuestion(tx, parts, installationId, bindingId)
  if (typeof question === 'string') return question
  const { own, target } = question
  const now = parts.clock.now()
  const restriction = await activeRestriction(tx, own.accountId, now)
  if (restriction?.kind === 'frozen') return 'frozen'
  if (restriction && !isOlderThan(own, restriction, parts.limits)) return 'waits'
  await tx
    .updateTable('bindings')
    .set({ approved_at: now, approved_by: own.id })
    .where('id', '=', target.id)
    .execute()
  await wakeFeeds(tx, own.accountId, target.installationId)
  return question
}

/**
 * «Это не я» about a newer installation that waits. Refusing gives nobody anything, so it is open in limited mode and on
 * a frozen account too. The caller tells and removes the target.
 */
export function refuseBinding(
  tx: Tx,
  parts: DecidingParts,
  installationId: string,
  bindingId: string,
): Promise<Question | Say> {
  return findQuestion(tx, parts, installationId, bindingId)
}

/** What an older app's «Это я» ends; a transfer waits for the former holder's word instead. */
const endedByOwner = ['young-installation', 'number-unconfirmed'] as const

/**
 * Whether a binding's «Это я» ends limited mode. Only one that was settled before it began, that waits for nobody and did
 * not show the code itself may; a contest is ended by its decision alone.
 */
export async function mayEndLimitedMode(
  reader: Reader,
  parts: DecidingParts,
  own: Binding,
  restriction: Restriction,
): Promise<boolean> {
  if (restriction.kind !== 'limited' || restriction.isContested) return false
  // Also where both run: the account would stay limited, and the person would be told otherwise.
  if (restriction.reasons.includes('transfer')) return false
  if (!endedByOwner.some((reason) => restriction.reasons.includes(reason))) return false
  if (!mayShowCodes(own, parts.clock.now()) || !isOlderThan(own, restriction, parts.limits)) return false
  const showedIt = await reader
    .selectFrom('recoveries')
    .where('account_id', '=', own.accountId)
    .where('code_binding', '=', own.id)
    .where('outcome', '=', 'done')
    .where('ended_at', '>=', restriction.since)
    .select('id')
    .executeTakeFirst()
  return showedIt === undefined
}

/** «Это я» about what led to limited mode, see `mayEndLimitedMode`. */
export async function endLimitedMode(
  tx: Tx,
  parts: DecidingParts,
  installationId: string,
  bindingId: string,
): Promise<Binding | Say> {
  const now = parts.clock.now()
  const named = await tx
    .selectFrom('bindings')
    .where('id', '=', bindingId)
    .where('installation_id', '=', installationId)
    .where('removed_at', 'is', null)
    .select('account_id')
    .executeTakeFirst()
  if (!named?.account_id || !(await holdAccount(tx, named.account_id))) return 'gone'
  const own = await bindingBetween(tx, installationId, named.account_id)
  const restriction = await activeRestriction(tx, named.account_id, now)
  if (!own || !restriction) return 'gone'
  if (restriction.kind === 'frozen') return 'frozen'
  if (!(await mayEndLimitedMode(tx, parts, own, restriction))) return 'waits'
  const ended = await endRestriction(tx, {
    accountId: own.accountId,
    kind: 'limited',
    reasons: endedByOwner,
    now,
    by: own.id,
  })
  if (ended === 0) return 'gone'
  await wakeFeeds(tx, own.accountId)
  return own
}
