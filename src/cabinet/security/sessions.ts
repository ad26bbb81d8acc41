import { endCabinetActivations } from '../../account/activations.ts'
import { audit } from '../../account/audit.ts'
import { endOtherSessions, endSession, type SignedIn } from '../../account/sessions.ts'
import type { Form } from '../../http/form.ts'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { announce } from '../../notify/index.ts'
import { routes } from '../../routes.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Ends one of the person's sessions, and the one-time password for an app that it may show; anybody else's is not found, and the audit says so (ASVS 5.0 V8.2.2). */
export async function endOne(c: PortalContext, parts: Parts, signedIn: SignedIn, form: Form) {
  const { accountId } = signedIn
  const { reference, browser } = visitOf(c)
  const publicId = form.text('session')
  const ended = await parts.database.inTransaction(async (tx) => {
    const found =
      uuid.test(publicId) && (await endSession(tx, parts.clock, { accountId, publicId }, 'person'))
    if (found) {
      await endCabinetActivations(tx, accountId, parts.clock.now())
      await announce(tx, parts, { accountId, kind: 'session-ended', browser })
    }
    const outcome = found ? 'ended' : 'not-found'
    await audit(tx, { type: 'session.end', actor: 'citizen', accountId, outcome, reference })
    return found
  })
  return ended ? c.redirect(`${routes.cabinet.security}?done=session`, 303) : c.notFound()
}

/** Ends every session but this one, and the one-time password for an app that they may show. */
export async function endOthers(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { accountId, publicId } = signedIn
  const { reference, browser } = visitOf(c)
  await parts.database.inTransaction(async (tx) => {
    const count = await endOtherSessions(tx, parts.clock, accountId, publicId, 'person')
    if (count > 0) {
      await endCabinetActivations(tx, accountId, parts.clock.now())
      await announce(tx, parts, { accountId, kind: 'other-sessions-ended', browser })
    }
    const detail = { count }
    await audit(tx, {
      type: 'session.end-others',
      actor: 'citizen',
      accountId,
      outcome: 'ended',
      reference,
      detail,
    })
  })
  return c.redirect(`${routes.cabinet.security}?done=others`, 303)
}
