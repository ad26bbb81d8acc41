import { z } from 'zod'
import { readProfile } from '../account/accounts.ts'
import { audit } from '../account/audit.ts'
import { bindingBetween, holdAccount, mayShowCodes, tellApps, waits } from '../account/bindings.ts'
import { type MintedCode, mintCode, refuseCode } from '../account/codes.ts'
import { activeRestriction, isAllowed } from '../account/restrictions.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { bmgSays } from './bmg.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'
import { claimRequest, codeForClaim } from './claims.ts'

const asking = z.object({ request: z.uuid() })
type NoCode = 'gone' | 'waits' | 'number-not-yours' | 'frozen' | 'closed'

/** POST code, «Показать код»: only now is there a code at all, and only for the browser that asked. */
export function showCode(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, asking)
    if (!read.ok) return read.answer
    const shown = await codeFor(parts, c, read.body.request)
    return typeof shown === 'string'
      ? c.json({ problem: shown }, 409)
      : c.json({ code: shown.code, expiresAt: shown.expiresAt.toISOString() })
  }
}

async function codeFor(parts: Parts, c: CompanionContext, requestId: string): Promise<MintedCode | NoCode> {
  const { database, keyring } = parts
  const { id: installationId } = c.get('installation')
  const claimed = await claimRequest(parts, installationId, requestId)
  if (claimed) return codeForClaim(parts, c, claimed)
  const asked = await standing(database.reader, parts, installationId, requestId)
  if (typeof asked === 'string') return asked
  // BMG is asked before anything is held: it may be slow, and the page of the browser must not feel it.
  const { iin, phone } = await readProfile(database.reader, keyring, asked.accountId)
  if (!phone) return 'gone'
  const bmg = await bmgSays(parts, { iin, phone })
  return database.inTransaction(async (tx) => {
    await holdAccount(tx, asked.accountId)
    const request = await standing(tx, parts, installationId, requestId)
    if (typeof request === 'string') return request
    if (!request.phoneIndex.equals(asked.phoneIndex)) return 'gone'
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
    await tellApps(tx, request.accountId)
    return code
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
  if (!row?.phone_index || !binding?.hasNumber) return 'gone'
  const restriction = await activeRestriction(at, row.account_id, now)
  if (!isAllowed(restriction, 'show-code')) return restriction?.kind === 'closed' ? 'closed' : 'frozen'
  if (waits(binding, now) || !mayShowCodes(binding, now)) return 'waits'
  return {
    id: requestId,
    accountId: row.account_id,
    iinIndex: row.iin_index,
    phoneIndex: row.phone_index,
    bindingId: binding.id,
    endsAt: row.expires_at,
  }
}
