import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import { maskAddress } from '../domain/masks.ts'

/** A recovery that has set a password: what can be contested. */
export type RecoveredEvent = {
  readonly accountId: string
  /** The password that it set. */
  readonly passwordId: string
  readonly at: Date
  /** Where it was asked for: browser and network; null where the request is no longer kept. */
  readonly browser: string | null
  readonly network: string | null
  /** The binding that showed the code. */
  readonly bindingId: string | null
}

/** The recovery that set a password, or undefined when that password was set otherwise. */
export async function recoveredEvent(
  reader: Reader,
  keyring: Keyring,
  passwordId: string,
): Promise<RecoveredEvent | undefined> {
  const password = await reader
    .selectFrom('passwords')
    .where('id', '=', passwordId)
    .where('set_by', '=', 'recovery')
    .select(['account_id', 'set_at'])
    .executeTakeFirst()
  if (!password) return undefined
  // The request ends a moment before the password is set, in the same transaction.
  const request = await reader
    .selectFrom('recoveries')
    .where('account_id', '=', password.account_id)
    .where('outcome', '=', 'done')
    .where('ended_at', '<=', password.set_at)
    .where('ended_at', '>', new Date(password.set_at.getTime() - 60_000))
    .orderBy('ended_at', 'desc')
    .select(['browser', 'address_sealed', 'code_binding'])
    .executeTakeFirst()
  return {
    accountId: password.account_id,
    passwordId,
    at: password.set_at,
    browser: request?.browser ?? null,
    network: request ? maskAddress(keyring.open('recoveries.address', request.address_sealed)) : null,
    bindingId: request?.code_binding ?? null,
  }
}

/**
 * The recovery that a 'password-recovered' event tells of: the event is written a moment after the password is set, in the
 * same transaction. Undefined when it is too old to be contested (limits.recovery.contest).
 */
export async function recoveredBy(
  reader: Reader,
  parts: { keyring: Keyring; clock: Clock; limits: Limits },
  told: { accountId: string; at: Date },
): Promise<RecoveredEvent | undefined> {
  const oldest = parts.clock.now().getTime() - parts.limits.recovery.contest.lifetimeSeconds * 1000
  const since = Math.max(oldest, told.at.getTime() - 60_000)
  const ofAccount = reader
    .selectFrom('passwords')
    .where('account_id', '=', told.accountId)
    .where('set_by', '=', 'recovery')
    .where('set_at', '>', new Date(since))
    .where('set_at', '<=', told.at)
    .select(['id', 'set_at'])
  const found = await ofAccount
    .where('replaced_at', 'is', null)
    .unionAll(ofAccount.where('replaced_at', 'is not', null))
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found && recoveredEvent(reader, parts.keyring, found.id)
}

/** The newest recovery of an account that can still be contested (limits.recovery.contest). */
export async function newestRecovered(
  reader: Reader,
  parts: { keyring: Keyring; clock: Clock; limits: Limits },
  accountId: string,
): Promise<RecoveredEvent | undefined> {
  const since = parts.clock.now().getTime() - parts.limits.recovery.contest.lifetimeSeconds * 1000
  const ofAccount = reader
    .selectFrom('passwords')
    .where('account_id', '=', accountId)
    .where('set_by', '=', 'recovery')
    .where('set_at', '>', new Date(since))
    .select(['id', 'set_at'])
  const found = await ofAccount
    .where('replaced_at', 'is', null)
    .unionAll(ofAccount.where('replaced_at', 'is not', null))
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found && recoveredEvent(reader, parts.keyring, found.id)
}
