import { Hono } from 'hono'
import { routes } from '../routes.ts'
import type { Parts } from './parts.ts'
import type { PortalEnv } from './visit.ts'

/** How the node is doing. `stopping` is set when a stop was asked for, so that a proxy sends no more visitors. */
export type NodeState = { stopping: boolean }

/**
 * `/healthz`: the process answers. `/readyz`: it can serve (database there, no stop under way). `/metrics`:
 * Prometheus text. The metrics are for those who reach the
 * node itself, not for visitors that come through the proxy.
 */
export function operations(parts: Parts, state: NodeState): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get(routes.healthz, (c) => c.text('ok'))
  app.get(routes.readyz, async (c) => {
    if (state.stopping) return c.text('stopping', 503)
    return (await parts.database.ready()) ? c.text('ok') : c.text('database away', 503)
  })
  app.get(routes.metrics, async (c) => {
    // Whatever came through the proxy came from outside.
    if (c.req.header('x-forwarded-for')) return c.notFound()
    parts.metrics.hashQueue.set(parts.hasher.depth())
    c.header('Content-Type', parts.metrics.registry.contentType)
    return c.body(await parts.metrics.registry.metrics())
  })
  return app
}
