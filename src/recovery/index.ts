import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { recoveryPage } from './pages.tsx'

/** Recovery of a forgotten password (journeys §2): until it is built, an honest page with the assisted route. */
export function recovery(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get(routes.recovery, (c) => recoveryPage(c, parts))
  return app
}
