import type { Page } from 'playwright-core'
import { type DemoScene, otherParentIin, scenePassword } from '../../src/cli/demo-scene-list.ts'
import { aigerim, password, phoneOfAigerim } from './people.ts'
import type { State } from './states.ts'
import { activates } from './states-of-recovery.ts'
import { atPassword, givesPassword } from './states-of-sign-in.ts'

/**
 * What the cabinet looks like with an app, in limited mode, in a contest, frozen, after a transfer. Scenes end sessions, so everybody signs
 * in here anew, and these states stand after all others.
 */
export const sceneStates: readonly State[] = [
  inside('activation', '/cabinet/app', { main: true }),
  inside('feed-with-app', '/cabinet', { scene: 'app-installed', main: true }),
  inside('security-with-app', '/cabinet/security', { scene: 'app-installed', main: true }),
  inside('security-app-removed', '/cabinet/security?done=app', { scene: 'app-installed' }),
  inside('history-with-app', '/cabinet/security/history', { scene: 'app-installed' }),
  inside('not-me-nothing', '/cabinet/security/not-me', { scene: 'app-installed' }),
  {
    ...inside('activation-done', '/cabinet/app', { scene: 'app-installed', main: true }),
    async reach(page) {
      await enters(page, password)
      await page.goto('/cabinet/app')
      await activates(page, phoneOfAigerim)
      await page.waitForURL('**/cabinet/app?since=*')
    },
  },
  inside(
    'security-app-waits',
    '/cabinet/security',
    { scene: 'old-installation', main: true },
    async (page) => {
      await page.goto('/sign-in')
      await atPassword(page, aigerim)
      await page.locator('form[action="/sign-in/forgot"] button').click()
      await activates(page, phoneOfAigerim)
    },
  ),
  inside('feed-limited', '/cabinet', { scene: 'limited', main: true }),
  inside('security-limited', '/cabinet/security', { scene: 'limited', main: true }),
  inside('history-limited', '/cabinet/security/history', { scene: 'limited' }),
  inside('new-password-limited', '/cabinet/security/password', { scene: 'limited', main: true }),
  inside('activation-limited', '/cabinet/app', { scene: 'limited' }),
  inside('not-me', '/cabinet/security/not-me', { scene: 'limited', main: true }),
  { ...inside('not-me-older-browser', '/cabinet/security/not-me', { scene: 'limited' }), who: 'aigerim' },
  { ...inside('contest', '', { scene: 'limited', main: true }), reach: (page) => enters(page, password) },
  {
    ...inside('contest-case', '', { scene: 'contested', main: true }),
    reach: (page) => enters(page, password),
  },
  {
    ...inside('contest-case-freeze', '', { scene: 'contested', main: true }),
    who: 'aigerim',
    reach: (page) => enters(page, password),
  },
  inside('moved-closed', '/cabinet/moved', { scene: 'transferred', main: true }),
  {
    ...inside('moved-object-confirm', '', { scene: 'transferred', main: true }),
    async reach(page) {
      await enters(page, password)
      await page.locator('button[value=object]').click()
      await page.waitForURL('**/cabinet/moved/object?transfer=*')
    },
  },
  {
    ...inside('feed-transferred', '', { scene: 'transferred', main: true }),
    reach: (page) => enters(page, scenePassword, otherParentIin),
  },
  inside('moved-objected', '/cabinet/moved', { scene: 'objected', main: true }),
  inside('children-disputed', '/cabinet/children', { scene: 'objected', main: true }),
  {
    ...inside('contest-transfer', '', { scene: 'renumbered', main: true }),
    reach: (page) => enters(page, password),
  },
  inside('feed-contested', '/cabinet', { scene: 'contested' }),
  inside('not-me-contested', '/cabinet/security/not-me', { scene: 'contested' }),
  { ...inside('contest-case-frozen', '', { scene: 'frozen' }), reach: (page) => enters(page, password) },
  { ...inside('frozen', '', { scene: 'frozen', main: true }), reach: (page) => enters(page, scenePassword) },
]

type Scene = { readonly scene?: DemoScene; readonly main?: true }

/** A page of the cabinet, after signing in with the password that the scene has left; `before` that, something else. */
function inside(name: string, path: string, scene: Scene, before?: (page: Page) => Promise<void>): State {
  const isStolen = scene.scene === 'limited' || scene.scene === 'contested'
  return {
    name,
    who: 'stranger',
    ...scene,
    async reach(page) {
      await before?.(page)
      await enters(page, isStolen ? scenePassword : password)
      await page.goto(path)
    },
  }
}

async function enters(page: Page, typed: string, iin: string = aigerim): Promise<void> {
  await page.context().clearCookies({ name: /session/ })
  await atPassword(page, iin)
  await givesPassword(page, typed)
  await page.waitForURL(/\/cabinet|\/contest/)
}
