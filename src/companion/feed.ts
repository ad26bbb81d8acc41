import { mayShowCodes, waits } from '../account/bindings.ts'
import { mayEndLimitedMode } from '../account/deciding.ts'
import { activeRestrictions, type Restriction } from '../account/restrictions.ts'
import { maskAddress, maskIin, maskPhone } from '../domain/masks.ts'
import type { Parts } from '../http/parts.ts'
import type { CompanionContext } from './caller.ts'
import { listNotices } from './notices.ts'
import { listOwn, listRequests, listWaiting, type Own, type RequestRow } from './queries.ts'

/** GET feed: the accounts of this installation, what asks for its word, and its notices. */
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
    const notices = await listNotices(parts, installation, byAccount)

    return c.json({
      now: now.toISOString(),
      assistedContact: parts.config.assistedContact,
      accounts: await Promise.all(
        own.map((each) => accountItem(parts, each, restrictions.get(each.accountId), now)),
      ),
      requests: requests.flatMap((row) => {
        const mine = byAccount.get(row.accountId)
        return mine ? [requestItem(parts, row, mine, now)] : []
      }),
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

function requestItem(parts: Parts, row: RequestRow, own: Own, now: Date) {
  const answerable = row.sentAt.getTime() + parts.limits.recovery.request.answerSeconds * 1000
  return {
    id: row.id,
    binding: own.id,
    maskedIin: maskIin(own.iin),
    number: row.number,
    browser: row.browser,
    network: maskAddress(row.address),
    askedAt: row.askedAt.toISOString(),
    sentAt: row.sentAt.toISOString(),
    expiresAt: new Date(Math.min(answerable, row.endsAt.getTime())).toISOString(),
    state: waits(own, now)
      ? 'waits'
      : row.bmg === 'mismatch'
        ? 'number-not-yours'
        : row.hasCode
          ? 'shown'
          : 'open',
  }
}
