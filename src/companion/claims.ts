import { audit } from '../account/audit.ts'
import { holdAccount } from '../account/bindings.ts'
import { type MintedCode, mintCode, refuseCode } from '../account/codes.ts'
import { wakeFeeds } from '../account/events.ts'
import { activeRestriction } from '../account/restrictions.ts'
import { readClaim } from '../account/transfers/claim.ts'
import { type ClaimRequestForApp, claimRequestsFor } from '../account/transfers/request.ts'
import type { Tx } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import type { BmgSays } from './bmg.ts'
import type { CompanionContext } from './caller.ts'

export type NoClaimCode = 'gone' | 'waits' | 'number-not-yours' | 'frozen'

/** A claim's request that this installation may answer; undefined when it is no claim's, or not this installation's. */
export async function claimRequest(
  parts: Parts,
  installationId: string,
  requestId: string,
): Promise<ClaimRequestForApp | undefined> {
  const [request] = await claimRequestsFor(parts.database.reader, parts, installationId, requestId)
  return request
}

/** «Показать код» for a claim to an account: BMG is asked again about the claimant and the number. */
export async function codeForClaim(
  parts: Parts,
  c: CompanionContext,
  asked: ClaimRequestForApp,
  bmgSays: BmgSays,
): Promise<MintedCode | NoClaimCode | 'busy'> {
  const { claimant, phone } = asked
  // Before anything is held: it may be slow, and the page of the browser must not feel it.
  const bmg = await bmgSays({ iin: claimant, phone })
  if (bmg === 'busy') return 'busy'
  return parts.database.inTransaction(async (tx) => {
    const request = await heldRequest(tx, parts, c, asked)
    if (request?.phone !== phone) return 'gone'
    const { accountId } = request
    const restriction = accountId ? await activeRestriction(tx, accountId, parts.clock.now()) : undefined
    if (restriction?.kind === 'frozen') return 'frozen'
    if (request.waitsUntil) return 'waits'
    const isOther = bmg === 'mismatch'
    const code = isOther
      ? await refuseCode(tx, parts, request)
      : await mintCode(tx, parts, { ...request, bmg })
    await audit(tx, {
      type: 'recovery-code',
      actor: 'citizen',
      accountId: accountId ?? undefined,
      outcome: isOther ? 'number-not-yours' : 'shown',
      reference: c.get('visit').reference,
      detail: { bmg, purpose: 'transfer' },
    })
    await wakeFeeds(tx, c.get('installation').id, ...(accountId ? [accountId] : []))
    return code
  })
}

/**
 * «Это не я» about a claim: its request ends, and the claimant's account is told if there is one. Only who could show
 * the code may end it.
 */
export function refuseClaim(
  parts: Parts,
  c: CompanionContext,
  asked: ClaimRequestForApp,
): Promise<'refused' | NoClaimCode> {
  return parts.database.inTransaction(async (tx) => {
    const request = await heldRequest(tx, parts, c, asked)
    if (!request) return 'gone'
    if (request.waitsUntil) return 'waits'
    if (request.isRefused) return 'number-not-yours'
    const { id, accountId, browser } = request
    await tx
      .updateTable('recoveries')
      .set({ ended_at: parts.clock.now(), outcome: 'refused', code_mac: null })
      .where('id', '=', id)
      .execute()
    if (accountId) {
      const params = { request: String(request.number) }
      await announce(tx, parts, { accountId, kind: 'transfer-refused', browser, params })
    }
    await audit(tx, {
      type: 'recovery-request',
      actor: 'citizen',
      accountId: accountId ?? undefined,
      outcome: 'refused',
      reference: c.get('visit').reference,
      detail: { purpose: 'transfer' },
    })
    await wakeFeeds(tx, c.get('installation').id)
    return 'refused'
  })
}

/**
 * The request as it stands now, with its claim and the claimant's account held, in the order in which a move holds them:
 * the number of a claim may change meanwhile, and a code must not outlive it.
 */
async function heldRequest(
  tx: Tx,
  parts: Parts,
  c: CompanionContext,
  { id, transferId }: ClaimRequestForApp,
): Promise<ClaimRequestForApp | undefined> {
  const claim = await readClaim(tx, parts, transferId)
  if (!claim) return undefined
  if (claim.accountId) await holdAccount(tx, claim.accountId)
  const [request] = await claimRequestsFor(tx, parts, c.get('installation').id, id)
  return request
}
