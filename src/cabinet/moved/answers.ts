import { audit } from '../../account/audit.ts'
import type { SignedIn } from '../../account/sessions.ts'
import { approveAndTell, objectToTransfer } from '../../cases/index.ts'
import type { Form } from '../../http/form.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes } from '../../routes.ts'
import { findAway, type Moved } from './transfers.ts'

/**
 * «Я согласен»: the new holder's limits end. Every session of the former account has begun with its password after the move,
 * which ended all others; an own account's knows only the new password, so its transfers are not found here.
 */
export function approve(c: PortalContext, parts: Parts, who: SignedIn, form: Form) {
  const id = form.text('transfer')
  if (form.text('answer') === 'object' && uuid.test(id)) return c.redirect(objectHref(id), 303)
  return answer(c, parts, who, form, async (tx, { transfer, canApprove }) => {
    const { browser, reference } = visitOf(c)
    const approval = { transferId: transfer.id, by: 'session', browser, reference } as const
    return canApprove && (await approveAndTell(tx, parts, approval)) !== undefined
  })
}

/** «Возразить»: opens the case; a second time it is the same one. */
export function object(c: PortalContext, parts: Parts, who: SignedIn, form: Form) {
  return answer(c, parts, who, form, async (tx, { transfer, canObject, state }) => {
    if (!canObject) return state.is === 'objected'
    const { browser, reference } = visitOf(c)
    const objection = { transferId: transfer.id, openedBy: 'session', browser, reference } as const
    return (await objectToTransfer(tx, parts, objection)) !== undefined
  })
}

/** Nothing else that was sent comes into an address. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The page that asks before an objection. */
export function objectHref(transferId: string): string {
  return `${routes.cabinet.object}?${new URLSearchParams({ transfer: transferId })}`
}

type Tx = Parameters<Parameters<Parts['database']['inTransaction']>[0]>[0]

/** Looks again in the transaction, acts, and shows what has come of it; what is somebody else's is not found (ASVS 5.0 V8.2.2). */
async function answer(
  c: PortalContext,
  parts: Parts,
  { accountId }: SignedIn,
  form: Form,
  act: (tx: Tx, moved: Moved) => Promise<boolean>,
) {
  const { reference } = visitOf(c)
  const isFound = await parts.database.inTransaction(async (tx) => {
    const moved = await findAway(tx, parts, accountId, form.text('transfer'))
    if (moved && (await act(tx, moved))) return true
    const outcome = moved ? 'refused' : 'not-found'
    await audit(tx, { type: 'transfer.answer', actor: 'citizen', accountId, outcome, reference })
    return moved !== undefined
  })
  return isFound ? c.redirect(routes.cabinet.moved, 303) : c.notFound()
}
