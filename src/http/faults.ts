import { errorPage } from './error-page.tsx'
import { logThrown } from './log-thrown.ts'
import type { Parts } from './parts.ts'
import { type PortalContext, visitOf } from './visit.ts'

/**
 * The answer to anything thrown: 503 while the database is away, else 500. The log line carries the reference number
 * of the page, the error's name and where it happened, never what was typed.
 */
export function answerFault(parts: Parts) {
  return (error: unknown, c: PortalContext): Response | Promise<Response> => {
    const { reference } = visitOf(c)
    const isAway = logThrown(parts.log, reference, error)
    if (!isAway) parts.metrics.faults.inc()
    return errorPage(c, parts, isAway ? 503 : 500)
  }
}
