import { Hono } from 'hono'
import { agreementDocuments } from '../domain/agreements.ts'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { returnPage, routes } from '../routes.ts'
import { agreementPage } from './pages.tsx'
import { agreementTexts } from './texts.ts'

/** The agreements, every version at its own address: what somebody accepted stays readable. */
export function consent(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  for (const document of agreementDocuments) {
    app.get(routes.agreement(document, ':version'), (c) => {
      const version = c.req.param('version') ?? ''
      const texts = agreementTexts(document, version)
      if (!texts) return c.notFound()
      const from = returnPage(c.req.query('from'))
      return agreementPage(c, parts, { agreement: { document, version }, texts, from })
    })
  }
  return app
}
