import { Hono } from 'hono'
import { isAllowed } from '../account/restrictions.ts'
import { agreementDocuments } from '../domain/agreements.ts'
import type { Parts } from '../http/parts.ts'
import { whenSignedIn } from '../http/signed-in.ts'
import { mountAction, mountFormPage } from '../http/submitted.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { liveActivation } from './activation/live.ts'
import { activationPage } from './activation/page.tsx'
import { childrenPage } from './children.tsx'
import { withdraw, withdrawPage } from './consents/withdraw.tsx'
import { feedPage, readAll } from './feed.tsx'
import { frozenPage } from './frozen.tsx'
import { liveFeed } from './live.ts'
import { approve, object } from './moved/answers.ts'
import { objectPage } from './moved/object.tsx'
import { movedPage } from './moved/page.tsx'
import { profilePage, saveProfile } from './profile.tsx'
import { mountAddresses } from './security/addresses/mount.ts'
import { removeApp } from './security/apps.tsx'
import { confirm, confirmPage } from './security/confirm.tsx'
import { whenFresh } from './security/fresh.ts'
import { historyPage } from './security/history.tsx'
import { changePassword, newPasswordPage } from './security/new-password.tsx'
import { contest, notMePage } from './security/not-me.tsx'
import { securityPage } from './security/overview.tsx'
import { makeCode, printedCodePage } from './security/printed-code.tsx'
import { endOne, endOthers } from './security/sessions.ts'
import { signOut, staySignedIn } from './sign-out.ts'

/** The cabinet: what a citizen sees after signing in (journeys §6). */
export function cabinet(parts: Parts): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const { cabinet: at } = routes
  const live = liveFeed(parts)

  app.get(
    at.feed,
    whenSignedIn('feed', (c, who) => feedPage(c, parts, who)),
  )
  // A stream cannot be led to another page: 204 tells EventSource to stop asking.
  for (const [path, open] of [
    [at.live, live],
    [at.activationLive, liveActivation(parts)],
  ] as const) {
    app.get(path, (c) => {
      const { signedIn, restriction } = c.get('visit')
      return signedIn && isAllowed(restriction, 'read-feed') ? open(c, signedIn) : c.body(null, 204)
    })
  }
  app.get(
    at.activation,
    whenFresh(parts, 'activation', (c, who) => activationPage(c, parts, who)),
  )
  app.get(
    at.frozen,
    whenSignedIn('frozen', (c, who) => frozenPage(c, parts, who)),
  )
  mountFormPage(app, parts, at.moved, {
    show: whenSignedIn('moved', (c, who, _, stale) => movedPage(c, parts, who, stale)),
    act: whenSignedIn('moved', (c, who, form) => approve(c, parts, who, form)),
  })
  mountFormPage(app, parts, at.object, {
    show: whenSignedIn('moved', (c, who, typed, stale) => objectPage(c, parts, who, typed, stale)),
    act: whenSignedIn('moved', (c, who, form) => object(c, parts, who, form)),
  })
  mountAction(
    app,
    parts,
    at.read,
    whenSignedIn('feed', (c, who, form) => readAll(c, parts, who, form)),
  )
  app.get(
    at.children,
    whenSignedIn('children', (c, who) => childrenPage(c, parts, who)),
  )
  mountFormPage(app, parts, at.profile, {
    show: whenSignedIn('profile', (c, who, typed) =>
      profilePage(c, parts, who, { chosen: typed.text('speaks') || undefined }),
    ),
    act: whenSignedIn('profile', (c, who, form) => saveProfile(c, parts, who, form)),
  })
  for (const document of agreementDocuments) {
    mountFormPage(app, parts, at.withdraw(document), {
      show: whenSignedIn('profile', (c, who) => withdrawPage(c, parts, who, document)),
      act: whenSignedIn('profile', (c, who) => withdraw(c, parts, who, document)),
    })
  }

  app.get(
    at.security,
    whenFresh(parts, 'security', (c, who) => securityPage(c, parts, who)),
  )
  app.get(
    at.history,
    whenFresh(parts, 'history', (c, who) => historyPage(c, parts, who)),
  )
  app.get(
    at.notMe,
    whenSignedIn('notMe', (c, who) => notMePage(c, parts, who)),
  )
  mountAction(
    app,
    parts,
    at.notMe,
    whenSignedIn('notMe', (c, who) => contest(c, parts, who)),
  )
  mountAction(
    app,
    parts,
    at.removeApp,
    whenFresh(parts, 'security', (c, who, form) => removeApp(c, parts, who, form)),
  )
  mountFormPage(app, parts, at.confirm, {
    show: whenSignedIn('security', (c, _, typed, stale) =>
      confirmPage(c, parts, typed, { refused: stale && { is: stale } }),
    ),
    act: whenSignedIn('security', (c, who, form) => confirm(c, parts, who, form)),
  })
  mountFormPage(app, parts, at.password, {
    show: whenFresh(parts, 'newPassword', (c, _, typed, stale) =>
      newPasswordPage(c, parts, typed, { refused: stale && { is: stale } }),
    ),
    act: whenFresh(parts, 'newPassword', (c, who, form) => changePassword(c, parts, who, form)),
  })
  if (parts.config.mail) mountAddresses(app, parts)
  app.get(
    at.printedCode,
    whenFresh(parts, 'printedCode', (c, who) => printedCodePage(c, parts, who)),
  )
  mountAction(
    app,
    parts,
    at.printedCode,
    whenFresh(parts, 'printedCode', (c, who) => makeCode(c, parts, who)),
  )
  mountAction(
    app,
    parts,
    at.endSession,
    whenFresh(parts, 'security', (c, who, form) => endOne(c, parts, who, form)),
  )
  mountAction(
    app,
    parts,
    at.endOtherSessions,
    whenFresh(parts, 'security', (c, who) => endOthers(c, parts, who)),
  )

  mountAction(app, parts, routes.session.signOut, (c) => signOut(c, parts))
  mountAction(app, parts, routes.session.extend, (c) => staySignedIn(c, parts))
  return app
}
