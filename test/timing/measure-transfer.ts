import { performance } from 'node:perf_hooks'
import { csrfToken } from '../../src/http/csrf.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { answersAll, asksCode, asksForTransfer, rightAnswers, type Typed } from '../support/transfer.ts'
import { shuffled } from './measure.ts'

export type Times<Group extends string> = Readonly<Record<Group, readonly number[]>>

/** Which answers are wrong. */
export const verdictGroups = ['all', 'the certificate', 'the month', 'a parent', 'the child'] as const
/** What BMG says of the number, and whether the claimant has an account. */
export const numberGroups = ['match', 'mismatch', 'nobody’s', 'match, known', 'nobody’s, known'] as const

/** Short, so that many answers fit into a test; the rule is the same: each comes at a whole slot. */
export const slotMilliseconds = 60
const atOnce = 6
const many = 1_000_000_000

function newPortal(): Promise<TestPortal> {
  return newTestPortal({
    limits: {
      signIn: { answerSlot: { slotMilliseconds } },
      recovery: { startsPerAddress: { starts: many } },
      transfer: {
        verdictSlot: { slotMilliseconds },
        answersPerPair: { attemptsADay: many, attemptsAMonth: many },
        answersPerChild: { attempts: many },
        numbersPerFlow: { numbers: many },
        // Else most of what is timed would be the delay of the address.
        numbersPerAddress: { requests: many },
      },
    },
  })
}

/** Times `size` refusals of each group, in random order. Milliseconds. */
export async function measureVerdicts(size: number): Promise<Times<(typeof verdictGroups)[number]>> {
  const portal = await newPortal()
  const family = await newFamily(portal, { holder: await portal.account() })
  const right = { ...rightAnswers(family), who: 'first' }
  const wrong: Readonly<Record<(typeof verdictGroups)[number], () => Partial<Typed>>> = {
    all: () => ({ child: newIin(), certificate: '7654321', first: newIin(), second: newIin(), year: '2018' }),
    'the certificate': () => ({ certificate: '7654321' }),
    'the month': () => ({ year: '2018' }),
    'a parent': () => ({ second: newIin() }),
    'the child': () => ({ child: newIin() }),
  }
  return measure(verdictGroups, size, async () => {
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, newIin())
    return async (group) => {
      await posts(citizen, '/transfer', { ...right, ...wrong[group]() })
      return posts(citizen, '/transfer/confirm', {})
    }
  })
}

/** Times `size` «Получить код» of each group, in random order. Milliseconds. */
export async function measureNumbers(size: number): Promise<Times<(typeof numberGroups)[number]>> {
  const portal = await newPortal()
  return measure(numberGroups, size, async () => {
    const known = await portal.account({ phone: newNumber() })
    const journeys = await Promise.all(
      [newIin(), known.iin].map(async (claimant) => {
        const family = await newFamily(portal, { holder: null, parents: [claimant, null] })
        const citizen = newCitizen(portal)
        await asksForTransfer(citizen, claimant)
        await answersAll(citizen, rightAnswers(family))
        // The first number of a journey changes the page: it has a one-time password from then on.
        await asksCode(citizen, newNumber())
        return { claimant, citizen }
      }),
    )
    return async (group) => {
      const journey = journeys[group.endsWith('known') ? 1 : 0]
      if (!journey) throw new Error('no journey')
      const { claimant, citizen } = journey
      const phone = newNumber()
      if (!group.startsWith('nobody')) {
        const whose = group.startsWith('match') ? claimant : newIin()
        await registersNumber(portal, whose, phone)
      }
      return posts(citizen, '/transfer/send', { phone })
    }
  })
}

/** Sends a form as the page would and says how long the answer took, in ms. Throws where it is another one. */
export async function posts(
  citizen: Citizen,
  address: string,
  fields: Readonly<Record<string, string>>,
  status = 303,
): Promise<number> {
  const csrf = csrfToken(citizen.portal.parts.keyring, citizen.cookies.get('csrf') ?? '')
  const body = new URLSearchParams({ csrf, ...fields })
  const began = performance.now()
  const response = await citizen.sends('POST', address, body)
  await response.text()
  const took = performance.now() - began
  if (response.status !== status) throw new Error(`${address}: ${response.status}`)
  return took
}

/** Times `size` answers to each group, in random order, from as many visitors at once. Milliseconds. */
export async function measure<Group extends string>(
  groups: readonly Group[],
  size: number,
  visitor: () => Promise<(group: Group) => Promise<number>>,
): Promise<Times<Group>> {
  const times = Object.fromEntries(groups.map((group) => [group, [] as number[]])) as Record<Group, number[]>
  const waiting = shuffled(groups.flatMap((group) => Array<Group>(size).fill(group)))
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const visit = await visitor()
      // The first answers are slower than the rest, whoever asks.
      for (const group of groups) await visit(group)
      for (let group = waiting.pop(); group !== undefined; group = waiting.pop())
        times[group].push(await visit(group))
    }),
  )
  return times
}
