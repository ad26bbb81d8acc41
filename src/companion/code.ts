import { z } from 'zod'
import { readProfile } from '../account/accounts.ts'
import { audit } from '../account/audit.ts'
import { bindingBetween, holdAccount, mayShowCodes, waits } from '../account/bindings.ts'
import { type MintedCode, mintCode, refuseCode } from '../account/codes.ts'
import { wakeFeeds } from '../account/events.ts'
import { activeRestriction, isAllowed } from '../account/restrictions.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { askingBmg, type BmgSays, bmgIsBusy } from './bmg.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'
import { claimRequest, codeForClaim, type NoClaimCode } from './claims.ts'

const asking = z.object({ request: z.uuid() })
/** Why there is no code; where the account itself holds it back, its id, for the audit. */
type NoCode = { problem: NoClaimCode } | { problem: 'waits' | 'frozen' | 'closed'; accountId: string }

/** POST code, «Показать код»: only now is there a code at all, and only for the browser that asked. */
export function showCode(parts: Parts) {
  const bmgSays = askingBmg(parts)
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, asking)
    if (!read.ok) return read.answer
    const shown = await codeFor(parts, c, read.body.request, bmgSays)
    if (shown === 'busy') return bmgIsBusy(c)
    if ('code' in shown) return c.json({ code: shown.code, expiresAt: shown.expiresAt.toISOString() })
    if ('accountId' in shown) {
      const { accountId, problem: outcome } = shown
      const { reference } = c.get('visit')
      const line = { type: 'recovery-code', actor: 'citizen', accountId, outcome, reference } as const
      await audit(parts.database.reader, line)
    }
    return c.json({ problem: shown.problem }, 409)
  }
}

async function codeFor(
  parts: Parts,
  c: CompanionContext,
  requestId: string,
  bmgSays: BmgSays,
): Promise<MintedCode | NoCode | 'busy'> {
  const { database, keyring } = parts
  const { id: installationId } = c.get('installation')
  const claimed = await claimRequest(parts, installationId, requestId)
  if (claimed) {
    const code = await codeForClaim(parts, c, claimed, bmgSays)
    return code === 'busy' || typeof code !== 'string' ? code : { problem: code }
  }
  const asked = await standing(database.reader, parts, installationId, requestId)
  if ('problem' in asked) return asked
  // BMG is asked before anything is held: it may be slow, and the page of the browser must not feel it.
  const { iin, phone } = await readProfile(database.reader, keyring, asked.accountId)
  if (!phone) return { problem: 'gone' }
  const bmg = await bmgSays({ iin, phone })
  if (bmg === 'busy') return 'busy'
  return database.inTransaction(async (tx) => {
    await holdAccount(tx, asked.accountId)
    const request = await standing(tx, parts, installationId, requestId)
    if ('problem' in request) return request
    if (!request.phoneIndex.equals(asked.phoneIndex)) return { problem: 'gone' }
    const isOther = bmg === 'mismatch'
    const code = isOther
      ? await refuseCode(tx, parts, request)
      : await mintCode(tx, parts, { ...request, bmg })
    await audit(tx, {
      type: 'recovery-code',
      actor: 'citizen',
      accountId: request.accountId,
      outcome: isOther ? 'number-not-yours' : 'shown',
      reference: c.get('visit').reference,
      detail: { bmg },
    })
    await wakeFeeds(tx, request.accountId)
    return typeof code === 'string' ? { problem: code } : code
  })
}

type Standing = {
  readonly id: string
  readonly accountId: string
  readonly iinIndex: Buffer
  readonly phoneIndex: Buffer
  readonly bindingId: string
  readonly endsAt: Date
}

/** The request as this installation may answer it now. In a transaction the row is held. */
async function standing(
  at: Reader | Tx,
  parts: Parts,
  installationId: string,
  requestId: string,
): Promise<Standing | NoCode> {
  const now = parts.clock.now()
  const answerable = new Date(now.getTime() - parts.limits.recovery.request.answerSeconds * 1000)
  let query = at
    .selectFrom('recoveries')
    .innerJoin('accounts', 'accounts.id', 'recoveries.account_id')
    .where('recoveries.id', '=', requestId)
    .where('recoveries.transfer_id', 'is', null)
    .where('recoveries.ended_at', 'is', null)
    .where('recoveries.expires_at', '>', now)
    .where('recoveries.sent_at', '>', answerable)
    .select([
      'accounts.id as account_id',
      'accounts.phone_index',
      'recoveries.iin_index',
      'recoveries.expires_at',
    ])
  if (at.isTransaction) query = query.forNoKeyUpdate('recoveries')
  const row = await query.executeTakeFirst()
  const binding = row && (await bindingBetween(at, installationId, row.account_id))
  if (!row?.phone_index || !binding?.hasNumber) return { problem: 'gone' }
  const accountId = row.account_id
  const restriction = await activeRestriction(at, accountId, now)
  if (!isAllowed(restriction, 'show-code'))
    return { problem: restriction?.kind === 'closed' ? 'closed' : 'frozen', accountId }
  if (waits(binding, now) || !mayShowCodes(binding, now)) return { problem: 'waits', accountId }
  return {
    id: requestId,
    accountId,
    iinIndex: row.iin_index,
    phoneIndex: row.phone_index,
    bindingId: binding.id,
    endsAt: row.expires_at,
  }
}
