import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { type BeginTransfer, recoveryActions } from './actions.ts'
import { liveRecovery } from './live.ts'
import { printedActions } from './printed/actions.ts'

export { beginRecovery } from './ask.ts'

/**
 * Recovery of a forgotten password, and the first password of those who have none (journeys §2). `beginTransfer` is the
 * door of the journey behind «Обновить номер».
 */
export function recovery(parts: Parts, beginTransfer: BeginTransfer): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const actions = recoveryActions(parts, beginTransfer)
  mountFormPage(app, parts, routes.recovery.page, { show: actions.show, act: actions.update })
  mountAction(app, parts, routes.recovery.send, actions.sendOnceMore)
  mountAction(app, parts, routes.recovery.notMine, actions.notMine)
  app.get(routes.recovery.live, liveRecovery(parts))
  const printed = printedActions(parts)
  mountFormPage(app, parts, routes.recovery.printed, { show: printed.show, act: printed.update })
  return app
}
