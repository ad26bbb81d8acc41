import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { homePage } from './pages.tsx'

/** The home page: what this is, the way in, the way to help. */
export function home(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get(routes.home, (c) => homePage(c, parts))
  return app
}
