import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { makeHasher } from '../../src/account/passwords/hasher.ts'
import { limitRows } from '../../src/domain/limit-table.ts'
import { limits } from '../../src/domain/limits.ts'
import type { BirthAnswer } from '../../src/registries/births.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { states } from '../support/figures.ts'
import { asksRecovery, type Installation, newBound, newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, otherThan, sendsAgain } from '../support/recovery.ts'
import {
  answersAll,
  asksCode,
  asksForTransfer,
  codeOfNewApp,
  oneTimeOf,
  rightAnswers,
} from '../support/transfer.ts'
import { outsidersCannotFill, shownBy } from './limits-and-owners.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('every limit has a test in which its count is full and the owner gets in, or a reason why no outsider fills it', () => {
  const ids = limitRows(limits).map(({ id }) => id)
  const answered = [...Object.keys(shownBy), ...Object.keys(outsidersCannotFill)]
  expect(answered.toSorted()).toEqual(ids.toSorted())
  const missing = Object.entries(shownBy).filter(([, [file, title]]) => {
    const path = join(root, file)
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(title)
  })
  expect(missing).toEqual([])
  for (const row of limitRows(limits))
    if (/anyone|everybody|somebody|every account/.test(row.filledBy))
      expect(Object.keys(shownBy)).toContain(row.id)
})

const fast = {
  transfer: { verdictSlot: { slotMilliseconds: 10 } },
  recovery: { startsPerAddress: { starts: 100_000 } },
}

async function parentOf(portal: TestPortal) {
  const iin = newIin()
  const phone = await registersNumber(portal, iin, newNumber())
  const family = await newFamily(portal, { holder: await portal.account(), parents: [iin, null] })
  return { iin, phone, family }
}

/** The code for the request whose number stands on the page. */
async function codeFor(citizen: Citizen, app: Installation): Promise<string> {
  const own = /запрос № (\d\d)/.exec(citizen.page.words)?.[1]
  const request = (await app.feed()).requests.find(({ number }) => number === Number(own))
  const { status, body } = await app.showsCode(request?.id)
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body.code)
}

test('case numbers: a neighbour who types wrong ones for the parent’s IIN keeps nobody from the claim', async () => {
  const said: { births?: BirthAnswer } = {}
  const portal = await newTestPortal({
    limits: fast,
    with: ({ registers }) => ({
      registers: {
        ...registers,
        births: { ask: async (question) => said.births ?? registers.births.ask(question) },
      },
    }),
  })
  const { iin, family } = await parentOf(portal)
  const address = '198.51.100.60'
  const mother = newCitizen(portal, { address })
  await asksForTransfer(mother, iin)
  said.births = { is: 'unavailable' }
  await answersAll(mother, rightAnswers(family))
  const number = oneTimeOf(mother)
  delete said.births
  const types = (citizen: Citizen, typed: string) => {
    citizen.page.document.getElementById('case')?.setAttribute('value', typed)
    return citizen.presses('Продолжить по номеру')
  }
  const neighbour = newCitizen(portal, { address })
  await asksForTransfer(neighbour, iin)
  const tries = 3 * limits.transfer.caseNumbers.tries
  for (let at = 0; at < tries; at += 1)
    expect((await types(neighbour, String(10_000_000 + at))).status).toBe(422)
  // Behind the same address the number is no way any more; elsewhere it is, and so are the questions everywhere.
  const here = newCitizen(portal, { address })
  await asksForTransfer(here, iin)
  expect((await types(here, number)).status).toBe(422)
  expect((await answersAll(here, rightAnswers(family))).address).toBe('/transfer/finish')
  const elsewhere = newCitizen(portal, { address: '203.0.113.61' })
  await asksForTransfer(elsewhere, iin)
  const isThrough = (await types(elsewhere, number)).address === '/transfer/finish'
  states('case numbers typed to keep a claimant out', {
    ...{ attempts: tries, came: isThrough ? 0 : tries, allowed: 0 },
    says: 'the claimant answers anew behind that address, and goes on by the number elsewhere',
  })
  expect(isThrough).toBe(true)
}, 60_000)

test('numbers of a journey: a stranger who claims with the parent’s IIN uses up the own journey’s only', async () => {
  const portal = await newTestPortal({ limits: fast })
  const { iin, phone, family } = await parentOf(portal)
  const stranger = newCitizen(portal, { address: '198.51.100.62' })
  await asksForTransfer(stranger, iin)
  await answersAll(stranger, rightAnswers(family))
  const statuses: number[] = []
  for (let each = 0; each < 5; each += 1) statuses.push((await asksCode(stranger, newNumber())).status)
  expect(statuses).toEqual([200, 200, 200, 422, 422])
  const mother = newCitizen(portal)
  await asksForTransfer(mother, iin)
  await answersAll(mother, rightAnswers(family))
  await asksCode(mother, phone)
  const code = await codeOfNewApp(portal, mother, phone)
  states('numbers asked for to keep a claimant out', {
    ...{ attempts: statuses.length, came: code.length === 4 ? 0 : 1, allowed: 0 },
    says: 'the claimant’s own journey has its three numbers',
  })
  expect(code).toHaveLength(4)
}, 60_000)

test('wrong passwords of one installation: it waits, and the owner’s beside it is bound', async () => {
  const portal = await newTestPortal({
    limits: { signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } } },
  })
  const person = await portal.account({ phone: '+77051239223' })
  const address = '198.51.100.63'
  const stranger = await newInstallation(portal, { address })
  const statuses: number[] = []
  for (let each = 0; each < 14; each += 1) {
    const password = String(each).padStart(13, '0')
    statuses.push((await stranger.activates('+77051239223', { password })).status)
  }
  const { attempts } = limits.activation.perInstallation
  expect(statuses.indexOf(429)).toBe(attempts)
  const own = await newInstallation(portal, { address })
  const { activation } = await asksRecovery(portal, person.iin)
  const reply = await own.activates('+77051239223', activation)
  states('one-time passwords that an installation makes up', {
    ...{ attempts: statuses.length, came: statuses.filter((status) => status === 200).length, allowed: 0 },
    says: `it waits after ${attempts}; the owner’s at the same address: ${String(reply.body.state)}`,
  })
  expect(reply.body.state).toBe('active')
})

test('a full queue of hashes: an owner who comes again as told is in, and was not counted', async () => {
  const portal = await newTestPortal({
    limits: { signIn: { perAddress: { failures: 1_000_000, iins: 1_000_000 } } },
    with: () => ({ hasher: makeHasher({ concurrency: 1, queueLength: 1 }) }),
  })
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.namesIin(person.iin)
  let [busy, floods, isOver] = [0, 0, false]
  const flooder = async (each: number) => {
    const citizen = newCitizen(portal, { address: `198.51.100.${100 + each}` })
    await citizen.namesIin(newIin())
    while (!isOver) {
      floods += 1
      const { status } = await citizen.givesPassword('Wrong-password-1')
      if (status === 503) busy += 1
      if (status === 429) await citizen.namesIin(newIin())
    }
  }
  const flooding = Promise.all(Array.from({ length: 6 }, (_, each) => flooder(each)))
  let turnedAway = 0
  while (busy < 20) await new Promise((resolve) => setTimeout(resolve, 5))
  while (!owner.page.document.querySelector('[data-signed-in]') && turnedAway < 400) {
    const { status } = await owner.givesPassword(person.password)
    if (status === 503) turnedAway += 1
  }
  isOver = true
  await flooding
  const counted = await portal.database.reader
    .selectFrom('limit_counters')
    .where('key', '=', portal.parts.keyring.index('iin', person.iin))
    .where('rule', '=', 'sign-in.iin')
    .where('taken', '>', 0)
    .execute()
  states('a flood of passwords that fills the queue of hashes', {
    ...{ attempts: floods, came: owner.isSignedIn ? 0 : 1, allowed: 0 },
    says: `${busy} told to come again; the owner is in after coming again ${turnedAway} times, none of them counted`,
  })
  expect(owner.isSignedIn).toBe(true)
  expect(counted).toEqual([])
}, 60_000)

test('wrong codes past the account’s count: the owner’s own code has six digits, and works', async () => {
  const portal = await newTestPortal({ limits: fast })
  const person = await portal.account({ phone: '+77051239223' })
  const app = await newBound(portal, person, { hoursOld: 24 * 40 })
  const stranger = newCitizen(portal, { address: '198.51.100.64' })
  await asksForRecovery(stranger, person.iin)
  let wrong = 0
  // The owner taps at whatever comes.
  while (wrong < limits.codes.wrongPerAccount.tries) {
    portal.clock.advance({ seconds: 61 })
    await sendsAgain(stranger)
    const code = await codeFor(stranger, app)
    for (let tries = 0; tries < limits.codes.code.tries; tries += 1, wrong += 1)
      await enters(stranger, otherThan(code))
  }
  const owner = newCitizen(portal)
  await asksForRecovery(owner, person.iin)
  const code = await codeFor(owner, app)
  const done = await enters(owner, code)
  states('wrong codes past what an account allows', {
    ...{ attempts: wrong, came: 0, allowed: 0 },
    says: `the owner’s own code has ${code.length} digits and sets the password`,
  })
  expect(code).toHaveLength(limits.codes.wrongPerAccount.digitsBeyond)
  expect(done.address).toContain('password-set')
})

test('requests for one IIN behind the owner’s address: the owner’s oldest ends, and «Отправить» has another', async () => {
  const portal = await newTestPortal({ limits: fast })
  const person = await portal.account({ phone: '+77051239223' })
  const app = await newBound(portal, person, { hoursOld: 24 * 40 })
  const address = '198.51.100.65'
  const owner = newCitizen(portal, { address })
  await asksForRecovery(owner, person.iin)
  const requests = 3 * limits.recovery.request.openPerAddress
  for (let each = 0; each < requests; each += 1)
    await asksForRecovery(newCitizen(portal, { address }), person.iin)
  portal.clock.advance({ seconds: 61 })
  await sendsAgain(owner)
  const done = await enters(owner, await codeFor(owner, app), freshPassword)
  states('requests of neighbours for the owner’s IIN', {
    ...{ attempts: requests, came: done.address.includes('password-set') ? 0 : 1, allowed: 0 },
    says: 'the owner presses «Отправить» and has a request again',
  })
  expect(done.address).toContain('password-set')
})
