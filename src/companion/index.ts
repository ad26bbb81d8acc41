import { Hono } from 'hono'
import { makeGate } from '../http/gate.ts'
import type { Parts } from '../http/parts.ts'
import { recordRequests } from '../http/record.ts'
import { routes } from '../routes.ts'
import { activate, preview } from './activate.ts'
import { type CompanionEnv, receiveCall } from './caller.ts'
import { showCode } from './code.ts'
import { freeze } from './contest.ts'
import { approve, endLimited } from './decide.ts'
import { feed, requestsByNumber } from './feed.ts'
import { answerCompanionFault, companionHeaders, requireInstallation, requireProof } from './guard.ts'
import { hello, push, remove, seen } from './installation.ts'
import { live } from './live.ts'
import { notMe } from './not-me.ts'
import { notMyNumber } from './not-my-number.ts'
import { answerTransfer } from './transfer.ts'

/**
 * The API of the companion app below /companion/: JSON, no cookies and no CSRF token, every call signed by the
 * installation's key instead (DPoP, RFC 9449). Answers with a `problem` or `error` key, never a sentence.
 */
export function companion(parts: Parts): Hono<CompanionEnv> {
  const app = new Hono<CompanionEnv>().basePath(routes.companion)
  app.use(recordRequests(parts))
  app.use(companionHeaders(parts))
  app.use(receiveCall(parts))
  app.use(requireProof(parts))
  const gate = makeGate()
  app.post('/hello', hello(parts, gate))

  const known = requireInstallation(parts)
  app.post('/preview', known, preview(parts, gate))
  app.post('/activate', known, activate(parts, gate))
  app.get('/feed', known, feed(parts))
  app.post('/requests', known, requestsByNumber(parts))
  app.get('/live', known, live(parts))
  app.post('/code', known, showCode(parts))
  app.post('/not-me', known, notMe(parts))
  app.post('/freeze', known, freeze(parts))
  app.post('/approve', known, approve(parts))
  app.post('/end-limited', known, endLimited(parts))
  app.post('/transfer', known, answerTransfer(parts))
  app.post('/not-my-number', known, notMyNumber(parts))
  app.post('/push', known, push(parts))
  app.post('/seen', known, seen(parts))
  app.post('/remove', known, remove(parts))
  app.notFound((c) => c.json({ problem: 'not-found' }, 404))
  app.onError(answerCompanionFault(parts))
  return app
}
