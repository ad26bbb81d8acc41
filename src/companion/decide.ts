import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { approveBinding, endLimitedMode } from '../account/deciding.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'

const naming = z.object({ binding: z.uuid() })

/** POST approve, «Это я» about a newer installation. */
export function approve(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, naming)
    if (!read.ok) return read.answer
    return parts.database.inTransaction(async (tx) => {
      const question = await approveBinding(tx, parts, c.get('installation').id, read.body.binding)
      if (typeof question === 'string') return c.json({ problem: question }, 409)
      const { accountId, device } = question.target
      await announce(tx, parts, { accountId, kind: 'app-approved', browser: null, params: { device } })
      await audit(tx, {
        type: 'binding',
        actor: 'citizen',
        accountId,
        outcome: 'approved',
        reference: c.get('visit').reference,
      })
      return c.json({ outcome: 'approved' })
    })
  }
}

/** POST end-limited, «Это я» about what put an account into limited mode; `binding` is this installation's own. */
export function endLimited(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, naming)
    if (!read.ok) return read.answer
    return parts.database.inTransaction(async (tx) => {
      const own = await endLimitedMode(tx, parts, c.get('installation').id, read.body.binding)
      if (typeof own === 'string') return c.json({ problem: own }, 409)
      const { accountId, device } = own
      await announce(tx, parts, { accountId, kind: 'limited-ended', browser: null, params: { device } })
      await audit(tx, {
        type: 'limited-mode',
        actor: 'citizen',
        accountId,
        outcome: 'ended',
        reference: c.get('visit').reference,
      })
      return c.json({ outcome: 'ended' })
    })
  }
}
