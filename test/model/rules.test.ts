import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Limits, limits } from '../../src/domain/limits.ts'
import { raisedForTests } from '../support/limits.ts'
import { story } from './acts.ts'
import { Watch } from './invariants.ts'
import { act, codeOf } from './rules.ts'
import { invariants, type Seen, Violation } from './violation.ts'
import { type Account, type Action, inForce, newWorld, type World } from './world.ts'

/** Plays a story by the rules alone and judges every act. Returns what people were told, act by act. */
function play(story: readonly Action[], by: Limits): string[] {
  const world = newWorld(by)
  const watch = new Watch()
  const told: string[] = []
  for (const action of story) {
    const typed = action.do === 'enter' ? codeOf(world, action.browser, action.code) : undefined
    const outcome = act(world, action)
    if (!outcome) continue
    told.push(`${action.do}: ${outcome.is}`)
    watch.judge(action, outcome, { one: seenOf(world, 'one'), other: seenOf(world, 'other') }, typed)
  }
  return told
}

function seenOf(world: World, account: Account): Seen {
  const { password, sessions } = world.accounts[account]
  const bindings = [...world.bindings.keys()].filter((place) => {
    const binding = world.bindings[place]
    return binding?.alive && binding.account === account
  })
  return { fingerprint: `${password} ${sessions}`, restriction: inForce(world, account)?.kind, bindings }
}

const runs = import.meta.env.MODE === 'full' ? 60_000 : 4000

test('in any order of acts, the rules keep every invariant', ({ annotate }) => {
  const told = new Map<string, number>()
  let acts = 0
  const property = fc.property(story(25), (all) => {
    for (const each of play(all, limits)) {
      acts += 1
      told.set(each, (told.get(each) ?? 0) + 1)
    }
  })
  const details = fc.check(property, { numRuns: runs })
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance })
  annotate(`${runs} stories, ${acts} acts, seed ${details.seed}`)
  // Otherwise the stories would say nothing about them.
  for (const rare of ['enter: done', 'approve: approved', 'end-limited: ended', 'end-limited: waits'])
    expect(told.get(rare) ?? 0, rare).toBeGreaterThan(10)
}, 120_000)

const broken: readonly [what: string, Limits, caught: keyof typeof invariants][] = [
  [
    'nobody waits for an older installation',
    raisedForTests({ activation: { installations: { unapprovedWaitSeconds: 0 } } }),
    'asked',
  ],
  [
    'an installation is forgotten after a week',
    raisedForTests({ activation: { installations: { seenWithinSeconds: 60 } } }),
    'asked',
  ],
  [
    'no installation is young',
    raisedForTests({ recovery: { limitedMode: { youngInstallationSeconds: 0 } } }),
    'limited',
  ],
  [
    'limited mode lasts an hour',
    raisedForTests({ recovery: { limitedMode: { lifetimeSeconds: 3600 } } }),
    'limited',
  ],
  ['a code lives for an hour', raisedForTests({ codes: { code: { lifetimeSeconds: 3600 } } }), 'once'],
  [
    'a page and its code have a hundred tries',
    raisedForTests({ codes: { code: { tries: 100 } }, recovery: { request: { tries: 100 } } }),
    'once',
  ],
  [
    'a one-time password lives for a day',
    raisedForTests({ activation: { oneTimePassword: { lifetimeSeconds: 86_400 } } }),
    'once',
  ],
]

test.each(broken)(
  'the judge sees it when %s',
  (_, by, caught) => {
    const seen = new Set<string>()
    const property = fc.property(story(25), (all) => {
      try {
        play(all, by)
      } catch (error) {
        if (!(error instanceof Violation)) throw error
        seen.add(error.invariant)
      }
      fc.pre(!seen.has(invariants[caught]))
    })
    fc.check(property, { numRuns: 20_000, maxSkipsPerRun: 0 })
    expect([...seen]).toContain(invariants[caught])
  },
  60_000,
)
