import { expect, test } from 'vitest'
import type { Iin } from '../../src/domain/iin.ts'
import { readAnswers, typedAnswers } from '../../src/transfer/answers.ts'
import { takeAnswers } from '../../src/transfer/budget.ts'
import { localDay } from '../../src/ui/dates.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { type Family, newFamily, newNumber, registersNumber } from '../support/family.ts'
import { states } from '../support/figures.ts'
import { type Installation, newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import {
  answersAll,
  asksCode,
  asksForTransfer,
  codeFrom,
  finishes,
  pastTheLimits,
  proves,
  rightAnswers,
} from '../support/transfer.ts'

/** Claims as a weapon: two parents who take a child from each other, and strangers who claim to keep a parent out. */
const limits = {
  transfer: { verdictSlot: { slotMilliseconds: 10 } },
  recovery: { startsPerAddress: { starts: 100_000 } },
}
const day = 24 * 3_600_000

type Parent = { readonly iin: Iin; readonly phone: string; readonly app: Installation }

async function newParent(portal: TestPortal): Promise<Parent> {
  const iin = newIin()
  const phone = await registersNumber(portal, iin, newNumber())
  return { iin, phone, app: await newInstallation(portal) }
}

/** From the questions to «Переоформить», by way of the number where the attempts are used up. */
async function claims(portal: TestPortal, family: Family, parent: Parent): Promise<boolean> {
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, parent.iin)
  return finishesClaim(citizen, parent, (await answersAll(citizen, rightAnswers(family))).address)
}

async function finishesClaim(citizen: Citizen, parent: Parent, at: string): Promise<boolean> {
  await asksCode(citizen, parent.phone)
  if (!(await proves(citizen, parent.app, parent.phone))) return false
  if (at === '/transfer/number' && (await citizen.presses('Продолжить')).address !== '/transfer/finish')
    return false
  return (await finishes(citizen, await codeFrom(parent.app))).address.includes('transferred')
}

test('two parents who take a child from each other in turn: ten moves in 30 days, and none over an objection', async () => {
  const portal = await newTestPortal({ limits })
  const parents = [await newParent(portal), await newParent(portal)] as const
  const family = await newFamily(portal, {
    holder: await portal.account(),
    parents: [parents[0].iin, parents[1].iin],
  })
  const next = (moves: number) => parents[moves % 2] as Parent
  const began = portal.clock.now().getTime()
  let moves = 0
  let hoursWaited = 0
  while (portal.clock.now().getTime() - began < 30 * day) {
    if (await claims(portal, family, next(moves))) moves += 1
    portal.clock.advance({ hours: 72 })
    hoursWaited += 72
  }
  states('two parents who claim a child from each other', {
    ...{ attempts: moves, came: moves, allowed: 10 },
    says: `moves in ${hoursWaited / 24} days at most, one each 72 hours`,
  })
  expect(moves).toBe(10)
  // The eleventh, and then at once back: limited mode holds the claim, whoever makes it.
  expect(await claims(portal, family, next(moves))).toBe(true)
  moves += 1
  expect(await claims(portal, family, next(moves))).toBe(false)
  const done = await portal.database.reader.selectFrom('transfers').where('done_at', 'is not', null).execute()
  expect(done.length).toBe(moves)
})

const answersOf = (portal: TestPortal, family: Family, claimant: Iin) => {
  const typed = { ...rightAnswers(family), first: claimant, second: '' }
  const read = readAnswers(
    typedAnswers((field) => typed[field]),
    claimant,
    localDay(portal.clock.now()),
  )
  if (!read.ok) throw new Error('the answers are misspelt')
  return read.answers
}

/** A stranger with an own phone claims a child until the proven attempts of a day are used up. */
async function wastes(portal: TestPortal, family: Family): Promise<void> {
  const [stranger, citizen] = [await newParent(portal), newCitizen(portal)]
  const typed = { ...rightAnswers(family), first: stranger.iin, second: '' }
  await pastTheLimits(citizen, stranger.iin, typed)
  await asksCode(citizen, stranger.phone)
  expect(await proves(citizen, stranger.app, stranger.phone)).toBeDefined()
  expect((await citizen.presses('Продолжить')).problems.join()).toContain('Данные не совпали')
  for (let tries = 0; tries < 3; tries += 1) await answersAll(citizen, {})
}

test('200 strangers claim a child, with the parent’s IIN and with numbers of their own: the parent gets through', async () => {
  const portal = await newTestPortal({ limits })
  const mother = await newParent(portal)
  const family = await newFamily(portal, { holder: await portal.account(), parents: [mother.iin, null] })
  // Through the pages until the count of a child would be full, then straight into the counts.
  const throughPages = 7
  for (let each = 0; each < throughPages; each += 1) await wastes(portal, family)
  let refused = 0
  for (let each = throughPages; each < 200; each += 1) {
    const own = answersOf(portal, family, newIin())
    for (const isProven of [false, true]) if (!(await takeAnswers(portal.parts, own, isProven))) refused += 1
    if (!(await takeAnswers(portal.parts, answersOf(portal, family, mother.iin), false))) refused += 1
  }
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, mother.iin)
  const { address } = await answersAll(citizen, rightAnswers(family))
  expect(address, 'past the limits').toBe('/transfer/number')
  const isThrough = await finishesClaim(citizen, mother, address)
  states('strangers who claim a child to keep its parent out', {
    ...{ attempts: 200, came: isThrough ? 0 : 200, allowed: 0 },
    says: `${refused} of their attempts refused; the parent who proves the number gets through`,
  })
  expect(isThrough).toBe(true)
}, 60_000)
