import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { MadeThrough, Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import type { Phone } from '../domain/phone.ts'
import { type ActivationSecret, activationIndex } from './activations.ts'
import { countInWindow, giveBackAttempt, takeInWindow } from './attempts.ts'
import {
  type Binding,
  bindingsOfAccount,
  holdAccount,
  isApproved,
  isSilent,
  removeBindings,
} from './bindings.ts'
import { wakeFeeds } from './events.ts'
import { activationKey } from './limit-keys.ts'
import { recoveryChannel } from './live-feed.ts'
import { activeRestriction } from './restrictions.ts'

type ActivatingParts = { keyring: Keyring; clock: Clock; random: Random; limits: Limits }

const wrongNumbers = 'activation.wrong-numbers'
const publicBindings = 'activation.public-bindings'

/** An activation whose secret and number were both right: of an account, or of a claim to one (`transfers/activate.ts`). */
export type MatchedActivation = {
  readonly activationId: string
  readonly accountId: string
  readonly phoneIndex: Buffer
  readonly madeThrough: MadeThrough
  readonly recoveryId: string | null
}
export type MatchedClaim = Omit<MatchedActivation, 'accountId' | 'madeThrough'> & {
  readonly transferId: string
}

/**
 * Judges a one-time password (or its token) with a number. The try is counted on the activation and, for public ones,
 * on the account, in statements of their own before the number is compared: no rollback refunds them. Undefined for a
 * wrong number, a wrong, expired or used secret, a decoy, and past either budget: nobody can tell which.
 */
export async function tryActivation(
  reader: Reader,
  parts: ActivatingParts,
  given: { secret: ActivationSecret; phone: Phone },
): Promise<MatchedActivation | MatchedClaim | undefined> {
  const { keyring, limits } = parts
  const now = parts.clock.now()
  const { column, index } = activationIndex(keyring, given.secret)
  const phoneIndex = keyring.index('phone', given.phone)
  const row = await reader
    .updateTable('activations')
    .set({ tries: sql<number>`tries + 1` })
    .where(column, '=', index)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries', '<', limits.activation.oneTimePassword.tries)
    .returning(['id', 'account_id', 'transfer_id', 'phone_index', 'made_through', 'recovery_id'])
    .executeTakeFirst()
  if (!row) return undefined
  const { tries, windowSeconds } = limits.activation.wrongNumbersPerAccount
  const isPublic = row.made_through === 'public'
  const key = activationKey(keyring, row.account_id ?? row.id)
  const taken = isPublic
    ? await countInWindow(reader, { rule: wrongNumbers, seconds: windowSeconds }, key, now)
    : 0
  if (taken > tries || !row.phone_index?.equals(phoneIndex)) return undefined
  const common = { activationId: row.id, phoneIndex, recoveryId: row.recovery_id }
  if (row.account_id) {
    if (isPublic) await giveBackAttempt(reader, wrongNumbers, key)
    return { ...common, accountId: row.account_id, madeThrough: row.made_through }
  }
  return row.transfer_id ? { ...common, transferId: row.transfer_id } : undefined
}

/**
 * Where a new binding of a matched activation would stand. `replaces` is the binding that gives way when there are three:
 * one that has been silent for 30 days or has another number, else the newest that nobody approved; where all are
 * approved and alive, a newcomer is refused. `asked`: an older living one is asked first.
 */
export type Place =
  | { is: 'refused' }
  | { is: 'kept'; binding: Binding }
  | {
      is: 'free'
      madeThrough: MadeThrough
      isAsked: boolean
      own: Binding | undefined
      replaces: Binding | undefined
    }

/**
 * Takes one of an account's public bindings of the day: each is told to every channel, and whoever knows IIN and number can
 * make them. What the cabinet vouches for is not counted.
 */
export async function takePublicBinding(
  tx: Tx,
  parts: Pick<ActivatingParts, 'keyring' | 'clock' | 'limits'>,
  accountId: string,
): Promise<boolean> {
  const { bindings: most, windowSeconds: seconds } = parts.limits.activation.publicPerAccount
  const key = activationKey(parts.keyring, accountId)
  return takeInWindow(tx, { rule: publicBindings, seconds, most }, key, parts.clock.now())
}

/** Finds the place, holding the account's row. The caller tells and removes `replaces` before `bind`. */
export async function findPlace(
  tx: Tx,
  parts: ActivatingParts,
  matched: MatchedActivation,
  installationId: string,
): Promise<Place> {
  const { limits } = parts
  const now = parts.clock.now()
  if (!(await holdAccount(tx, matched.accountId))) return { is: 'refused' }
  // Whoever uses an activation of this account holds the row too: what is unused here stays so until the end.
  const unused = await tx
    .selectFrom('activations')
    .where('id', '=', matched.activationId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .select('id')
    .executeTakeFirst()
  const account = await tx
    .selectFrom('accounts')
    .where('id', '=', matched.accountId)
    .where('phone_index', '=', matched.phoneIndex)
    .select('id')
    .executeTakeFirst()
  const restriction = await activeRestriction(tx, matched.accountId, now)
  if (!unused || !account || restriction?.kind === 'frozen') return { is: 'refused' }
  // What limited mode lets through must not gain by it: a password typed by whoever holds the account counts as public.
  const madeThrough = restriction ? 'public' : matched.madeThrough
  const all = await bindingsOfAccount(tx, matched.accountId)
  const own = all.find((binding) => binding.installationId === installationId)
  if (own?.hasNumber && (madeThrough === 'public' || own.madeThrough === 'cabinet')) {
    return { is: 'kept', binding: own }
  }
  const others = all.filter((binding) => binding !== own)
  const isAsked =
    madeThrough === 'public' && others.some((other) => other.hasNumber && !isSilent(other, limits, now))
  const isFull = others.length >= limits.activation.installations.perAccount
  const bySilence = others.toSorted((a, b) => a.seenAt.getTime() - b.seenAt.getTime())
  const replaces = isFull
    ? (bySilence.find((other) => !other.hasNumber || isSilent(other, limits, now)) ??
      others.findLast((other) => !isApproved(other, limits, now)))
    : undefined
  if (isFull && !replaces) return { is: 'refused' }
  const mayBind = matched.madeThrough === 'cabinet' || (await takePublicBinding(tx, parts, matched.accountId))
  if (!mayBind) return { is: 'refused' }
  return { is: 'free', madeThrough, isAsked, own, replaces }
}

/**
 * Uses the activation up and writes the binding, in the transaction of `findPlace`: of 50 installations with one password
 * one gets it. A binding with another number that this installation had ends.
 */
export async function bind(
  tx: Tx,
  parts: ActivatingParts,
  matched: MatchedActivation,
  installationId: string,
  place: Exclude<Place, { is: 'refused' }>,
): Promise<Binding> {
  const now = parts.clock.now()
  if (!(await useUp(tx, matched.activationId, now)))
    throw new Error('activation: used up without the account held')
  const id = place.is === 'kept' ? place.binding.id : await write(tx, parts, matched, installationId, place)
  await noteUse(tx, matched, id)
  await wakeFeeds(tx, matched.accountId, installationId)
  const bound = (await bindingsOfAccount(tx, matched.accountId)).find((binding) => binding.id === id)
  if (!bound) throw new Error('activation: the installation was removed meanwhile')
  return bound
}

/** Uses an activation up: false when somebody else has. */
export async function useUp(tx: Tx, activationId: string, now: Date): Promise<boolean> {
  const used = await tx
    .updateTable('activations')
    .set({ used_at: now })
    .where('id', '=', activationId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

/** Notes by which binding an activation was used; the page that shows its password hears of it. */
export async function noteUse(
  tx: Tx,
  { activationId, recoveryId }: { activationId: string; recoveryId: string | null },
  bindingId: string,
): Promise<void> {
  await tx.updateTable('activations').set({ used_by: bindingId }).where('id', '=', activationId).execute()
  if (recoveryId) await sql`select pg_notify(${recoveryChannel}, ${recoveryId})`.execute(tx)
}

async function write(
  tx: Tx,
  parts: ActivatingParts,
  matched: MatchedActivation,
  installationId: string,
  place: Extract<Place, { is: 'free' }>,
): Promise<string> {
  const now = parts.clock.now()
  const { own, madeThrough, isAsked } = place
  if (own?.hasNumber) {
    // The cabinet vouches for what was bound publicly before: it waits no longer, and keeps its age.
    await tx
      .updateTable('bindings')
      .set({ made_through: madeThrough, waits_until: null })
      .where('id', '=', own.id)
      .execute()
    return own.id
  }
  if (own) {
    const gone = { accountId: matched.accountId, bindingIds: [own.id] }
    await removeBindings(tx, parts.clock, gone, 'number-changed')
  }
  const waitSeconds = parts.limits.activation.installations.unapprovedWaitSeconds
  await tx
    .updateTable('installations')
    .set({ bound_at: sql<Date>`coalesce(bound_at, ${now})` })
    .where('id', '=', installationId)
    .execute()
  const { id } = await tx
    .insertInto('bindings')
    .values({
      account_id: matched.accountId,
      installation_id: installationId,
      phone_index: matched.phoneIndex,
      made_through: madeThrough,
      made_at: now,
      waits_until: isAsked ? new Date(now.getTime() + waitSeconds * 1000) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
