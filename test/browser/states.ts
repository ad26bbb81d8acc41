import type { Page } from 'playwright-core'
import type { DemoScene } from '../../src/cli/demo-scene-list.ts'
import { currentAgreements } from '../../src/domain/agreements.ts'
import type { HelpSituation } from '../../src/domain/help-situations.ts'
import type { DemoServer } from '../support/demo-server.ts'
import { cabinetStates } from './states-of-cabinet.ts'
import { recoveryStates } from './states-of-recovery.ts'
import { sceneStates } from './states-of-scenes.ts'
import { signInStates } from './states-of-sign-in.ts'
import { transferStates } from './states-of-transfer.ts'

export type Who = 'stranger' | 'forgetful' | 'aigerim' | 'yerlan'

/** A page as somebody meets it, errors included: what the audits look at and the screenshots show. */
export type State = {
  readonly name: string
  /**
   * A stranger comes in a browser of their own; the others keep one browser for all their states, signed in, the
   * forgetful one on the recovery page.
   */
  readonly who: Who
  /** What the demo's first person has gone through (`kabinet demo --scene`); `plain` when left out. */
  readonly scene?: DemoScene
  /** The answer's status; 200 when left out. */
  readonly status?: number
  /** Worth a picture in Kazakh too. */
  readonly main?: true
  reach(page: Page, demo: DemoServer): Promise<unknown>
}

/** Of the situations, each of another build; src/help/help.test.ts reads them all. */
const drawnSituations: readonly HelpSituation[] = [
  'forgot',
  'first-visit',
  'wrong-iin',
  'bin',
  'somebody-else-applied',
  'wait',
  'session-ended',
  'bmg',
  'password-known',
  'certificate-number',
]

const helpStates: readonly State[] = [
  { name: 'help', who: 'stranger', main: true, reach: (page) => page.goto('/help') },
  { name: 'help-from-password', who: 'stranger', reach: (page) => page.goto('/help?from=password') },
  { name: 'help-found', who: 'stranger', reach: (page) => searches(page, 'пароль') },
  { name: 'help-nothing-found', who: 'stranger', reach: (page) => searches(page, 'ыыыыы') },
  { name: 'help-search-empty', who: 'stranger', reach: (page) => searches(page, '') },
  { name: 'help-search-personal', who: 'stranger', reach: (page) => searches(page, '8805 1240') },
  ...drawnSituations.map(
    (situation): State => ({
      name: `help-${situation}`,
      who: 'stranger',
      reach: (page) => page.goto(`/help/${situation}?from=iin`),
    }),
  ),
]

/** Every page of the portal in every state that a person can bring about. */
export const states: readonly State[] = [
  { name: 'home', who: 'stranger', main: true, reach: (page) => page.goto('/') },
  ...signInStates,
  ...recoveryStates,
  ...transferStates,
  ...helpStates,
  ...currentAgreements.map(
    ({ document, version }): State => ({
      name: `agreement-${document}`,
      who: 'stranger',
      reach: (page) => page.goto(`/agreements/${document}/${version}`),
    }),
  ),
  { name: 'not-found', who: 'stranger', status: 404, main: true, reach: (page) => page.goto('/nowhere') },
  ...cabinetStates,
  ...sceneStates,
]

async function searches(page: Page, word: string): Promise<void> {
  await page.goto('/help')
  await page.locator('[name=words]').fill(word)
  await page.locator('#help-search .actions button').click()
}
