import { z } from 'zod'
import { audit } from '../account/audit.ts'
import { type FeedEvent, readEvents } from '../account/events.ts'
import { activeRestriction } from '../account/restrictions.ts'
import { type AppSay, appSay } from '../account/transfers/say.ts'
import { approveAndTell, caseOfTransfer, holdSides, objectToTransfer } from '../cases/index.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Parts } from '../http/parts.ts'
import { askingBmg, type BmgSays, bmgIsBusy } from './bmg.ts'
import { readBody } from './body.ts'
import type { CompanionContext } from './caller.ts'

const answering = z.object({ notice: z.uuid(), answer: z.enum(['approve', 'object']) })

/** A notice that tells one side of a move about it. */
type ToldMove = { readonly accountId: string; readonly transferId: string }

/** The move behind a notice; undefined for notices of anything else. */
export function toldMove(told: FeedEvent & { accountId: string }): ToldMove | undefined {
  if (told.category !== 'security') return undefined
  if (told.kind !== 'transferred-away' && told.kind !== 'transferred-here') return undefined
  const { transfer } = told.params
  return transfer ? { accountId: told.accountId, transferId: transfer } : undefined
}

/**
 * What the app may offer about a move. `binding` is its own there, for «Это не мой номер»; `case` the number of the case
 * while it is open.
 */
export async function transferItem(reader: Reader, parts: Parts, installationId: string, move: ToldMove) {
  const say = await appSay(reader, parts, { installationId, ...move })
  const known = await caseOfTransfer(reader, move.transferId)
  const isOpen = say !== undefined && say.transfer.undoneAt === null && !known
  return {
    binding: say?.binding.id ?? null,
    canApprove: isOpen && say.mayApprove && say.transfer.approvedAt === null,
    canObject: isOpen && say.mayObject,
    case: known?.decision === null ? known.number : null,
    isUndone: say !== undefined && say.transfer.undoneAt !== null,
  }
}

/**
 * POST transfer: the word of an app of either side about a move. An objection wins over an approval in whichever order
 * they come: it only has a person look. BMG is asked first, as it may be slow: an app whose number belongs to somebody
 * else has no say, and can only take itself away (not-my-number).
 */
export function answerTransfer(parts: Parts) {
  const bmgSays = askingBmg(parts)
  return async (c: CompanionContext): Promise<Response> => {
    const read = await readBody(c, answering)
    if (!read.ok) return read.answer
    const { notice, answer } = read.body
    const { reader } = parts.database
    const { id: installationId } = c.get('installation')
    const [told] = await readEvents(reader, parts.keyring, [notice])
    const move = told && toldMove(told)
    const asked = move && (await appSay(reader, parts, { installationId, ...move }))
    if (!move || !asked) return c.json({ problem: 'gone' }, 409)
    const isForeign = isHeard(asked, answer) && (await isNumberForeign(bmgSays, asked))
    if (isForeign === 'busy') return bmgIsBusy(c)
    const { reference } = c.get('visit')
    return parts.database.inTransaction(async (tx) => {
      await holdSides(tx, asked.transfer)
      const say = await appSay(tx, parts, { installationId, ...move })
      if (!say || say.number !== asked.number) return c.json({ problem: 'gone' }, 409)
      if (isForeign || !isHeard(say, answer)) {
        await audit(tx, {
          type: answer === 'approve' ? 'transfer' : 'case.open',
          actor: 'citizen',
          accountId: move.accountId,
          outcome: isForeign ? 'number-not-yours' : 'refused',
          reference,
          detail: { transfer: move.transferId },
        })
        return c.json({ problem: isForeign ? 'number-not-yours' : 'waits' }, 409)
      }
      return answer === 'approve' ? approve(tx, parts, c, say) : object(tx, parts, c, say)
    })
  }
}

function isHeard({ mayApprove, mayObject }: AppSay, answer: 'approve' | 'object'): boolean {
  return answer === 'approve' ? mayApprove : mayObject
}

/**
 * Whether BMG gives the app's number to somebody else than the account's holder. No number is a child's, so an app of an
 * account under the child's IIN also speaks where its number is the new holder's: the parent was the account's owner in
 * all but the IIN. That is never asked for a grown-up's account: a claimant must not answer in another's place.
 */
async function isNumberForeign(
  bmgSays: BmgSays,
  { holder, number, parent }: AppSay,
): Promise<boolean | 'busy'> {
  const ofHolder = await bmgSays({ iin: holder, phone: number })
  if (ofHolder !== 'mismatch') return ofHolder === 'busy' ? 'busy' : false
  const ofParent = parent && (await bmgSays({ iin: parent, phone: number }))
  return ofParent === 'busy' ? 'busy' : ofParent !== 'match'
}

async function approve(tx: Tx, parts: Parts, c: CompanionContext, say: AppSay): Promise<Response> {
  const { accountId } = say.binding
  const restriction = await activeRestriction(tx, accountId, parts.clock.now())
  if (restriction?.kind === 'frozen') return c.json({ problem: 'frozen' }, 409)
  const { id: transferId } = say.transfer
  const approved = await approveAndTell(tx, parts, {
    transferId,
    by: 'installation',
    browser: null,
    reference: c.get('visit').reference,
  })
  if (!approved) {
    const known = await caseOfTransfer(tx, transferId)
    return c.json({ problem: known?.decision === null ? 'contested' : 'gone' }, 409)
  }
  return c.json({ outcome: 'approved' })
}

async function object(tx: Tx, parts: Parts, c: CompanionContext, say: AppSay): Promise<Response> {
  const opened = await objectToTransfer(tx, parts, {
    transferId: say.transfer.id,
    openedBy: 'installation',
    browser: null,
    reference: c.get('visit').reference,
  })
  if (!opened || opened.decision !== null) return c.json({ problem: 'gone' }, 409)
  return c.json({ outcome: 'objected', case: opened.number })
}
