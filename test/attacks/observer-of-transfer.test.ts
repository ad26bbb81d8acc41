import { expect, test } from 'vitest'
import { restrict } from '../../src/account/restrictions.ts'
import type { Iin } from '../../src/domain/iin.ts'
import { formatPhone, type Phone } from '../../src/domain/phone.ts'
import type { BirthAnswer } from '../../src/registries/births.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { type Family, newFamily, newNumber, registersNumber } from '../support/family.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForTransfer, rightAnswers } from '../support/transfer.ts'
import { expectOneKind, listens, strangerTries, traced, tracesOf } from '../support/watching.ts'

/** What the register of births says instead of the truth. */
const said: { births?: BirthAnswer } = {}

/** The public steps of a transfer as observer.test.ts looks at those of a recovery. */
const portal = await newTestPortal({
  limits: {
    recovery: { startsPerAddress: { starts: 100_000 } },
    signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } },
    transfer: { verdictSlot: { slotMilliseconds: 10 } },
  },
  with: ({ registers }) => ({
    registers: {
      ...registers,
      births: { ask: async (question) => said.births ?? registers.births.ask(question) },
    },
  }),
})
const each = 2

/** Who claims which child with which number. The answers are wrong, or right, for every kind of one test. */
type Claim = { claimant: Iin; family: Pick<Family, 'child'>; phone: Phone; app?: Installation }
const whoseNumber = {
  MATCH: (claimant: Iin) => registersNumber(portal, claimant, newNumber()),
  MISMATCH: () => registersNumber(portal, newIin(), newNumber()),
  'not registered': async () => newNumber(),
}
const familyOf = async (claimant: Iin, more: { isUnderNobody?: boolean } = {}) =>
  newFamily(portal, {
    holder: more.isUnderNobody ? null : await portal.account(),
    parents: [claimant, null],
  })

async function parentWithApp() {
  const person = await portal.account()
  return { person, app: await newBound(portal, person, { hoursOld: 100 }) }
}

const claims: Readonly<Record<string, () => Promise<Claim>>> = {
  'a recorded parent with an account and an app': async () => {
    const { person, app } = await parentWithApp()
    const family = await familyOf(person.iin)
    return { claimant: person.iin, family, phone: await whoseNumber.MATCH(person.iin), app }
  },
  'a recorded parent without an account': async () => {
    const claimant = newIin()
    return { claimant, family: await familyOf(claimant), phone: await whoseNumber.MISMATCH() }
  },
  'a recorded parent whose account is closed, a child under nobody': async () => {
    const { iin: claimant } = await portal.account({ isClosed: true })
    const family = await familyOf(claimant, { isUnderNobody: true })
    return { claimant, family, phone: await whoseNumber['not registered']() }
  },
  'a child of a frozen account': async () => {
    const [holder, claimant] = [await portal.account(), newIin()]
    const held = { accountId: holder.id, kind: 'frozen', reason: 'owner-froze', until: null } as const
    await portal.database.inTransaction((tx) => restrict(tx, { ...held, now: portal.clock.now() }))
    const family = await newFamily(portal, { holder, parents: [claimant, null] })
    return { claimant, family, phone: await whoseNumber.MATCH(claimant) }
  },
  'somebody else’s child': async () => {
    const claimant = newIin()
    return { claimant, family: await familyOf(newIin()), phone: await whoseNumber.MATCH(claimant) }
  },
  'a child and a parent whom nothing knows': async () => ({
    claimant: newIin(),
    family: { child: newIin() },
    phone: await whoseNumber['not registered'](),
  }),
}

/** «Получить код», the live channel while the owner's app answers whatever it sees, a stranger's app. */
async function asksForNumber(citizen: Citizen, browser: Awaited<ReturnType<typeof traced>>, claim: Claim) {
  const { trace, sends, opens } = browser
  const here = citizen.page.address
  await sends('/transfer/send', { phone: claim.phone })
  await opens(`${here}?done=sent`)
  trace.push(
    await listens(citizen, '/transfer/live', async () => {
      for (const { id } of (await claim.app?.feed())?.requests ?? []) await claim.app?.notMe({ request: id })
    }),
  )
  trace.push(await strangerTries(portal, await citizen.opens(here)))
}

function typedOf({ claimant, family, phone }: Claim): string[] {
  return [claimant, family.child, formatPhone(phone), phone]
}

async function claimsWrongly(claim: Claim): Promise<string[]> {
  const citizen = newCitizen(portal, { address: '198.51.100.91' })
  await asksForTransfer(citizen, claim.claimant)
  const browser = await traced(citizen, typedOf(claim), '/transfer')
  const { trace, sends, opens } = browser
  const answers = { status: 'queued', month: '3', year: '2022', certificate: 'II-АБ № 654321' }
  for (let tries = 0; tries < 4; tries += 1) {
    await opens('/transfer')
    await sends('/transfer', { ...answers, child: claim.family.child, first: claim.claimant, second: '' })
    await opens('/transfer/confirm')
    await sends('/transfer/confirm', {})
  }
  expect((await citizen.opens('/transfer/number')).address, 'past the limits').toBe('/transfer/number')
  await asksForNumber(citizen, browser, claim)
  await sends('/transfer/number', { phone: claim.phone })
  await sends('/transfer/number', { phone: 'nonsense' })
  await sends('/transfer/cancel', {})
  return trace
}

/** A register is silent; then the case number and others are typed, by the claimant and by somebody else. */
async function stops(claim: Claim): Promise<string[]> {
  const citizen = newCitizen(portal, { address: '198.51.100.93' })
  await asksForTransfer(citizen, claim.claimant)
  const { trace, sends, opens } = await traced(citizen, typedOf(claim), '/transfer')
  const answers = { status: 'queued', month: '3', year: '2022', certificate: 'II-АБ № 654321', second: '' }
  await sends('/transfer', { ...answers, child: claim.family.child, first: claim.claimant })
  said.births = { is: 'unavailable' }
  await sends('/transfer/confirm', {})
  await opens('/transfer/stopped')
  const number =
    (await citizen.opens('/transfer/stopped')).document.querySelector('output')?.textContent ?? ''
  await sends('/transfer/stopped', {})
  await opens('/transfer/stopped')
  delete said.births
  for (const iin of [newIin(), claim.claimant]) {
    const other = newCitizen(portal, { address: '198.51.100.94' })
    await asksForTransfer(other, iin)
    const there = await traced(other, [iin, ...typedOf(claim), number], '/transfer')
    for (const typed of ['1111-1111', 'nonsense', number])
      await there.sends('/transfer/stopped', { case: typed })
    await there.opens('/transfer')
    trace.push(...there.trace)
  }
  await sends('/transfer/stopped', {})
  await opens('/transfer')
  return trace
}

test('a claim that stopped, and what its number does, is the same for every child and parent', async () => {
  expectOneKind(await tracesOf(claims, each, stops), (figure) =>
    states('what an observer sees of a stopped claim', figure),
  )
}, 120_000)

test('a refused claim is the same for every child, parent and number, past the limits too', async () => {
  expectOneKind(await tracesOf(claims, each, claimsWrongly), (figure) =>
    states('what an observer sees of a refused claim', figure),
  )
}, 120_000)

const rightClaims = Object.fromEntries(
  Object.entries(whoseNumber).flatMap(([name, numberOf]) =>
    [true, false].map((hasAccount) => [
      `${name}, ${hasAccount ? 'with' : 'without'} an account`,
      async () => {
        const parent = hasAccount ? await parentWithApp() : { person: { iin: newIin() }, app: undefined }
        const { iin: claimant } = parent.person
        const family = await familyOf(claimant)
        const claim = { claimant, family, phone: await numberOf(claimant) }
        return parent.app ? { ...claim, app: parent.app } : claim
      },
    ]),
  ),
) as Readonly<Record<string, () => Promise<Claim & { family: Family }>>>

async function claimsRightly(claim: Claim & { family: Family }): Promise<string[]> {
  const citizen = newCitizen(portal, { address: '198.51.100.92' })
  await asksForTransfer(citizen, claim.claimant)
  const browser = await traced(citizen, typedOf(claim), '/transfer')
  const { trace, sends } = browser
  await sends('/transfer', { ...rightAnswers(claim.family) })
  await sends('/transfer/confirm', {})
  expect((await citizen.opens('/transfer/finish')).address, 'the answers were right').toBe('/transfer/finish')
  await asksForNumber(citizen, browser, claim)
  const fresh = { fresh: 'Aspan-tau#9-jusan', repeat: 'Aspan-tau#9-jusan' }
  for (let tries = 0; tries < 4; tries += 1)
    await sends('/transfer/finish', { phone: claim.phone, code: '1234', ...fresh })
  await sends('/transfer/cancel', {})
  return trace
}

test('after right answers «Получить код» says the same of every number, with an account or without', async () => {
  expectOneKind(await tracesOf(rightClaims, each, claimsRightly), (figure) =>
    states('what an observer sees of a claimant’s number', figure),
  )
}, 120_000)
