import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { type BeginRecovery, signInActions } from './actions.ts'

export { signInDoor } from './door.tsx'
export { leadToSignIn } from './lead.ts'

/** Sign-in by IIN and password (journeys §1). `beginRecovery` is the door of the journey behind «Забыли пароль?». */
export function signIn(parts: Parts, beginRecovery: BeginRecovery): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const actions = signInActions(parts, beginRecovery)
  mountFormPage(app, parts, routes.signIn.iin, { show: actions.showIin, act: actions.nameIin })
  mountFormPage(app, parts, routes.signIn.password, { show: actions.showPassword, act: actions.givePassword })
  mountFormPage(app, parts, routes.signIn.contest, {
    show: actions.contest.show,
    act: actions.contest.answer,
  })
  mountAction(app, parts, routes.signIn.forgot, actions.forgot)
  return app
}
