import { performance } from 'node:perf_hooks'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Parts } from './parts.ts'

/**
 * One log line and one measurement a request: the route's pattern, never the address that was asked for. Whoever sets
 * `visit` with a reference number has it in the line.
 */
export function recordRequests(parts: Pick<Parts, 'log' | 'metrics'>): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const milliseconds = performance.now() - began
    const route = routePath(c, -1)
    const { method } = c.req
    const { status } = c.res
    parts.metrics.requests.observe({ route, method, status }, milliseconds / 1000)
    const visit: { readonly reference: string } | undefined = c.get('visit')
    const reference = visit?.reference
    parts.log.info({ reference, route, method, status, ms: Math.round(milliseconds) }, 'request')
  }
}
