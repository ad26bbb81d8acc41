import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import { endCabinetActivations } from './activations.ts'
import { audit } from './audit.ts'
import { type UsedCode, useCode } from './codes.ts'
import { grantFreshBudget } from './fresh-budget.ts'
import { activeRestriction, isAllowed, restrict } from './restrictions.ts'
import { endOtherSessions } from './sessions.ts'
import { distrustBrowsers } from './trusted-browsers.ts'

type Parts = { keyring: Keyring; clock: Clock; limits: Limits }

export type Recovered = {
  readonly accountId: string
  /** Limited mode began: the code came from a young installation, or BMG did not confirm the number. */
  readonly isLimited: boolean
}

/**
 * Sets the new password with a matched code, in one transaction with all that follows: sessions, trusted browsers,
 * the cabinet's one-time passwords and the account's other requests end, limited mode begins where it must, this
 * browser gets its own budget. The account's row orders those who come at once: one wins, the others get undefined
 * and change nothing. So does a code whose account was frozen meanwhile. The row is held as everybody holds it: a stronger
 * lock would wait for sign-ins under way, which wait for it in their foreign keys.
 */
export async function recoverPassword(
  tx: Tx,
  parts: Parts,
  given: { recoveryId: string; codeMac: Buffer; phc: string; browserHash: Buffer; reference: string },
): Promise<Recovered | undefined> {
  const now = parts.clock.now()
  const account = await tx
    .selectFrom('recoveries')
    .innerJoin('accounts', 'accounts.id', 'recoveries.account_id')
    .where('recoveries.id', '=', given.recoveryId)
    .where('recoveries.transfer_id', 'is', null)
    .where('accounts.closed_at', 'is', null)
    .select(['accounts.id', 'accounts.iin_index'])
    .forNoKeyUpdate('accounts')
    .executeTakeFirst()
  if (!account || !isAllowed(await activeRestriction(tx, account.id, now), 'show-code')) return undefined
  const code = await useCode(tx, parts, given.recoveryId, given)
  if (!code) return undefined

  const accountId = account.id
  await startAnew(tx, parts, { accountId, iinIndex: account.iin_index }, given)
  const isLimited = await limit(tx, parts, accountId, code)
  await audit(tx, {
    type: 'recovery.password',
    actor: 'citizen',
    accountId,
    outcome: 'changed',
    reference: given.reference,
    detail: { limited: isLimited, bmg: code.bmg, young: code.isYoung },
  })
  return { accountId, isLimited }
}

/**
 * What every recovery does, whatever proved it, in the transaction that holds the account: the new password, the end of
 * sessions, trust and pending requests, and a full budget for this browser to sign in with it.
 */
export async function startAnew(
  tx: Tx,
  parts: Parts,
  { accountId, iinIndex }: { accountId: string; iinIndex: Buffer },
  { phc, browserHash }: { phc: string; browserHash: Buffer },
): Promise<void> {
  await replacePassword(tx, parts, accountId, { phc, by: 'recovery' })
  await endOtherSessions(tx, parts.clock, accountId, undefined, 'recovery')
  await distrustBrowsers(tx, parts.clock, accountId, undefined)
  await endPending(tx, accountId, parts.clock.now())
  await grantFreshBudget(tx, parts, { iinIndex, browserHash })
}

/** The replaced one stays: for thirty days it can contest. An account that had none gets its first. Returns the new one's id. */
export async function replacePassword(
  tx: Tx,
  parts: Pick<Parts, 'clock' | 'keyring'>,
  accountId: string,
  { phc, by }: { phc: string; by: 'recovery' | 'transfer' },
): Promise<string> {
  const now = parts.clock.now()
  await tx
    .updateTable('passwords')
    .set({ replaced_at: now })
    .where('account_id', '=', accountId)
    .where('replaced_at', 'is', null)
    .execute()
  const phc_sealed = parts.keyring.seal('passwords.phc', phc)
  const { id } = await tx
    .insertInto('passwords')
    .values({ account_id: accountId, phc_sealed, set_by: by, set_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Other requests end with their codes; one-time passwords that ended sessions had opened run out. */
export async function endPending(tx: Tx, accountId: string, now: Date) {
  await tx
    .updateTable('recoveries')
    .set({ ended_at: now, outcome: 'replaced', code_mac: null })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  await endCabinetActivations(tx, accountId, now)
}

async function limit(tx: Tx, parts: Parts, accountId: string, code: UsedCode): Promise<boolean> {
  const now = parts.clock.now()
  const until = new Date(now.getTime() + parts.limits.recovery.limitedMode.lifetimeSeconds * 1000)
  const isUnconfirmed = code.bmg === 'not-registered' || code.bmg === 'unavailable'
  const common = { accountId, kind: 'limited', now, until } as const
  if (code.isYoung) await restrict(tx, { ...common, reason: 'young-installation' })
  if (isUnconfirmed) await restrict(tx, { ...common, reason: 'number-unconfirmed' })
  return code.isYoung || isUnconfirmed
}
