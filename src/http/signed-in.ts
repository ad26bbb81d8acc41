import type { SignedIn } from '../account/sessions.ts'
import type { RestrictionKind } from '../database/tables.ts'
import { type ReturnPage, returnPages, signInFor } from '../routes.ts'
import { type PortalContext, visitOf } from './visit.ts'

/** The one page of an account on which nothing else is open. */
const onlyPage: Readonly<Partial<Record<RestrictionKind, ReturnPage>>> = { frozen: 'frozen', closed: 'moved' }

/**
 * Opens a page to those who are signed in; everybody else goes to sign-in, which leads back to `here` and says so
 * when a session had been there and ended. Whoever's account is frozen, or closed by a
 * transfer, gets the page that says so instead of any other.
 */
export function whenSignedIn<Extra extends unknown[]>(
  here: ReturnPage,
  open: (c: PortalContext, signedIn: SignedIn, ...extra: Extra) => Promise<Response> | Response,
) {
  return (c: PortalContext, ...extra: Extra): Promise<Response> | Response => {
    const { signedIn, restriction, cookies } = visitOf(c)
    const only = restriction && onlyPage[restriction.kind]
    if (signedIn && only && here !== only) return c.redirect(returnPages[only], 303)
    if (signedIn) return open(c, signedIn, ...extra)
    return c.redirect(signInFor(here, cookies.read(c, 'session') ? 'ended' : undefined), 303)
  }
}
