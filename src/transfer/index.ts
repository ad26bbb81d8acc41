import { Hono } from 'hono'
import type { Parts } from '../http/parts.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { questionActions } from './actions.ts'
import { liveTransfer } from './live.ts'
import { type LeadToSignIn, numberActions } from './number-actions.ts'

export { beginTransfer } from './begin.ts'

/**
 * The account moves to a legal representative (journeys §4). `leadToSignIn` is the door of the journey that follows:
 * nobody is signed in by a transfer.
 */
export function transfer(parts: Parts, leadToSignIn: LeadToSignIn): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const first = questionActions(parts)
  const second = numberActions(parts, leadToSignIn)
  const at = routes.transfer
  mountFormPage(app, parts, at.questions, { show: first.showQuestions, act: first.answer })
  mountFormPage(app, parts, at.confirm, { show: first.showConfirm, act: first.confirm })
  mountFormPage(app, parts, at.stopped, { show: first.showStopped, act: first.resume })
  mountFormPage(app, parts, at.number, { show: second.show, act: second.prove })
  mountFormPage(app, parts, at.finish, { show: second.show, act: second.finish })
  mountFormPage(app, parts, at.send, { show: second.show, act: second.send })
  mountAction(app, parts, at.cancel, first.cancel)
  app.get(at.live, liveTransfer(parts))
  return app
}
