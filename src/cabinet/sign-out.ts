import { audit } from '../account/audit.ts'
import { endSession, extendSession } from '../account/sessions.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { signInFor } from '../routes.ts'

/** «Выйти»: the session ends on the server, and the browser is told to forget the pages it has (ASVS 5.0 V14.3.1). Its storage is the
 * app's alone: emptied, the phone would lose the key by which it shows codes (decision 20). */
export async function signOut(c: PortalContext, parts: Parts): Promise<Response> {
  const { signedIn, cookies, reference } = visitOf(c)
  if (signedIn) {
    const { accountId } = signedIn
    await parts.database.inTransaction(async (tx) => {
      await endSession(tx, parts.clock, signedIn, 'sign-out')
      await audit(tx, { type: 'sign-out', actor: 'citizen', accountId, outcome: 'ended', reference })
    })
  }
  cookies.clear(c, 'session')
  c.header('Clear-Site-Data', '"cache"')
  return c.redirect(signInFor('feed', 'signed-out'), 303)
}

/** «Продолжить» in the idle warning: 204 while the session lives, 401 once it is over. */
export async function staySignedIn(c: PortalContext, parts: Parts): Promise<Response> {
  const { signedIn } = visitOf(c)
  if (!signedIn) return c.body(null, 401)
  await extendSession(parts.database.reader, parts.clock, signedIn.idHash)
  return c.body(null, 204)
}
