import { Hono } from 'hono'
import { isHelpSituation } from '../domain/help-situations.ts'
import type { Parts } from '../http/parts.ts'
import { mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { returnPage, routes } from '../routes.ts'
import { indexPage, situationPage } from './pages.tsx'

/**
 * The help: a guided choice and its answers. Whoever comes from a page of the portal (`?from=`) returns to it.
 * The search is a POST, so that nothing typed ends in an address, a history or a log.
 */
export function help(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()

  mountFormPage(app, parts, routes.help.index, {
    // A search changes nothing: one from a stale page is answered as well.
    show: (c, typed, notice) =>
      indexPage(c, parts, {
        from: returnPage(c.req.query('from')),
        typed: typed.text('words'),
        asked: notice === 'stale',
      }),
    act: async (c, form) =>
      indexPage(c, parts, { from: returnPage(c.req.query('from')), typed: form.text('words'), asked: true }),
  })

  app.get(routes.help.situation(':situation'), (c) => {
    const situation = c.req.param('situation')
    if (!isHelpSituation(situation)) return c.notFound()
    return situationPage(c, parts, situation, returnPage(c.req.query('from')))
  })

  return app
}
