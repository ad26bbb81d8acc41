import type { SignedIn } from '../../account/sessions.ts'
import type { Parts } from '../../http/parts.ts'
import { whenSignedIn } from '../../http/signed-in.ts'
import type { PortalContext } from '../../http/visit.ts'
import { routes } from '../../routes.ts'

/** The pages that can be led back to after the password was typed again. */
export const securityPlaces = [
  'security',
  'newPassword',
  'printedCode',
  'address',
  'addressCode',
  'history',
  'activation',
] as const
export type SecurityPlace = (typeof securityPlaces)[number]

/** Opens a page only soon after the password was typed (ASVS 5.0 V7.5.1); else asks for it first. */
export function whenFresh<Extra extends unknown[]>(
  parts: Parts,
  here: SecurityPlace,
  open: (c: PortalContext, signedIn: SignedIn, ...extra: Extra) => Promise<Response> | Response,
) {
  return whenSignedIn<Extra>(here, (c, signedIn, ...extra) => {
    const age = parts.clock.now().getTime() - signedIn.reauthenticatedAt.getTime()
    if (age <= parts.limits.sessions.reauthentication.freshSeconds * 1000) return open(c, signedIn, ...extra)
    return c.redirect(
      here === 'security' ? routes.cabinet.confirm : `${routes.cabinet.confirm}?to=${here}`,
      303,
    )
  })
}
