import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { BirthAnswer } from '../../src/registries/births.ts'
import type { KindergartenAnswer } from '../../src/registries/kindergarten.ts'
import { routes } from '../../src/routes.ts'
import { endWords } from '../../src/transfer/messages-of-ends.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { type Family, newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { otherThan } from '../support/recovery.ts'
import {
  answersAll,
  asksCode,
  asksForTransfer,
  codeFrom,
  finishes,
  proves,
  rightAnswers,
} from '../support/transfer.ts'

/*
 * A transfer as a handful of rules, played against the real pages in any order while registers come and go: no step is
 * skipped, a silent register refuses nothing and costs nothing, attempts are exact, nothing moves before a right code.
 */

type Register = 'births' | 'kindergarten' | 'bmg'
type Action =
  | { do: 'answer'; right: boolean }
  | { do: 'try again' }
  | { do: 'register'; which: Register; isUp: boolean }
  | { do: 'ask for a code' }
  | { do: 'enter'; right: boolean }
  | { do: 'open'; page: number }
  | { do: 'cancel' }
  | { do: 'wait a day' }

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), right: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ do: 'try again' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('register' as const),
      which: fc.constantFrom('births' as const, 'kindergarten' as const, 'bmg' as const),
      isUp: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'ask for a code' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enter' as const), right: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), page: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'wait a day' as const }) },
)

const { questions, confirm, number, finish, stopped } = routes.transfer
const pages = [questions, confirm, number, finish, stopped]
const up: Record<Register, boolean> = { births: true, kindergarten: true, bmg: true }

let portal: TestPortal
beforeAll(async () => {
  const silent = { is: 'unavailable' } as const
  portal = await newTestPortal({
    limits: {
      transfer: { verdictSlot: { slotMilliseconds: 1 } },
      recovery: { startsPerAddress: { starts: 1e6 } },
    },
    with: ({ registers }) => ({
      registers: {
        births: {
          ask: async (question): Promise<BirthAnswer> =>
            up.births ? registers.births.ask(question) : silent,
        },
        kindergarten: {
          ask: async (question): Promise<KindergartenAnswer> =>
            up.kindergarten ? registers.kindergarten.ask(question) : silent,
        },
        mobileCitizens: {
          ask: async (question) => (up.bmg ? registers.mobileCitizens.ask(question) : 'UNAVAILABLE'),
        },
      },
    }),
  })
})

/** What the rules know of one claimant. */
type World = {
  at: 'questions' | 'number' | 'finish' | 'stopped' | 'done'
  typedRight: boolean
  day: number
  month: number
  /** Whether a number of the claimant's stands and BMG has confirmed it. */
  isAsked: boolean
}
const pageOf = { questions, number, finish, stopped, done: '/sign-in' } as const

/** Where the answers lead: the limits first, then silence, which overrides everything, then the answers. */
function judge(world: World): void {
  if (world.day >= 3 || world.month >= 5) world.at = 'number'
  else if (!up.births || !up.kindergarten) world.at = 'stopped'
  else {
    world.day += 1
    world.month += 1
    world.at = world.typedRight ? 'finish' : 'questions'
  }
  world.isAsked = false
}

async function standing(family: Family) {
  const { keyring } = portal.parts
  return portal.database.reader
    .selectFrom('children')
    .leftJoin('accounts', 'accounts.id', 'children.account_id')
    .where('child_index', '=', keyring.index('iin', family.child))
    .select(['accounts.iin_index'])
    .executeTakeFirstOrThrow()
}

async function play(actions: readonly Action[]): Promise<string[]> {
  Object.assign(up, { births: true, kindergarten: true, bmg: true })
  const grandmother = await portal.account({ phone: newNumber() })
  const mother = newIin()
  const family = await newFamily(portal, { holder: grandmother, parents: [mother, null] })
  const phone = await registersNumber(portal, mother, newNumber())
  const app = await newInstallation(portal)
  const citizen = newCitizen(portal)
  const world: World = { at: 'questions', typedRight: false, day: 0, month: 0, isAsked: false }
  const path: string[] = []
  await asksForTransfer(citizen, mother)
  for (const act of actions) {
    if (world.at === 'done') break
    await citizen.opens(pageOf[world.at])
    await one(act, world, { citizen, family, phone, app, mother })
    path.push(world.at)
    const isDone = (world.at as string) === 'done'
    const owner = await standing(family)
    const isMoved = owner.iin_index?.equals(portal.parts.keyring.index('iin', mother)) ?? false
    expect(isMoved, `moved after ${act.do}`).toBe(isDone)
    if (isDone) break
    // Whatever page is asked for, the citizen is where they really are; the confirmation belongs to the questions.
    for (const page of pages) {
      const { address } = await citizen.opens(page)
      const isHere = address.startsWith(pageOf[world.at]) || (world.at === 'questions' && address === confirm)
      expect(isHere, `${page} leads to ${address}, after ${act.do} at ${world.at}`).toBe(true)
    }
  }
  return path
}

type Scene = {
  citizen: Citizen
  family: Family
  phone: string
  app: Awaited<ReturnType<typeof newInstallation>>
  mother: Family['child']
}

async function one(act: Action, world: World, { citizen, family, phone, app, mother }: Scene): Promise<void> {
  switch (act.do) {
    case 'answer':
      if (world.at !== 'questions') return
      world.typedRight = act.right
      await citizen.opens(questions)
      await answersAll(citizen, { ...rightAnswers(family), ...(act.right ? {} : { year: '2019' }) })
      return judge(world)
    case 'try again':
      if (world.at !== 'stopped') return
      await citizen.presses(endWords('ru').again)
      return judge(world)
    case 'register':
      up[act.which] = act.isUp
      return
    case 'ask for a code': {
      if (world.at !== 'finish') return
      const page = await asksCode(citizen, phone)
      expect(page.status, 'a silent register is said, and refuses nothing').toBe(up.bmg ? 200 : 503)
      world.isAsked ||= up.bmg
      return
    }
    case 'enter': {
      if (world.at !== 'finish' || !world.isAsked || !up.bmg) return
      await asksCode(citizen, phone)
      // Refused where it is bound already.
      await proves(citizen, app, phone)
      const code = await codeFrom(app)
      const page = await finishes(citizen, act.right ? code : otherThan(code))
      expect(page.status).toBe(act.right ? 200 : 422)
      if (act.right) world.at = 'done'
      return
    }
    case 'open':
      await citizen.opens(pages[act.page] ?? questions)
      return
    case 'cancel':
      await citizen.presses(world.at === 'stopped' ? endWords('ru').leave : 'Отмена')
      expect(citizen.page.address).toBe(routes.recovery.page)
      break
    case 'wait a day':
      portal.clock.advance({ hours: 25 })
      world.day = 0
  }
  // The journey has ended, or run out: it begins anew at the questions, and what was counted stays counted.
  await asksForTransfer(citizen, mother)
  Object.assign(world, { at: 'questions', isAsked: false })
}

test('played in any order with registers that come and go, the pages keep the rules', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
      for (const at of await play(actions)) seen.add(at)
    }),
    {
      numRuns: 20,
      examples: [
        [
          [
            { do: 'register', which: 'births', isUp: false },
            { do: 'answer', right: true },
            { do: 'try again' },
            { do: 'register', which: 'births', isUp: true },
            { do: 'try again' },
            { do: 'register', which: 'bmg', isUp: false },
            { do: 'ask for a code' },
            { do: 'register', which: 'bmg', isUp: true },
            { do: 'ask for a code' },
            { do: 'enter', right: false },
            { do: 'enter', right: true },
          ],
        ],
        [
          [
            { do: 'answer', right: false },
            { do: 'answer', right: false },
            { do: 'answer', right: false },
            { do: 'answer', right: true },
            { do: 'cancel' },
            { do: 'wait a day' },
            { do: 'answer', right: true },
          ],
        ],
      ],
    },
  )
  expect([...seen].toSorted()).toEqual(['done', 'finish', 'number', 'questions', 'stopped'])
}, 120_000)
