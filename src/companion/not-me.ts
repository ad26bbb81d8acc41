import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { bindingBetween, holdAccount, mayShowCodes, removeBindings } from '../account/bindings.ts'
import { refuseBinding } from '../account/deciding.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'
import { claimRequest, refuseClaim } from './claims.ts'
import { contest } from './contest.ts'

const refusing = z.union([
  z.object({ request: z.uuid() }),
  z.object({ binding: z.uuid() }),
  z.object({ notice: z.uuid() }),
])

type Refusal = 'refused' | 'gone' | 'waits' | 'frozen' | 'number-not-yours'

/** POST not-me, «Это не я»: a request for a code ends, a newer installation that waits is removed, or a recovery is contested. */
export function notMe(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, refusing)
    if (!read.ok) return read.answer
    const { body } = read
    if ('notice' in body) return contest(c, parts, body.notice)
    const { id } = c.get('installation')
    const claimed = 'request' in body ? await claimRequest(parts, id, body.request) : undefined
    const refusal = claimed
      ? await refuseClaim(parts, c, claimed)
      : 'request' in body
        ? await refuseRequest(parts, c, body.request)
        : await refuseNewcomer(parts, c, body.binding)
    return refusal === 'refused' ? c.json({ outcome: refusal }) : c.json({ problem: refusal }, 409)
  }
}

/**
 * Ends a request and tells the owner everywhere. Only who could have shown the code may end it: else a stranger's
 * waiting installation, or the next holder of a number, could keep the owner out.
 */
function refuseRequest(parts: Parts, c: CompanionContext, requestId: string): Promise<Refusal> {
  const now = parts.clock.now()
  return parts.database.inTransaction(async (tx) => {
    const named = await tx
      .selectFrom('recoveries')
      .where('id', '=', requestId)
      .where('transfer_id', 'is', null)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', now)
      .select(['account_id', 'code_bmg'])
      .executeTakeFirst()
    const accountId = named?.account_id
    if (!accountId || !(await holdAccount(tx, accountId))) return 'gone'
    const binding = await bindingBetween(tx, c.get('installation').id, accountId)
    if (!binding?.hasNumber) return 'gone'
    if (!mayShowCodes(binding, now)) return 'waits'
    if (named.code_bmg === 'mismatch') return 'number-not-yours'
    const ended = await tx
      .updateTable('recoveries')
      .set({ ended_at: now, outcome: 'refused', code_mac: null })
      .where('id', '=', requestId)
      .where('ended_at', 'is', null)
      .returning(['request_number', 'browser'])
      .executeTakeFirst()
    if (!ended) return 'gone'
    const params = { request: String(ended.request_number) }
    await announce(tx, parts, { accountId, kind: 'recovery-refused', browser: ended.browser, params })
    await audit(tx, {
      type: 'recovery-request',
      actor: 'citizen',
      accountId,
      outcome: 'refused',
      reference: c.get('visit').reference,
    })
    return 'refused'
  })
}

function refuseNewcomer(parts: Parts, c: CompanionContext, bindingId: string): Promise<Refusal> {
  return parts.database.inTransaction(async (tx) => {
    const question = await refuseBinding(tx, parts, c.get('installation').id, bindingId)
    if (typeof question === 'string') return question
    const { accountId, device } = question.target
    await announce(tx, parts, { accountId, kind: 'app-removed', browser: null, params: { device } })
    await removeBindings(tx, parts.clock, { accountId, bindingIds: [bindingId] }, 'refused')
    await audit(tx, {
      type: 'binding',
      actor: 'citizen',
      accountId,
      outcome: 'refused',
      reference: c.get('visit').reference,
    })
    return 'refused'
  })
}
