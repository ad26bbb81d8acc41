import { sql } from 'kysely'
import type { Reader, Tx } from '../../database/tables.ts'
import { type MatchedClaim, noteUse, takePublicBinding, useUp } from '../activating.ts'
import { bindingsOfAccount, holdAccount, isSilent } from '../bindings.ts'
import { wakeFeeds } from '../events.ts'
import { type Claim, type ClaimParts, readClaim } from './claim.ts'

/** An app that is bound to a claim: until the move is through it can show this claim's code and nothing else. */
export type ClaimBinding = {
  readonly id: string
  readonly claim: Claim
  readonly madeAt: Date
  readonly waitsUntil: Date | null
  readonly approvedAt: Date | null
  /** False where this installation was bound to the claim before. */
  readonly isNew: boolean
}

/** How long the wait of an app counts for later claims of the same person: a claim itself lives an hour. */
const inheritDays = 7

/**
 * Binds an installation to a claim whose number and secret were right. Where the claimant's account has older apps that
 * live (and whose number BMG does not give to somebody else), those are asked first, as at any activation from a public
 * page. What this installation has waited for an earlier claim of the same person and number counts. Undefined when the
 * claim is over, somebody else used the secret, or the claimant's account has had its public bindings of the day.
 */
export async function bindToClaim(
  tx: Tx,
  parts: ClaimParts,
  matched: MatchedClaim,
  installationId: string,
): Promise<ClaimBinding | undefined> {
  const now = parts.clock.now()
  const claim = await readClaim(tx, parts, matched.transferId)
  if (!claim?.phoneIndex?.equals(matched.phoneIndex)) return undefined
  if (claim.accountId) await holdAccount(tx, claim.accountId)
  const known = await claimBindingOf(tx, claim.id, installationId)
  if (!known && claim.accountId && !(await takePublicBinding(tx, parts, claim.accountId))) return undefined
  if (!(await useUp(tx, matched.activationId, now))) return undefined
  const binding = known ?? (await insert(tx, parts, claim, installationId))
  await noteUse(tx, matched, binding.id)
  await wakeFeeds(tx, installationId, ...(claim.accountId ? [claim.accountId] : []))
  return { ...binding, claim, isNew: known === undefined }
}

type Bound = Omit<ClaimBinding, 'claim' | 'isNew'>

async function claimBindingOf(reader: Reader, transferId: string, installationId: string) {
  const row = await reader
    .selectFrom('bindings')
    .where('transfer_id', '=', transferId)
    .where('installation_id', '=', installationId)
    .where('account_id', 'is', null)
    .where('removed_at', 'is', null)
    .select(['id', 'made_at as madeAt', 'waits_until as waitsUntil', 'approved_at as approvedAt'])
    .executeTakeFirst()
  return row satisfies Bound | undefined
}

async function insert(tx: Tx, parts: ClaimParts, claim: Claim, installationId: string): Promise<Bound> {
  const now = parts.clock.now()
  const earlier = await earlierWait(
    tx,
    claim,
    installationId,
    new Date(now.getTime() - inheritDays * 86_400_000),
  )
  const isAsked =
    claim.accountId !== null &&
    !claim.isNumberForeign &&
    (await hasOlderApp(tx, parts, claim, installationId))
  const wait = parts.limits.activation.installations.unapprovedWaitSeconds * 1000
  const fresh = {
    made_at: now,
    waits_until: isAsked ? new Date(now.getTime() + wait) : null,
    approved_at: null,
  }
  const { made_at, waits_until, approved_at, approved_by = null } = earlier ?? { ...fresh, approved_by: null }
  await tx
    .updateTable('installations')
    .set({ bound_at: sql<Date>`coalesce(bound_at, ${now})` })
    .where('id', '=', installationId)
    .execute()
  const { id } = await tx
    .insertInto('bindings')
    .values({
      account_id: null,
      transfer_id: claim.id,
      installation_id: installationId,
      phone_index: claim.phoneIndex ?? Buffer.alloc(32),
      made_through: 'public',
      made_at,
      waits_until,
      approved_at,
      approved_by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, madeAt: made_at, waitsUntil: waits_until, approvedAt: approved_at }
}

async function earlierWait(reader: Reader, claim: Claim, installationId: string, since: Date) {
  return reader
    .selectFrom('bindings')
    .innerJoin('transfers', 'transfers.id', 'bindings.transfer_id')
    .where('transfers.claimant_index', '=', (eb) =>
      eb.selectFrom('transfers').where('id', '=', claim.id).select('claimant_index'),
    )
    .where('bindings.installation_id', '=', installationId)
    .where('bindings.phone_index', '=', claim.phoneIndex)
    .where('bindings.account_id', 'is', null)
    .where('bindings.removed_at', 'is', null)
    .where('bindings.waits_until', 'is not', null)
    .where('bindings.made_at', '>', since)
    .orderBy('bindings.made_at')
    .select(['bindings.made_at', 'waits_until', 'bindings.approved_at', 'bindings.approved_by'])
    .executeTakeFirst()
}

async function hasOlderApp(
  tx: Tx,
  parts: ClaimParts,
  claim: Claim,
  installationId: string,
): Promise<boolean> {
  const all = await bindingsOfAccount(tx, claim.accountId ?? '')
  return all.some(
    (other) =>
      other.installationId !== installationId &&
      other.hasNumber &&
      !isSilent(other, parts.limits, parts.clock.now()),
  )
}
