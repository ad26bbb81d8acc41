import { performance } from 'node:perf_hooks'
import { restrict } from '../../src/account/restrictions.ts'
import { limits } from '../../src/domain/limits.ts'
import { csrfToken } from '../../src/http/csrf.ts'
import { routes } from '../../src/routes.ts'
import { newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { shuffled } from './measure.ts'

/** Who may stand behind an IIN on the recovery page. */
export const recoveryGroups = ['with an app', 'without an app', 'limited', 'frozen', 'nobody'] as const
export type RecoveryGroup = (typeof recoveryGroups)[number]

/** What is timed: «Забыли пароль?», the page's first and second coming, a wrong code. */
export const recoverySteps = ['ask', 'page', 'page again', 'wrong code'] as const
export type RecoveryStep = (typeof recoverySteps)[number]
export type RecoveryTimes = Readonly<Record<RecoveryStep, Readonly<Record<RecoveryGroup, readonly number[]>>>>

/** They wait out a slot most of the time: with twenty, two cores are half idle, and a leak of 1 ms shows as it does with ten. */
const atOnce = 20
const many = 1_000_000_000

/** Times `size` recoveries of each group, in random order, with the real time slots. Milliseconds. */
export async function measureRecovery(size: number): Promise<RecoveryTimes> {
  const { slotMilliseconds } = limits.signIn.answerSlot
  const portal = await newTestPortal({
    limits: {
      signIn: { answerSlot: { slotMilliseconds }, perAddress: { failures: many, iins: many } },
      recovery: { startsPerAddress: { starts: many } },
    },
  })
  const nothing = () =>
    Object.fromEntries(recoveryGroups.map((group) => [group, [] as number[]])) as Record<
      RecoveryGroup,
      number[]
    >
  const times = { ask: nothing(), page: nothing(), 'page again': nothing(), 'wrong code': nothing() }
  const waiting = shuffled(recoveryGroups.flatMap((group) => Array<RecoveryGroup>(size).fill(group)))

  async function visit(group: RecoveryGroup, keep: boolean) {
    const citizen = newCitizen(portal)
    await citizen.namesIin(await iinOf(portal, group))
    const csrf = csrfToken(portal.parts.keyring, citizen.cookies.get('csrf') ?? '')
    const wrong = { code: '1234', fresh: 'Aspan-tau#9-jusan', repeat: 'Aspan-tau#9-jusan' }
    const note = async (step: RecoveryStep, status: number, send: () => Promise<Response>) => {
      const began = performance.now()
      const response = await send()
      await response.text()
      const took = performance.now() - began
      if (response.status !== status) throw new Error(`${step}: expected ${status}, got ${response.status}`)
      if (keep) times[step][group].push(took)
    }
    await note('ask', 303, () => citizen.sends('POST', routes.signIn.forgot, new URLSearchParams({ csrf })))
    await note('page', 200, () => citizen.sends('GET', routes.recovery.page))
    await note('page again', 200, () => citizen.sends('GET', routes.recovery.page))
    await note('wrong code', 422, () =>
      citizen.sends('POST', routes.recovery.page, new URLSearchParams({ csrf, ...wrong })),
    )
  }

  // The first answers of a process are slower than the rest, whoever asks.
  for (const group of recoveryGroups) await visit(group, false)
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) await visit(group, true)
    }),
  )
  return times
}

async function iinOf(portal: TestPortal, group: RecoveryGroup): Promise<string> {
  if (group === 'nobody') return newIin()
  const person = await portal.account()
  if (group === 'without an app') return person.iin
  await newOwner(portal, person)
  const now = portal.clock.now()
  const held = { accountId: person.id, now } as const
  if (group === 'limited') {
    const until = new Date(now.getTime() + 86_400_000)
    await portal.database.inTransaction((tx) =>
      restrict(tx, { ...held, kind: 'limited', reason: 'young-installation', until }),
    )
  }
  if (group === 'frozen')
    await portal.database.inTransaction((tx) =>
      restrict(tx, { ...held, kind: 'frozen', reason: 'owner-froze', until: null }),
    )
  return person.iin
}
