import type { Keyring } from '../../database/keyring.ts'
import type { CodeBmg, Reader, Tx } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Phone } from '../../domain/phone.ts'
import { type OpenActivation, openActivation } from '../activations.ts'
import { sendAgain } from '../recoveries.ts'
import { type Claim, type ClaimOrigin, type ClaimParts, newRequest } from './claim.ts'
import { tellClaimApps } from './waiting.ts'

/** The request under which a claim's code is asked for: the newest, open or ended. */
export type ClaimRequest = { readonly id: string; readonly number: number; readonly sentAt: Date }

/** The newest request of a claim. */
export async function requestOfClaim(reader: Reader, transferId: string): Promise<ClaimRequest> {
  const row = await reader
    .selectFrom('recoveries')
    .where('transfer_id', '=', transferId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .select(['id', 'request_number', 'sent_at'])
    .executeTakeFirstOrThrow()
  return { id: row.id, number: row.request_number, sentAt: row.sent_at }
}

/** The number that the claimant's own account has today: BMG is asked about it before a claim's apps may wait for its. */
export async function numberOfAccount(
  reader: Reader,
  keyring: Keyring,
  accountId: string | null,
): Promise<Phone | null> {
  const row = await reader
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .select('phone_sealed')
    .executeTakeFirst()
  return row?.phone_sealed ? (keyring.open('accounts.phone', row.phone_sealed) as Phone) : null
}

/**
 * «Получить код»: keeps the number and what BMG said of it, and asks the owner (again). A code that another number had
 * shown is void, and so is an app that was bound to it. `bmg` is never shown to anybody. Returns the open request.
 */
export async function askForNumber(
  tx: Tx,
  parts: ClaimParts,
  claim: Claim,
  asked: { phone: Phone; bmg: CodeBmg; isNumberForeign: boolean } & ClaimOrigin,
): Promise<ClaimRequest> {
  const { keyring, clock } = parts
  const phoneIndex = keyring.index('phone', asked.phone)
  if (!claim.phoneIndex?.equals(phoneIndex)) await forgetNumber(tx, clock, claim.id)
  await tx
    .updateTable('transfers')
    .set({
      phone_index: phoneIndex,
      phone_sealed: keyring.seal('transfers.phone', asked.phone),
      phone_bmg: asked.bmg,
      is_number_foreign: asked.isNumberForeign,
    })
    .where('id', '=', claim.id)
    .execute()
  const { id } = await requestOfClaim(tx, claim.id)
  if ((await sendAgain(tx, parts, id)) === 'ended')
    await newRequest(tx, parts, claim.id, { claimant: claim.claimant, ...asked })
  await tellClaimApps(tx, claim.id)
  return requestOfClaim(tx, claim.id)
}

async function forgetNumber(tx: Tx, clock: Clock, transferId: string): Promise<void> {
  const now = clock.now()
  await tx
    .updateTable('recoveries')
    .set({ code_mac: null, code_expires_at: null })
    .where('transfer_id', '=', transferId)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('bindings')
    .set({ removed_at: now, removed_by: 'number-changed' })
    .where('transfer_id', '=', transferId)
    .where('account_id', 'is', null)
    .where('removed_at', 'is', null)
    .execute()
  await tx
    .updateTable('activations')
    .set({ expires_at: now })
    .where('transfer_id', '=', transferId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}

/**
 * The one-time password beside a claim's number. Where BMG does not give the number to the claimant it is a decoy: the
 * same to look at, and nothing can match it.
 */
export async function activationOfClaim(
  at: Reader,
  parts: ClaimParts,
  claim: Claim,
  shown: { requestId: string; browser: string },
): Promise<OpenActivation> {
  const isReal = claim.phoneBmg === 'match'
  return openActivation(at, parts, {
    accountId: null,
    phoneIndex: isReal ? claim.phoneIndex : null,
    iin: claim.claimant,
    browser: shown.browser,
    madeThrough: 'public',
    recoveryId: shown.requestId,
    transferId: claim.id,
  })
}

/** Whether an app is bound to the claim's number: the claimant holds it. In past-the-limit claims it comes before the answers. */
export async function hasProvenNumber(reader: Reader, claim: Claim): Promise<boolean> {
  // Looked up for decoys too: a page must not come sooner because nothing can be there.
  const bound = await reader
    .selectFrom('bindings')
    .where('transfer_id', '=', claim.id)
    .where('phone_index', '=', claim.phoneIndex)
    .where('removed_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return bound !== undefined && claim.phoneBmg === 'match'
}
