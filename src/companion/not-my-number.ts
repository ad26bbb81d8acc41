import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { bindingBetween, holdAccount, removeBindings } from '../account/bindings.ts'
import type { Parts } from '../http/parts.ts'
import { announce } from '../notify/index.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'

const naming = z.object({ binding: z.uuid() })

/**
 * POST not-my-number, «Это не мой номер»: this installation leaves one account. All that an app may say whose number
 * belongs to somebody else; from then on it hears nothing of the account.
 */
export function notMyNumber(parts: Parts) {
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, naming)
    if (!read.ok) return read.answer
    const { id, device } = c.get('installation')
    return parts.database.inTransaction(async (tx) => {
      const { binding } = read.body
      const named = await tx
        .selectFrom('bindings')
        .where('id', '=', binding)
        .where('installation_id', '=', id)
        .select('account_id')
        .executeTakeFirst()
      const accountId = named?.account_id
      if (!accountId || !(await holdAccount(tx, accountId))) return c.json({ problem: 'gone' }, 409)
      // Read under the account's lock: of two taps at once one removes and tells.
      if ((await bindingBetween(tx, id, accountId))?.id !== binding) return c.json({ problem: 'gone' }, 409)
      await announce(tx, parts, { accountId, kind: 'app-removed', browser: null, params: { device } })
      await removeBindings(tx, parts.clock, { accountId, bindingIds: [binding] }, 'number-changed')
      await audit(tx, {
        type: 'binding',
        actor: 'citizen',
        accountId,
        outcome: 'not-my-number',
        reference: c.get('visit').reference,
      })
      return c.json({ outcome: 'removed' })
    })
  }
}
