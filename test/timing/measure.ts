import { randomInt } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { limits } from '../../src/domain/limits.ts'
import { newCitizen } from '../citizen.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'

/** Whom a guess can meet. Their answers must take the same time. */
export const groups = ['known', 'unknown', 'without a password'] as const
export type Group = (typeof groups)[number]
export type Times = Readonly<Record<Group, readonly number[]>>

/** As many visitors as two cores can hash for within one slot: some answers then fall into the next one, as they would. */
const atOnce = 20
const many = 1_000_000_000

/**
 * Times `size` wrong passwords of each group, in random order, on a portal with the real time slots and with limits
 * so high that no answer is a refusal by count. Milliseconds.
 */
export async function measureRefusals(size: number): Promise<Times> {
  const { slotMilliseconds } = limits.signIn.answerSlot
  const portal = await newTestPortal({
    limits: {
      signIn: {
        answerSlot: { slotMilliseconds },
        failuresPerIin: { attempts: many },
        perAddress: { failures: many, iins: many },
      },
    },
  })
  const iins: Record<Group, () => Promise<string>> = {
    known: async () => (await portal.account()).iin,
    unknown: async () => newIin(),
    'without a password': async () => (await portal.account({ password: null })).iin,
  }
  const times: Record<Group, number[]> = { known: [], unknown: [], 'without a password': [] }
  const waiting = shuffled(groups.flatMap((group) => Array<Group>(size).fill(group)))
  // The first answers of a process are slower than the rest, whoever asks.
  await visit('unknown')

  async function visit(group: Group): Promise<number> {
    const citizen = newCitizen(portal)
    const step2 = await citizen.namesIin(await iins[group]())
    const csrf = step2.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
    const body = new URLSearchParams({ csrf, password: 'Wrong-password-1' })
    const began = performance.now()
    const response = await citizen.sends('POST', step2.address, body)
    await response.text()
    if (response.status !== 422) throw new Error(`expected a refusal, got ${response.status}`)
    return performance.now() - began
  }

  async function visitor() {
    for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
      times[group].push(await visit(group))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, visitor))
  return times
}

/** Fisher and Yates. */
export function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items]
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    const [a, b] = [all[last], all[other]]
    if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a]
  }
  return all
}
