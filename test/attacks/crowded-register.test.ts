import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeRegisters } from '../../src/registers.ts'
import type { Patience } from '../../src/registries/guard.ts'
import { numberWords } from '../../src/transfer/messages-of-number.ts'
import { newCitizen } from '../citizen.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { states } from '../support/figures.ts'
import { asksRecovery, newBound } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type PortalOptions, type TestPortal } from '../support/portal.ts'
import { type RegisterServer, startRegisterServer } from '../support/register-server.ts'
import { answersAll, asksForTransfer, rightAnswers } from '../support/transfer.ts'

/** Whoever holds a recycled number crowds BMG, so that nobody is told that the number has another owner now. */
const phone = '+77051239223'
const anotherPerson = '850715400028'
let server: RegisterServer
let person: Person
const numbers: { phone: string; iin: string }[] = []

beforeEach(async () => {
  server = await startRegisterServer({ numbers })
  numbers.splice(0, numbers.length, { phone, iin: anotherPerson })
})
afterEach(() => server.close())

async function newPortal(patience: Partial<Patience> = {}, limits: PortalOptions['limits'] = {}) {
  const portal = await newTestPortal({
    limits: {
      ...limits,
      transfer: { verdictSlot: { slotMilliseconds: 10 }, ...limits.transfer },
    },
    with: (usual) => {
      const registers = { ...usual.config.registers, 'mobile-citizens': server.service }
      const config = { ...usual.config, registers }
      return { config, registers: makeRegisters({ ...usual, config }, patience) }
    },
  })
  person = await portal.account({ phone })
  return portal
}

/** Claimants at «ШАГ 2», each from an address of its own. */
async function claimants(portal: TestPortal, many: number) {
  const all: ReturnType<typeof newCitizen>[] = []
  for (let each = 0; each < many; each += 1) {
    const claimant = newIin()
    const family = await newFamily(portal, { holder: await portal.account(), parents: [claimant, null] })
    const citizen = newCitizen(portal, { address: `198.51.${Math.floor(each / 200)}.${(each % 200) + 1}` })
    await asksForTransfer(citizen, claimant)
    await answersAll(citizen, rightAnswers(family))
    expect(citizen.page.address).toBe('/transfer/finish')
    all.push(citizen)
  }
  return all
}

const words = numberWords('ru')
const asks = (citizen: ReturnType<typeof newCitizen>) => {
  citizen.types({ [words.phone]: newNumber() })
  return citizen.presses(words.send)
}

test('seventy taps for claims at once: a code for somebody else’s number is still refused', async () => {
  const portal = await newPortal()
  const app = await newBound(portal, person, { hoursOld: 48 })
  const { recoveryId } = await asksRecovery(portal, person.iin)
  const crowd = await claimants(portal, 35)
  server.always({ slowMilliseconds: 300 })
  const asking = crowd.flatMap((citizen) => [asks(citizen), asks(citizen)])
  await expect.poll(() => server.seen.length).toBeGreaterThanOrEqual(20)
  const shown = await app.showsCode(recoveryId)
  expect([shown.status, shown.body.problem, shown.body.code]).toEqual([409, 'number-not-yours', undefined])
  const statuses = (await Promise.all(asking)).map(({ status }) => status)
  states('taps that crowd BMG while a code is asked for somebody else’s number', {
    ...{ attempts: asking.length, came: shown.body.code === undefined ? 0 : 1, allowed: 0 },
    says: `codes shown; ${statuses.filter((status) => status === 503).length} taps told to come again`,
  })
  // Of two taps of one journey one is asked, and whoever finds no place comes again.
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(35)
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20)
}, 60_000)

test('where apps themselves are too many, and at 429: “again in a moment”, and nothing is minted or used up', async () => {
  const portal = await newPortal({ places: 1, waiting: 0, failures: 2 })
  const app = await newBound(portal, person, { hoursOld: 48 })
  const another = newNumber()
  const other = await portal.account({ phone: another })
  const others = await newBound(portal, other, { hoursOld: 48, number: another })
  const { recoveryId } = await asksRecovery(portal, person.iin)
  const code = async () => {
    const row = await portal.database.reader
      .selectFrom('recoveries')
      .where('id', '=', recoveryId)
      .select(['code_mac', 'code_bmg', 'tries', 'ended_at'])
      .executeTakeFirstOrThrow()
    return row
  }
  const before = await code()
  server.always({ slowMilliseconds: 500 })
  const held = others.showsCode((await asksRecovery(portal, other.iin)).recoveryId)
  await expect.poll(() => server.seen.length).toBe(1)
  const busy = await app.showsCode(recoveryId)
  expect([busy.status, busy.body.problem, busy.headers.get('retry-after')]).toEqual([503, 'crowded', '5'])
  expect((await held).status).toBe(200)
  server.always({ status: 429 })
  for (let each = 0; each < 4; each += 1)
    expect((await app.showsCode(recoveryId)).body.problem).toBe('crowded')
  expect(await code()).toEqual(before)
  server.always('works')
  expect((await app.showsCode(recoveryId)).body.problem).toBe('number-not-yours')
})

test('claims that find BMG broken do not shut it for codes; a BMG that is silent for codes refuses nobody', async () => {
  const portal = await newPortal({ tryMilliseconds: 300, wholeMilliseconds: 400, failures: 2 })
  const app = await newBound(portal, person, { hoursOld: 48 })
  const { recoveryId } = await asksRecovery(portal, person.iin)
  const crowd = await claimants(portal, 4)
  server.always({ status: 500 })
  for (const citizen of crowd) expect((await asks(citizen)).status).toBe(503)
  server.always('works')
  expect((await app.showsCode(recoveryId)).body.problem).toBe('number-not-yours')
  server.always('hangs')
  const shown = await app.showsCode((await asksRecovery(portal, person.iin)).recoveryId)
  expect([shown.status, String(shown.body.code)]).toEqual([200, expect.stringMatching(/^\d{4}$/)])
})

test('«Получить код» is slowed by address, never refused for good, and its page says that nothing is lost', async () => {
  const portal = await newPortal(
    {},
    {
      signIn: { answerSlot: { slotMilliseconds: 10 } },
      transfer: {
        numbersPerAddress: { requests: 2, firstDelaySeconds: 1, longestDelaySeconds: 1 },
        // How many of the taps find a place is chance, and each is for another number.
        numbersPerFlow: { numbers: 1000 },
        verdictSlot: { slotMilliseconds: 10 },
      },
    },
  )
  const claimant = newIin()
  const family = await newFamily(portal, { holder: await portal.account(), parents: [claimant, null] })
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, claimant)
  await answersAll(citizen, rightAnswers(family))
  expect((await asks(citizen)).status).toBe(200)
  const began = performance.now()
  const pages = await Promise.all(Array.from({ length: 30 }, () => asks(citizen)))
  expect(performance.now() - began).toBeGreaterThan(1000)
  const busy = pages.filter(({ status }) => status === 503)
  expect(busy.length).toBeGreaterThanOrEqual(14)
  for (const { notices } of busy) expect(notices.join()).toContain(words.busyAsking)
  expect((await asks(citizen)).status).toBe(200)
})
