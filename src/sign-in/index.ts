import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { type BeginRecovery, signInActions } from './actions.ts'
import type { SignInDoor } from './door.tsx'

export { type SignInDoor, signInDoor } from './door.tsx'
export { leadToSignIn } from './lead.ts'

/**
 * Sign-in by IIN and password (journeys §1). `beginRecovery` begins the journey behind «Забыли пароль?»; `door` is asked again
 * where a step begins its work.
 */
export function signIn(parts: Parts, beginRecovery: BeginRecovery, door: SignInDoor): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const actions = signInActions(parts, beginRecovery, door)
  mountFormPage(app, parts, routes.signIn.iin, { show: actions.showIin, act: actions.nameIin })
  mountFormPage(app, parts, routes.signIn.password, { show: actions.showPassword, act: actions.givePassword })
  mountFormPage(app, parts, routes.signIn.contest, {
    show: actions.contest.show,
    act: actions.contest.answer,
  })
  mountAction(app, parts, routes.signIn.forgot, actions.forgot)
  return app
}
