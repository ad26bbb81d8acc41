import { isDatabaseAway } from '../database/database.ts'
import { errorPage } from './error-page.tsx'
import type { Parts } from './parts.ts'
import { type PortalContext, visitOf } from './visit.ts'

/**
 * The answer to anything thrown: 503 while the database is away, else 500. The log line carries the reference number
 * of the page, the error's name and where it happened, never what was typed.
 */
export function answerFault(parts: Parts) {
  return (error: unknown, c: PortalContext): Response | Promise<Response> => {
    const { reference } = visitOf(c)
    const isAway = isDatabaseAway(error)
    if (isAway) parts.log.warn({ reference, err: error }, 'database away')
    else {
      parts.metrics.faults.inc()
      parts.log.error({ reference, err: error }, 'fault')
    }
    return errorPage(c, parts, isAway ? 503 : 500)
  }
}
