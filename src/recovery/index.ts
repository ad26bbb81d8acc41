import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { recoveryActions } from './actions.ts'
import { liveRecovery } from './live.ts'
import { printedActions } from './printed/actions.ts'
import { transferPage } from './transfer.tsx'

export { beginRecovery } from './ask.ts'

/** Recovery of a forgotten password, and the first password of those who have none (journeys §2). */
export function recovery(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const actions = recoveryActions(parts)
  mountFormPage(app, parts, routes.recovery.page, { show: actions.show, act: actions.update })
  mountAction(app, parts, routes.recovery.send, actions.sendOnceMore)
  app.get(routes.recovery.live, liveRecovery(parts))
  const printed = printedActions(parts)
  mountFormPage(app, parts, routes.recovery.printed, { show: printed.show, act: printed.update })
  app.get(routes.transfer.questions, (c) => transferPage(c, parts))
  return app
}
