import { Hono } from 'hono'
import { cabinet } from './cabinet/index.ts'
import { companion } from './companion/index.ts'
import { consent } from './consent/index.ts'
import { help } from './help/index.ts'
import { home } from './home/index.ts'
import { arrive } from './http/arrive.ts'
import { errorPage } from './http/error-page.tsx'
import { answerFault } from './http/faults.ts'
import { securityHeaders } from './http/headers.ts'
import { mountLanguageSwitch } from './http/language-switch.ts'
import type { Parts } from './http/parts.ts'
import { recordRequests } from './http/record.ts'
import type { PortalEnv } from './http/visit.ts'
import { beginRecovery, recovery } from './recovery/index.ts'
import { routes } from './routes.ts'
import { leadToSignIn, signIn, signInDoor } from './sign-in/index.ts'
import { beginTransfer, transfer } from './transfer/index.ts'

/** The portal: a web-standard fetch handler with every slice mounted. Needs no socket; `door` stands before it where one is. */
export function makePortal(parts: Parts, door = signInDoor(parts)): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const api = companion(parts)
  // The app's API stands beside the pages: no cookies, sessions or forms, and headers of its own.
  app.all(`${routes.companion}/*`, (c) => api.fetch(c.req.raw, c.env))
  app.use(recordRequests(parts))
  app.use(securityHeaders(parts.config.publicOrigin))
  app.use(arrive(parts))
  mountLanguageSwitch(app, parts)
  app.route('/', signIn(parts, beginRecovery(parts), door))
  app.route('/', recovery(parts, beginTransfer(parts)))
  app.route('/', transfer(parts, leadToSignIn(parts)))
  for (const slice of [home, help, consent, cabinet]) app.route('/', slice(parts))
  app.notFound((c) => errorPage(c, parts, 404))
  app.onError(answerFault(parts))
  return app
}
