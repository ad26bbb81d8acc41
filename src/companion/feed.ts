import { z } from 'zod'
import { mayShowCodes, waits } from '../account/bindings.ts'
import { mayEndLimitedMode } from '../account/deciding.ts'
import { activeRestrictions, type Restriction } from '../account/restrictions.ts'
import { type ClaimRequestForApp, claimRequestsFor } from '../account/transfers/request.ts'
import { type FormerNumber, formerNumbersOf } from '../account/transfers/say.ts'
import { maskAddress, maskIin, maskPhone } from '../domain/masks.ts'
import type { Parts } from '../http/parts.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'
import { listNotices } from './notices.ts'
import {
  type ClaimRow,
  listClaims,
  listOwn,
  listRequests,
  listWaiting,
  mostRequests,
  type Own,
  type RequestRow,
} from './queries.ts'

/** GET feed: the accounts and claims of this installation, what asks for its word, and its notices. */
export function feed(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const { reader } = parts.database
    const now = parts.clock.now()
    const installation = c.get('installation')
    const own = await listOwn(reader, parts.keyring, installation.id)
    const byAccount = new Map(own.map((each) => [each.accountId, each]))
    const accountIds = [...byAccount.keys()]
    const restrictions = await activeRestrictions(reader, accountIds, now)
    const requests = await listRequests(reader, parts, accountIds, now)
    const waiting = await listWaiting(reader, accountIds, now)
    const claims = await listClaims(reader, parts.keyring, installation.id, now)
    const claimRequests = await claimRequestsFor(reader, parts, installation.id)
    const former = await formerNumbersOf(reader, parts, installation.id)
    const notices = await listNotices(parts, installation, { own: byAccount, former })

    return c.json({
      now: now.toISOString(),
      assistedContact: parts.config.assistedContact,
      accounts: [
        ...(await Promise.all(
          own.map((each) => accountItem(parts, each, restrictions.get(each.accountId), now)),
        )),
        ...former.map(formerItem),
      ],
      claims: claims.map((claim) => claimItem(claim, now)),
      requests: [
        ...claimRequests.map((row) => claimRequestItem(parts, row)),
        ...requestItems(parts, requests.slice(0, mostRequests), byAccount, now),
      ],
      hasMoreRequests: requests.length > mostRequests,
      approvals: waiting.flatMap((newer) => {
        const mine = byAccount.get(newer.accountId)
        if (!mine || !mayShowCodes(mine, now) || mine.madeAt >= newer.madeAt) return []
        return {
          binding: newer.id,
          by: mine.id,
          device: newer.device,
          madeAt: newer.madeAt.toISOString(),
          waitsUntil: newer.waitsUntil?.toISOString() ?? null,
          maskedIin: maskIin(mine.iin),
        }
      }),
      notices,
    })
  }
}

const finding = z.object({ number: z.number().int().min(10).max(99) })

/**
 * POST requests: those with the number that the waiting page shows. Whoever floods an account with requests can push the
 * owner's off the list, but not its number.
 */
export function requestsByNumber(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, finding)
    if (!read.ok) return read.answer
    const { reader } = parts.database
    const now = parts.clock.now()
    const own = await listOwn(reader, parts.keyring, c.get('installation').id)
    const byAccount = new Map(own.map((each) => [each.accountId, each]))
    const requests = await listRequests(reader, parts, [...byAccount.keys()], now, read.body.number)
    return c.json({ requests: requestItems(parts, requests, byAccount, now) })
  }
}

function requestItems(
  parts: Parts,
  requests: readonly RequestRow[],
  byAccount: ReadonlyMap<string, Own>,
  now: Date,
) {
  return requests.flatMap((row) => {
    const mine = byAccount.get(row.accountId)
    return mine ? [requestItem(parts, row, mine, now)] : []
  })
}

async function accountItem(parts: Parts, own: Own, restriction: Restriction | undefined, now: Date) {
  const isWaiting = waits(own, now)
  return {
    binding: own.id,
    maskedIin: maskIin(own.iin),
    maskedPhone: maskPhone(own.phone),
    madeAt: own.madeAt.toISOString(),
    state: isWaiting ? 'waits' : 'active',
    waitsUntil: isWaiting ? (own.waitsUntil?.toISOString() ?? null) : null,
    restriction: restriction
      ? {
          kind: restriction.kind,
          until: restriction.until?.toISOString() ?? null,
          canEnd: await mayEndLimitedMode(parts.database.reader, parts, own, restriction),
        }
      : null,
  }
}

/** An app whose number a move has changed sees the number that it stands for, and nothing of the account's own. */
function formerItem({ binding, iin, phone }: FormerNumber) {
  return {
    binding: binding.id,
    maskedIin: maskIin(iin),
    maskedPhone: maskPhone(phone),
    madeAt: binding.madeAt.toISOString(),
    state: 'former',
    waitsUntil: null,
    restriction: null,
  }
}

function claimItem(claim: ClaimRow, now: Date) {
  const isWaiting = waits(claim, now)
  return {
    binding: claim.id,
    maskedIin: maskIin(claim.claimant),
    maskedPhone: maskPhone(claim.phone),
    madeAt: claim.madeAt.toISOString(),
    state: isWaiting ? 'waits' : 'active',
    waitsUntil: isWaiting ? (claim.waitsUntil?.toISOString() ?? null) : null,
    expiresAt: claim.expiresAt.toISOString(),
  }
}

type Asked = Pick<RequestRow, 'id' | 'number' | 'browser' | 'address' | 'askedAt' | 'sentAt' | 'endsAt'>

/** What a card says of either kind of request: who asks, from where, when. */
function askedItem(parts: Parts, row: Asked) {
  const answerable = row.sentAt.getTime() + parts.limits.recovery.request.answerSeconds * 1000
  return {
    id: row.id,
    number: row.number,
    browser: row.browser,
    network: maskAddress(row.address),
    askedAt: row.askedAt.toISOString(),
    sentAt: row.sentAt.toISOString(),
    expiresAt: new Date(Math.min(answerable, row.endsAt.getTime())).toISOString(),
  }
}

type Standing = { readonly isWaiting: boolean; readonly isRefused: boolean; readonly hasCode: boolean }

function stateOf({ isWaiting, isRefused, hasCode }: Standing) {
  if (isWaiting) return 'waits'
  if (isRefused) return 'number-not-yours'
  return hasCode ? 'shown' : 'open'
}

function requestItem(parts: Parts, row: RequestRow, own: Own, now: Date) {
  const isRefused = row.bmg === 'mismatch'
  return {
    kind: 'recovery',
    ...askedItem(parts, row),
    binding: own.id,
    maskedIin: maskIin(own.iin),
    state: stateOf({ isWaiting: waits(own, now), isRefused, hasCode: row.hasCode }),
  }
}

function claimRequestItem(parts: Parts, row: ClaimRequestForApp) {
  const { isRefused, hasCode } = row
  return {
    kind: 'transfer',
    ...askedItem(parts, row),
    binding: row.bindingId,
    maskedIin: maskIin(row.claimant),
    state: stateOf({ isWaiting: row.waitsUntil !== null, isRefused, hasCode }),
  }
}
