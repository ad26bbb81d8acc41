import fc from 'fast-check'
import { limits } from '../../src/domain/limits.ts'
import type { Parts } from '../../src/http/parts.ts'
import type { OtherNumbers } from '../support/limits.ts'
import { newTestPortal } from '../support/portal.ts'
import { Watch } from './invariants.ts'
import { Real } from './real.ts'
import { act, codeOf } from './rules.ts'
import { type Action, inForce, newWorld, type World } from './world.ts'

/** What the model knows while a story runs: the rules' world, and the judge. */
type Model = { readonly world: World; readonly watch: Watch; readonly began: number; readonly real: Real }

/** A portal whose register of numbers says what the story wants, with budgets of strangers out of the way. */
export async function portalForStories(broken: OtherNumbers = {}, parts?: (usual: Parts) => Partial<Parts>) {
  const says: { now: () => string } = { now: () => 'match' }
  const many = 1_000_000
  const portal = await newTestPortal({
    limits: {
      ...broken,
      signIn: {
        perAddress: { failures: many, iins: many },
        failuresPerIin: { attempts: many },
        ...broken.signIn,
      },
      recovery: { startsPerAddress: { starts: many }, ...broken.recovery },
      activation: { perInstallation: { attempts: many }, ...broken.activation },
      codes: { wrongPerAccount: { tries: many }, wrongOverall: { failures: many }, ...broken.codes },
    },
    with: (usual) => ({
      registers: {
        ...usual.registers,
        mobileCitizens: {
          ask: async () => {
            const said = says.now()
            return said === 'match' ? 'MATCH' : said === 'mismatch' ? 'MISMATCH' : 'NOT_REGISTERED'
          },
        },
      },
      ...parts?.(usual),
    }),
  })
  return { portal, says }
}

export type StoryPortal = Awaited<ReturnType<typeof portalForStories>>

/** One act as a command: the portal does it, the judge judges what it said, the rules say what it ought to be. */
class Act implements fc.AsyncCommand<Model, Real> {
  readonly action: Action
  readonly told: Map<string, number>
  constructor(action: Action, told: Map<string, number>) {
    this.action = action
    this.told = told
  }

  check({ world }: Readonly<Model>): boolean {
    return act(structuredClone(world), this.action) !== undefined
  }

  async run({ world, watch, began }: Model, real: Real): Promise<void> {
    const { action } = this
    let code = -1
    if (action.do === 'enter') {
      code = codeOf(world, action.browser, action.code) ?? -1
      const request = world.browsers[action.browser]?.request
      if (real.isSameCode(code, world.requests[request ?? -1]?.code ?? -1)) code = -1
    }
    const typed = action.do === 'enter' && code === -1 ? { ...action, code: 'wrong' as const } : action
    const said = await real.act(typed, code)
    const seen = await real.seen()
    watch.judge(action, said, seen, code)
    const expected = act(world, typed)
    differ(this.toString(), said, expected)
    for (const account of ['one', 'other'] as const) {
      const own = inForce(world, account)
      const { restriction, until, sessions, trusted } = seen[account]
      const ends =
        typeof until === 'number' ? until - began : until === null ? Number.POSITIVE_INFINITY : undefined
      differ(
        `restriction of ${account} after ${this.toString()}`,
        { restriction, ends, sessions },
        { restriction: own?.kind, ends: own?.until, sessions: world.accounts[account].sessions },
      )
      if (said.is === 'done' && world.requests[said.request ?? -1]?.whose === account) {
        real.wasRecovered(account)
        differ(`browsers that ${account} trusts`, { trusted }, { trusted: 0 })
      }
    }
    const key = `${action.do}: ${said.is}`
    this.told.set(key, (this.told.get(key) ?? 0) + 1)
  }

  toString(): string {
    return JSON.stringify(this.action)
  }
}

function differ(what: string, said: object, expected: object | undefined) {
  const [one, other] = [sorted(said), sorted(expected ?? {})]
  if (one !== other) throw new Error(`${what}: the portal says ${one}, the rules ${other}`)
}

function sorted(record: object): string {
  const known = Object.entries(record).filter(([, value]) => value !== undefined)
  return JSON.stringify(
    known.sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value) => (value === Number.POSITIVE_INFINITY ? 'open' : value),
  )
}

export type Played = {
  readonly stories: number
  readonly acts: number
  readonly seed: number
  readonly told: ReadonlyMap<string, number>
  /** The first thing that was wrong, and the shrunken story. */
  readonly failure: Error | undefined
  readonly report: string
}

/** Plays random stories on a portal against the rules with the shipped numbers. */
export async function playStories(
  on: StoryPortal,
  story: fc.Arbitrary<Action[]>,
  options: {
    stories: number
    milliseconds: number
    seed?: number
    shrink?: boolean
    first?: readonly (readonly Action[])[]
  },
): Promise<Played> {
  const told = new Map<string, number>()
  const property = fc.asyncProperty(story, async (actions) => {
    const real = await Real.make(on.portal)
    on.says.now = () => real.register
    const setup = () => ({
      model: {
        world: newWorld(limits),
        watch: new Watch(),
        began: on.portal.clock.now().getTime(),
        real,
      },
      real,
    })
    await fc.asyncModelRun(
      setup,
      actions.map((action) => new Act(action, told)),
    )
  })
  const details = await fc.check(property, {
    numRuns: options.stories,
    examples: (options.first ?? []).map((actions): [Action[]] => [[...actions]]),
    interruptAfterTimeLimit: options.milliseconds,
    markInterruptAsFailure: false,
    endOnFailure: options.shrink !== true,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  })
  const failure = details.failed ? (details.errorInstance as Error) : undefined
  const acts = [...told.values()].reduce((sum, each) => sum + each, 0)
  const report = failure ? `${fc.defaultReportMessage(details)}` : ''
  return { stories: details.numRuns, acts, seed: details.seed, told, failure, report }
}
