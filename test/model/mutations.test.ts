import { expect, test } from 'vitest'
import type { Parts } from '../../src/http/parts.ts'
import type { OtherNumbers } from '../support/limits.ts'
import { story } from './acts.ts'
import { playStories, portalForStories } from './play.ts'

/**
 * Portals that are wrong on purpose: the harness is worth something only if it sees each of them. The rules and the
 * judge keep the shipped numbers.
 */
const wrong: readonly [what: string, OtherNumbers, parts?: (usual: Parts) => Partial<Parts>][] = [
  ['nobody waits for an older installation', { activation: { installations: { unapprovedWaitSeconds: 0 } } }],
  ['who was silent for a minute is not asked', { activation: { installations: { seenWithinSeconds: 60 } } }],
  ['no installation is young', { recovery: { limitedMode: { youngInstallationSeconds: 0 } } }],
  ['limited mode lasts an hour', { recovery: { limitedMode: { lifetimeSeconds: 3600 } } }],
  ['a request can be answered for an hour', { recovery: { request: { answerSeconds: 3600 } } }],
  ['a page has a hundred tries', { recovery: { request: { tries: 100 } } }],
  ['a request ends after a minute', { recovery: { flow: { lifetimeSeconds: 60 } } }],
  ['a one-time password is good for one try', { activation: { oneTimePassword: { tries: 1 } } }],
  ['an account has one installation', { activation: { installations: { perAccount: 1 } } }],
  ['the register is not asked', {}, (usual) => ({ registers: usual.registers })],
]

/** One that finds each of them soon, so that this test takes the same time whenever it runs. */
const seed = 20_261_122

test.each(wrong)(
  'the harness sees it when %s',
  async (_, limits, parts) => {
    const on = await portalForStories(limits, parts)
    const played = await playStories(on, story(12), { stories: 200, milliseconds: 40_000, seed })
    expect(played.failure?.message).toMatch(
      /: the portal says|^(no step|a code|a decoy|nothing|no chain|an installation)/,
    )
  },
  60_000,
)
