import { type DoneTransfer, transferOfPassword } from '../account/transfers/after.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import { maskAddress } from '../domain/masks.ts'

/** A recovery, or a transfer, that has set a password: what can be contested with the password before it. */
export type RecoveredEvent = {
  readonly kind: 'recovery' | 'transfer'
  readonly accountId: string
  /** The transfer that set it; null for a recovery. */
  readonly transferId: string | null
  /** The password that it set. */
  readonly passwordId: string
  readonly at: Date
  /** Where it was asked for: browser and network; null where the request is no longer kept. */
  readonly browser: string | null
  readonly network: string | null
  /** The binding that showed the code; null where it stood on paper. */
  readonly bindingId: string | null
}

/** What set a password, or undefined when its holder or an import did. */
export async function recoveredEvent(
  reader: Reader,
  keyring: Keyring,
  passwordId: string,
): Promise<RecoveredEvent | undefined> {
  const password = await reader
    .selectFrom('passwords')
    .where('id', '=', passwordId)
    .where('set_by', 'in', ['recovery', 'transfer'])
    .select(['account_id', 'set_at', 'set_by'])
    .executeTakeFirst()
  if (!password) return undefined
  const isTransfer = password.set_by === 'transfer'
  const transfer = isTransfer ? await transferOfPassword(reader, passwordId) : undefined
  if (isTransfer && !transfer) return undefined
  const { account_id: accountId, set_at: at } = password
  const request = await requestOf(reader, { accountId, at, transfer })
  return {
    kind: isTransfer ? 'transfer' : 'recovery',
    accountId,
    transferId: transfer?.id ?? null,
    passwordId,
    at,
    browser: request?.browser ?? null,
    network: request ? maskAddress(keyring.open('recoveries.address', request.address_sealed)) : null,
    bindingId: request?.code_binding ?? null,
  }
}

/** The request whose code was used: it ends a moment before the password is set, in the same transaction. */
function requestOf(
  reader: Reader,
  { accountId, at, transfer }: { accountId: string; at: Date; transfer: DoneTransfer | undefined },
) {
  const done = reader
    .selectFrom('recoveries')
    .where('outcome', '=', 'done')
    .orderBy('ended_at', 'desc')
    .select(['browser', 'address_sealed', 'code_binding'])
  if (transfer) return done.where('transfer_id', '=', transfer.id).executeTakeFirst()
  return done
    .where('account_id', '=', accountId)
    .where('transfer_id', 'is', null)
    .where('ended_at', '<=', at)
    .where('ended_at', '>', new Date(at.getTime() - 60_000))
    .executeTakeFirst()
}

/** The events that tell of a recovery which can be contested: with a code from the app, or with the one on paper. */
export function tellsOfRecovery(kind: string): boolean {
  return kind === 'password-recovered' || kind === 'printed-code-used'
}

/**
 * What an event that tells of a recovery (`tellsOfRecovery`) or of a transfer ('transferred-here') is about: it is written a
 * moment after the password is set, in the same transaction. Undefined when it is too old to be contested (limits.recovery.contest).
 */
export function recoveredBy(
  reader: Reader,
  parts: ContestParts,
  { accountId, at }: { accountId: string; at: Date },
): Promise<RecoveredEvent | undefined> {
  return newestSet(reader, parts, accountId, { after: new Date(at.getTime() - 60_000), until: at })
}

/** The newest recovery or transfer of an account's password that can still be contested (limits.recovery.contest). */
export function newestRecovered(
  reader: Reader,
  parts: ContestParts,
  accountId: string,
): Promise<RecoveredEvent | undefined> {
  return newestSet(reader, parts, accountId)
}

type ContestParts = { readonly keyring: Keyring; readonly clock: Clock; readonly limits: Limits }

/** What set the newest of the passwords that can be contested, of those set between two moments where they are given. */
async function newestSet(
  reader: Reader,
  parts: ContestParts,
  accountId: string,
  between?: { readonly after: Date; readonly until: Date },
): Promise<RecoveredEvent | undefined> {
  const oldest = parts.clock.now().getTime() - parts.limits.recovery.contest.lifetimeSeconds * 1000
  const after = new Date(Math.max(oldest, between?.after.getTime() ?? oldest))
  let ofAccount = reader
    .selectFrom('passwords')
    .where('account_id', '=', accountId)
    .where('set_by', 'in', ['recovery', 'transfer'])
    .where('set_at', '>', after)
    .select(['id', 'set_at'])
  if (between) ofAccount = ofAccount.where('set_at', '<=', between.until)
  const found = await ofAccount
    .where('replaced_at', 'is', null)
    .unionAll(ofAccount.where('replaced_at', 'is not', null))
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found && recoveredEvent(reader, parts.keyring, found.id)
}
