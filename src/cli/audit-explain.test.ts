import { expect, test } from 'vitest'
import { newCitizen } from '../../test/citizen.ts'
import { newClaim } from '../../test/support/claim.ts'
import { newFamily, newNumber } from '../../test/support/family.ts'
import { asksRecovery, newBound, newInstallation, opensInCabinet } from '../../test/support/installation.ts'
import { decides, moveChild } from '../../test/support/moved.ts'
import { newIin } from '../../test/support/people.ts'
import type { TestPortal } from '../../test/support/portal.ts'
import { asksForRecovery, enters, otherThan } from '../../test/support/recovery.ts'
import { answersAll, asksForTransfer, pastTheLimits, rightAnswers } from '../../test/support/transfer.ts'
import { closeForGood } from '../account/closing.ts'
import { countsOf } from '../audit/explain-counts.ts'
import { explainedRules } from '../audit/explain-rules.ts'
import { objectToTransfer } from '../cases/index.ts'
import type { Email } from '../domain/email.ts'
import type { Phone } from '../domain/phone.ts'
import { sendAddressCode, tryAddressCode } from '../notify/address-code.ts'
import { budgetOf, takeAlert } from '../notify/alert-budget.ts'
import type { BirthAnswer } from '../registries/births.ts'
import { transferWords } from '../transfer/messages.ts'
import { newDesk } from './audit.test-kit.ts'

const shortSlots = { transfer: { verdictSlot: { slotMilliseconds: 10 } } }
const number = '+77051239223'
const silence = { is: 'unavailable' } as const

test('a claim that stopped at a silent register, of somebody without an account', async () => {
  const said: { births: BirthAnswer | undefined } = { births: silence }
  const { portal, person, calls } = await newDesk({
    limits: shortSlots,
    with: ({ registers }) => ({
      registers: {
        ...registers,
        births: { ask: async (asked) => said.births ?? registers.births.ask(asked) },
      },
    }),
  })
  const mother = newIin()
  const family = await newFamily(portal, { holder: person, parents: [mother, null] })
  const citizen = newCitizen(portal, { address: '198.51.100.21' })
  await asksForTransfer(citizen, mother)
  await answersAll(citizen, rightAnswers(family))
  const { number: caseNumber } = await portal.database.reader
    .selectFrom('cases')
    .select('number')
    .executeTakeFirstOrThrow()
  const stopped = await calls(['explain', caseNumber])
  expect(stopped.code).toBe(0)
  expect(stopped.text).toContain(`Case ${caseNumber}: transfer, opened at`)
  expect(stopped.text).toContain('registers that did not answer: births')
  expect(stopped.text).toContain('is kept, sealed: nothing has to be typed again')
  expect(stopped.text).toMatch(
    new RegExp(`Next: once they answer .* types ${caseNumber} among the questions`),
  )
  expect(stopped.text).toContain('No account stands under this IIN.')
  expect(stopped.text).not.toContain(mother)
  expect(stopped.text).not.toContain(family.child)
  said.births = undefined
  await citizen.presses('Попробовать ещё раз')
  const resumed = (await calls(['explain', caseNumber])).text
  expect(resumed).toContain('The registers have answered since, and the claim went on')
  expect(resumed).not.toContain('is kept, sealed')
})

test('a stopped claim of somebody who has an account explains and exports that account; one given up says so', async () => {
  const { portal, person, calls } = await newDesk({
    limits: shortSlots,
    with: ({ registers }) => ({ registers: { ...registers, births: { ask: async () => silence } } }),
  })
  const family = await newFamily(portal, { holder: null, parents: [person.iin, null] })
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, person.iin)
  await answersAll(citizen, rightAnswers(family))
  const [row] = await portal.database.reader.selectFrom('cases').select('number').execute()
  const caseNumber = row?.number ?? ''
  expect((await calls(['explain', caseNumber])).text).toContain('Account •••• •••• 0120')
  expect((await portal.audit('audit.read')).at(-1)?.account_id).toBe(person.id)
  expect((await calls(['export', '--account-of-case', caseNumber])).code).toBe(0)
  await decides(portal, caseNumber, 'closed')
  expect((await calls(['explain', caseNumber])).text).toContain('It was given up at the desk')
})

test('SMS that are used up: those of the public pages, and apart from them those of the cabinet', async () => {
  const sms = { url: 'http://127.0.0.1:9/sms', key: 'a-key-of-sixteen-letters' }
  const { portal, person, explains } = await newDesk({
    config: { possessionProof: 'sms', sms },
    limits: {
      signIn: { perAddress: { firstDelaySeconds: 0, longestDelaySeconds: 0 } },
      recovery: { startsPerAddress: { starts: 100_000 } },
    },
  })
  let app = await newInstallation(portal)
  for (let time = 0; time < 30; time += 1) {
    if (time % 9 === 8) app = await newInstallation(portal)
    const { activation } = await asksRecovery(portal, person.iin)
    expect((await app.activates(number, activation)).status).toBe(202)
  }
  expect((await app.activates(number, await opensInCabinet(portal, person))).status).toBe(202)
  const { text } = await explains()
  expect(text).toContain(
    'codes.smsSent: 30 taken where 30 are free, SMS with a code to one number (the account’s number, from public pages)',
  )
  expect(text).toContain('asked for with a one-time password of the cabinet count apart')
  expect(text).toContain(
    'codes.smsSent: 1 taken of 30, SMS with a code to one number (the account’s number, from the cabinet)',
  )
  expect(text).not.toContain('activation.wrongNumbersPerAccount: no more SMS')
})

test('a request whose tries are used up, and a one-time password', async () => {
  const { portal, person, explains } = await newDesk()
  const app = await newBound(portal, person, { hoursOld: 48 })
  portal.clock.advance({ minutes: 1 })
  const citizen = newCitizen(portal, { address: '198.51.100.22' })
  await asksForRecovery(citizen, person.iin)
  const code = String((await app.showsCode()).body.code)
  for (let time = 0; time < 3; time += 1) await enters(citizen, otherThan(code))
  const other = await newInstallation(portal)
  const { activation } = await asksRecovery(portal, person.iin)
  for (let time = 0; time < 5; time += 1) await other.activates('+77051239224', activation)
  const { text } = await explains()
  expect(text).toMatch(
    /recovery\.request: 3 codes were typed for request \d\d .*\n {4}Next: Press «Отправить»/,
  )
  expect(text).toMatch(/activation\.oneTimePassword: .* was tried 5 times.*\n {4}Next: Open the page/)
  expect(text).toContain('codes.wrongPerAccount: 3 taken of 15')
  expect(text).toContain('activation.wrongNumbersPerAccount: 5 taken of 30')
})

test('answers to the questions, before and after a number was proven, and those about the child', async () => {
  const { portal, person, explains } = await newDesk({ limits: shortSlots })
  const mother = newIin()
  const family = await newFamily(portal, { holder: person, parents: [mother, null] })
  await pastTheLimits(newCitizen(portal), mother, rightAnswers(family))
  const { text } = await explains(mother)
  expect(text).toMatch(
    /transfer\.answersPerPair: 3 taken where 3 are free, answers .* before a number was proven/,
  )
  expect(text).toMatch(/Next: .* prove one that BMG gives to the parent/)
  expect(text).toMatch(/transfer\.answersPerChild: 3 taken of 20/)
  expect(text).not.toContain(mother)
  // The child's own count is found by the child's IIN too, and by its holder's.
  expect((await explains(family.child)).text).toMatch(
    /answersPerChild: 3 taken of 20, .*\(this IIN as a child\)/,
  )
  expect((await explains()).text).toMatch(/transfer\.answersPerChild: 3 taken of 20/)
})

test('case numbers that were tried too often, for an IIN without an account', async () => {
  const { portal, explains } = await newDesk({ limits: shortSlots })
  const mother = newIin()
  const citizen = newCitizen(portal, { address: '198.51.100.77' })
  await asksForTransfer(citizen, mother)
  const words = transferWords('ru')
  for (let time = 0; time < 10; time += 1) {
    citizen.types({ [words.caseNumber]: `4829-13${String(time).padStart(2, '0')}` })
    await citizen.presses(words.caseGo)
  }
  const { text } = await explains(mother)
  expect(text).toContain('transfer.caseNumbers: 10 taken where 10 are free')
  expect(text).toContain('Next: Answer the questions anew')
})

test('codes of an e-mail address, and alerts in each of their four counts', async () => {
  const { portal, person, explains } = await newDesk()
  const { database, parts, clock } = portal
  const email = 'ata-ana@mail.example.kz' as Email
  for (let time = 0; time < 5; time += 1) {
    const to = { accountId: person.id, email, language: 'ru' } as const
    expect(await database.inTransaction((tx) => sendAddressCode(tx, parts, to))).toEqual({ ok: true })
    await tryAddressCode(database.reader, parts, { accountId: person.id, typed: '000000' })
    clock.advance({ seconds: 61 })
  }
  await newCitizen(portal).signsIn(person)
  const browser = await database.reader
    .selectFrom('trusted_browsers')
    .select('browser_hash')
    .executeTakeFirstOrThrow()
  for (const trusted of [null, browser.browser_hash.toString('base64url')]) {
    for (const use of ['push', 'feed'] as const) {
      const budget = budgetOf(parts, person.id, trusted, use)
      const three = { alerts: 3, windowSeconds: 86_400, gapSeconds: 0 }
      for (const mark of ['1', '2', '3'])
        await database.inTransaction((tx) => takeAlert(tx, budget, three, mark, clock.now()))
    }
  }
  const { text } = await explains()
  for (const limit of ['addresses.code', 'addresses.codesPerAccount', 'addresses.codesPerAddress'])
    expect(text).toContain(`${limit}: 5 taken where 5 are free`)
  expect(text).not.toContain(email)
  expect(text.match(/alerts\.perAccount: 3 taken where 3 are free/g)).toHaveLength(2)
  expect(text.match(/alerts\.perTrustedBrowser: 3 taken where 3 are free/g)).toHaveLength(2)
})

test('each rule that is explained is looked up for somebody who has everything', async () => {
  const { portal, person } = await newDesk()
  await newCitizen(portal).signsIn(person)
  await newBound(portal, person)
  await asksForTransfer(newCitizen(portal), person.iin)
  const { database, parts, clock } = portal
  const family = await newFamily(portal, { holder: person, parents: [person.iin, null] })
  await newClaim(portal, { claimant: person.iin, child: family.child, phone: newNumber() })
  const to = { accountId: person.id, email: 'ata-ana@mail.example.kz' as Email, language: 'ru' } as const
  await database.inTransaction((tx) => sendAddressCode(tx, parts, to))
  const place = { reader: database.reader, keyring: parts.keyring, now: clock.now() }
  const iinIndex = parts.keyring.index('iin', person.iin)
  const all = await countsOf(place, { iinIndex, accountId: person.id, phone: number as Phone })
  expect([...new Set(all.map(({ rule }) => rule))].toSorted()).toEqual(Object.keys(explainedRules).toSorted())
})

test('an account that a transfer left without a child: closed but for one page, and how it opens again', async () => {
  const { portal, person, explains } = await newDesk()
  const { holder, transferId } = await moveChild(portal, { former: person })
  const { text } = await explains()
  expect(text).toMatch(/Closed, but for one page, since .*: its last child was transferred/)
  expect(text).toMatch(/Next: Its holder signs in to one page, and can object there for 30 days/)
  expect(text).toContain('Open now: signing in to the one page that tells of the transfer.')
  expect(text).toMatch(/Closed now: reading the feed, /)
  expect(text).not.toMatch(/Limited mode|Это я/)
  const limited = (await explains(holder.iin)).text
  expect(limited).toMatch(/Limited mode since .*, until .*: a child was transferred to the account/)
  expect(limited).toContain('The former holder can end it')
  await upheld(portal, transferId)
  const undone = (await explains(holder.iin)).text
  expect(undone).toMatch(/was closed for good at .* a case undid the transfer that had made it/)
  expect(undone).toContain('Open now: nothing but help.')
  expect(undone).not.toMatch(/queue system|Забыли/)
})

async function upheld(portal: TestPortal, transferId: string) {
  const objection = { transferId, openedBy: 'session', browser: null, reference: '2345-6789' } as const
  const opened = await portal.database.inTransaction((tx) => objectToTransfer(tx, portal.parts, objection))
  await decides(portal, opened?.number ?? '', 'objection-upheld')
}

test('an account that was closed for good has no other trouble told, and nothing open', async () => {
  const { portal, person, explains } = await newDesk()
  await portal.database.inTransaction((tx) =>
    closeForGood(tx, portal.parts, { accountId: person.id, by: 'prune' }),
  )
  const { text } = await explains()
  expect(text).toContain('left it without a child for 30 days (limits.transfer.objection)')
  expect(text).toContain('Open now: nothing but help.')
  expect(text).not.toMatch(/no password|No app is bound|by its queue system/)
})
