import type { Tx } from '../../database/tables.ts'
import type { Language } from '../../domain/language.ts'
import type { Phone } from '../../domain/phone.ts'
import { audit } from '../audit.ts'
import { removeBindings } from '../bindings.ts'
import { type UsedCode, useCode } from '../codes.ts'
import { grantFreshBudget } from '../fresh-budget.ts'
import { removePrintedCode } from '../printed-codes.ts'
import { endPending, replacePassword } from '../recover-password.ts'
import { endRestriction, type Restriction, restrict } from '../restrictions.ts'
import { endOtherSessions } from '../sessions.ts'
import { distrustBrowsers } from '../trusted-browsers.ts'
import { type Claim, type ClaimParts, readClaim } from './claim.ts'
import { holdOnClaim } from './request.ts'
import { tellClaimApps } from './waiting.ts'

export type Move = {
  readonly transferId: string
  readonly requestId: string
  readonly codeMac: Buffer
  readonly phc: string
  readonly browserHash: Buffer
  readonly language: Language
  readonly reference: string
}

/**
 * What came of «Переоформить». `taken`: somebody else has moved the child since the answers. `held`: an account that it
 * would touch is under a restriction, which no transfer may end. In both nothing has changed, the code included.
 */
export type Moved =
  | {
      is: 'done'
      accountId: string
      /** Another account under which the child stood; null when it was the claimant's own, or none. */
      formerAccountId: string | null
      isFormerClosed: boolean
      /** The number that the claimant's account had before: it is told too. */
      oldPhone: Phone | null
      /** The account is under another number than before, or is new: its e-mail addresses go with the old one. */
      hasNewNumber: boolean
    }
  | { is: 'taken' }
  | { is: 'held'; restriction: Restriction }

/**
 * Moves a child to the claimant's account with a matched code, in one transaction with all that follows (journeys §4):
 * the account is made if there is none, gets the number and the password, its code on paper ends, the child moves to it, a former
 * account without children closes; sessions, trust, codes and one-time passwords of every account touched end; limited mode
 * begins until the former holder approves. The child's row orders claimants who come at once: one wins. Undefined when
 * the claim or the code is no longer what it was. Who must be told is the caller's: before `settleApps`
 * and `takeAddresses`.
 */
export async function moveAccount(tx: Tx, parts: ClaimParts, move: Move): Promise<Moved | undefined> {
  const now = parts.clock.now()
  const claim = await readClaim(tx, parts, move.transferId)
  if (!claim?.isAnswered || !claim.phone || !claim.phoneIndex || claim.phoneBmg !== 'match') return undefined
  const child = await tx
    .selectFrom('children')
    .where('child_index', '=', claim.childIndex)
    .select(['account_id', 'system'])
    .forUpdate()
    .executeTakeFirst()
  if (!child) return undefined
  const own = await heldAccounts(tx, parts, claim, child.account_id)
  if (child.account_id !== claim.formerAccountId) return { is: 'taken' }
  const hold = await holdOnClaim(tx, parts.clock, { ownId: own?.id ?? null, formerId: child.account_id })
  if (hold) return { is: 'held', restriction: hold }
  const code = await useCode(tx, parts, move.requestId, move)
  if (!code) return undefined

  const accountId = own?.id ?? (await makeAccount(tx, parts, claim, { ...move, system: child.system }))
  const former = child.account_id === accountId ? null : child.account_id
  const { oldPhone, isNew: hasNewNumber } = await setNumber(tx, parts, accountId, claim)
  const passwordId = await replacePassword(tx, parts, accountId, { phc: move.phc, by: 'transfer' })
  // Also one from before the account was closed for good, if this has opened it again.
  await removePrintedCode(tx, parts.clock, accountId)
  await tx
    .updateTable('children')
    .set({ account_id: accountId })
    .where('child_index', '=', claim.childIndex)
    .execute()
  for (const touched of former ? [accountId, former] : [accountId]) {
    await endOtherSessions(tx, parts.clock, touched, undefined, 'transfer')
    await distrustBrowsers(tx, parts.clock, touched, undefined)
    await endPending(tx, touched, now)
  }
  const isFormerClosed = former !== null && (await closeWithoutChildren(tx, former, now))
  await tx
    .updateTable('transfers')
    .set({
      done_at: now,
      account_id: accountId,
      made_account: own === undefined,
      old_phone_sealed: oldPhone && parts.keyring.seal('transfers.phone', oldPhone),
      password_id: passwordId,
    })
    .where('id', '=', claim.id)
    .execute()
  await keepApp(tx, parts, claim, accountId, code)
  // A parent whose own account was closed for want of children has one again.
  await endRestriction(tx, { accountId, kind: 'closed', now, by: `transfer ${claim.id}` })
  const until = new Date(now.getTime() + parts.limits.transfer.limitedMode.lifetimeSeconds * 1000)
  await restrict(tx, { accountId, kind: 'limited', reason: 'transfer', now, until })
  const iinIndex = parts.keyring.index('iin', claim.claimant)
  await grantFreshBudget(tx, parts, { iinIndex, browserHash: move.browserHash })
  await audit(tx, {
    type: 'transfer',
    actor: 'citizen',
    accountId,
    outcome: 'done',
    reference: move.reference,
    detail: { transfer: claim.id, made: own === undefined, closed: isFormerClosed, young: code.isYoung },
  })
  return { is: 'done', accountId, formerAccountId: former, isFormerClosed, oldPhone, hasNewNumber }
}

/** Holds the claimant's account and the child's, in the order of their ids, so that no two moves wait crosswise. */
async function heldAccounts(tx: Tx, { keyring }: ClaimParts, claim: Claim, formerId: string | null) {
  const iinIndex = keyring.index('iin', claim.claimant)
  const held = await tx
    .selectFrom('accounts')
    .where((eb) => eb.or([eb('iin_index', '=', iinIndex), eb('id', '=', formerId)]))
    .where('closed_at', 'is', null)
    .orderBy('id')
    .select(['id', 'iin_index'])
    .forNoKeyUpdate()
    .execute()
  return held.find((account) => account.iin_index.equals(iinIndex))
}

/** An account of a parent for whom no queue system has made one. Its name is not known until an import brings it. */
async function makeAccount(
  tx: Tx,
  { keyring, clock }: ClaimParts,
  claim: Claim,
  given: { language: Language; system: 'INDIGO' | 'SAKURA' | 'MINDAL' | 'MALAHIT' | 'AZAMAT' },
): Promise<string> {
  const iin_index = keyring.index('iin', claim.claimant)
  const fresh = {
    iin_sealed: keyring.seal('accounts.iin', claim.claimant),
    name_sealed: keyring.seal('accounts.name', ''),
    language: given.language,
    system: given.system,
    created_at: clock.now(),
    closed_at: null,
  }
  const { id } = await tx
    .insertInto('accounts')
    .values({ iin_index, ...fresh })
    // One that was closed for good is opened again.
    .onConflict((conflict) => conflict.column('iin_index').doUpdateSet({ closed_at: null }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Whether the number is another one than before, and the one that the account had. */
async function setNumber(
  tx: Tx,
  { keyring }: ClaimParts,
  accountId: string,
  claim: Claim,
): Promise<{ oldPhone: Phone | null; isNew: boolean }> {
  const before = await tx
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .select(['phone_index', 'phone_sealed'])
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('accounts')
    .set({
      phone_index: claim.phoneIndex,
      phone_sealed: keyring.seal('accounts.phone', claim.phone ?? ''),
      phone_set_by: 'transfer',
    })
    .where('id', '=', accountId)
    .execute()
  const isNew = !claim.phoneIndex || !before.phone_index?.equals(claim.phoneIndex)
  const old = isNew && claim.phoneIndex ? before.phone_sealed : null
  return { oldPhone: old && (keyring.open('accounts.phone', old) as Phone), isNew }
}

/** A former account that has no child left is closed: its holder may sign in to the one page on which to object. */
export async function closeWithoutChildren(tx: Tx, accountId: string, now: Date): Promise<boolean> {
  const child = await tx
    .selectFrom('children')
    .where('account_id', '=', accountId)
    .select('child_index')
    .limit(1)
    .executeTakeFirst()
  if (child) return false
  await restrict(tx, { accountId, kind: 'closed', reason: 'transfer', now, until: null })
  return true
}

/** The app that showed the code becomes an app of the account; others that were bound to the claim alone go. */
async function keepApp(tx: Tx, parts: ClaimParts, claim: Claim, accountId: string, code: UsedCode) {
  const own = await tx
    .selectFrom('bindings')
    .innerJoin('bindings as other', 'other.installation_id', 'bindings.installation_id')
    .where('bindings.id', '=', code.bindingId)
    .where('other.account_id', '=', accountId)
    .where('other.removed_at', 'is', null)
    .select(['other.id', 'other.phone_index'])
    .executeTakeFirst()
  // The same phone with the account's former number: the new binding takes its place.
  if (own && own.id !== code.bindingId && claim.phoneIndex && !own.phone_index.equals(claim.phoneIndex)) {
    await removeBindings(tx, parts.clock, { accountId, bindingIds: [own.id] }, 'number-changed')
  }
  const isKept = own !== undefined && claim.phoneIndex !== null && own.phone_index.equals(claim.phoneIndex)
  if (!isKept) {
    await tx
      .updateTable('bindings')
      .set({ account_id: accountId })
      .where('id', '=', code.bindingId)
      .where('account_id', 'is', null)
      .execute()
  }
  await tx
    .updateTable('bindings')
    .set({ removed_at: parts.clock.now(), removed_by: 'transfer' })
    .where('transfer_id', '=', claim.id)
    .where('account_id', 'is', null)
    .where('removed_at', 'is', null)
    .execute()
  await tellClaimApps(tx, claim.id)
}
