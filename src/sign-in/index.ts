import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { signInActions } from './actions.ts'

/** Sign-in by IIN and password (journeys §1). */
export function signIn(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const actions = signInActions(parts)
  mountFormPage(app, parts, routes.signIn.iin, { show: actions.showIin, act: actions.nameIin })
  mountFormPage(app, parts, routes.signIn.password, { show: actions.showPassword, act: actions.givePassword })
  // «Забыли пароль?» will begin a recovery; today it leads to the page that says so.
  mountAction(app, parts, routes.signIn.forgot, async (c) => c.redirect(routes.recovery, 303))
  return app
}
