import type { SignedIn } from '../account/sessions.ts'
import type { ReturnPage } from '../routes.ts'
import { routes, signInFor } from '../routes.ts'
import { type PortalContext, visitOf } from './visit.ts'

/**
 * Opens a page to those who are signed in; everybody else goes to sign-in, which leads back to `here` and says so
 * when a session had been there and ended. Whoever's account is frozen gets the page that says so instead of any other.
 */
export function whenSignedIn<Extra extends unknown[]>(
  here: ReturnPage,
  open: (c: PortalContext, signedIn: SignedIn, ...extra: Extra) => Promise<Response> | Response,
) {
  return (c: PortalContext, ...extra: Extra): Promise<Response> | Response => {
    const { signedIn, restriction, cookies } = visitOf(c)
    if (signedIn && restriction?.kind === 'frozen' && here !== 'frozen')
      return c.redirect(routes.cabinet.frozen, 303)
    if (signedIn) return open(c, signedIn, ...extra)
    return c.redirect(signInFor(here, cookies.read(c, 'session') ? 'ended' : undefined), 303)
  }
}
