import { beforeEach, expect, test } from 'vitest'
import { prune } from '../../src/account/prune.ts'
import { movedWords } from '../../src/cabinet/moved/messages.ts'
import { releaseCase } from '../../src/cases/index.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { newCitizen } from '../citizen.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { caseNumberOn, decides, moveChild, newHolderPassword, noticeOfMove } from '../support/moved.ts'
import { newOwner } from '../support/owner.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { entersPrinted, opensPrinted, prints } from '../support/printed.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

const ru = contestWords('ru')
const lastPassword = 'Tulpar-jol#2030-ai'

let portal: TestPortal
beforeEach(async () => {
  portal = await newTestPortal()
})

/** Whether the paper gives the account: it sets a password, and that one signs in. */
async function opens(person: Person, code: string): Promise<boolean> {
  const citizen = await opensPrinted(portal, person)
  const page = await entersPrinted(citizen, code, lastPassword)
  if (!page.address.includes('password-set')) return false
  await citizen.givesPassword(lastPassword)
  return citizen.isSignedIn
}

/** Whoever has the owner's unlocked phone recovers the password with it. */
async function steals(person: Person) {
  portal.clock.advance({ minutes: 1 })
  const app = await newOwner(portal, person, { hoursOld: 200 })
  const thief = newCitizen(portal, { address: '198.51.100.20' })
  await asksForRecovery(thief, person.iin)
  expect((await enters(thief, (await app.showsCode()).code)).address).toContain('password-set')
  portal.clock.advance({ minutes: 5 })
}

/** The owner contests with the password of before, and is believed at the desk. */
async function takesBack(person: Person) {
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses(ru.notMine)
  const number = caseNumberOn(owner)
  expect(await decides(portal, number, 'objection-upheld')).toMatchObject({ is: 'decided' })
  await portal.database.inTransaction((tx) => releaseCase(tx, portal.parts, { number, by: 'Desk 4' }))
}

test('an upheld objection ends the paper that was printed since the recovery', async () => {
  const person = await portal.account()
  await steals(person)
  const { code } = await prints(portal, person, { password: freshPassword })
  await takesBack(person)
  expect(await opens(person, code)).toBe(false)
})

test('an upheld objection leaves the paper that was printed before the recovery', async () => {
  const person = await portal.account()
  const { code } = await prints(portal, person)
  await steals(person)
  await takesBack(person)
  expect(await opens(person, code)).toBe(true)
})

test('a transfer to an account ends its paper, and the notice says so', async () => {
  const mother = await portal.account({ phone: newNumber() })
  const { code } = await prints(portal, mother)
  const former = await portal.account({ phone: newNumber() })
  const family = await newFamily(portal, { holder: former, parents: [mother.iin, null] })
  const { app } = await moveChild(portal, { former, claimant: mother.iin, family })
  expect(await opens(mother, code)).toBe(false)
  expect((await noticeOfMove(app))?.body).toContain(
    'прежний код восстановления на бумаге больше не действует',
  )
})

test('an undone transfer ends what the new holder has printed since', async () => {
  const owner = await portal.account({ phone: newNumber() })
  const family = await newFamily(portal, { holder: owner, parents: [owner.iin, null] })
  await moveChild(portal, { former: owner, claimant: owner.iin, family })
  portal.clock.advance({ hours: 73 })
  const { code } = await prints(portal, owner, { password: newHolderPassword })
  await takesBack(owner)
  expect(await opens(owner, code)).toBe(false)
})

test('a closed account keeps its paper for the case that the transfer is undone, and is not opened by it before', async () => {
  const former = await portal.account({ phone: newNumber() })
  const { code } = await prints(portal, former)
  await moveChild(portal, { former })
  expect(await opens(former, code)).toBe(false)
  const grandmother = newCitizen(portal)
  await grandmother.signsIn(former)
  await grandmother.presses(movedWords('ru').away.object)
  await grandmother.presses(movedWords('ru').object.confirm)
  await decides(portal, caseNumberOn(grandmother), 'objection-upheld')
  expect(await opens(former, code)).toBe(true)
})

test('an account that was closed for good and is opened again is not opened by its old paper', async () => {
  const former = await portal.account({ phone: newNumber() })
  const { code } = await prints(portal, former)
  await moveChild(portal, { former })
  portal.clock.advance({ hours: 24 * 31 })
  await prune(portal.parts, portal.clock)
  const living = portal.database.reader
    .selectFrom('printed_codes')
    .where('removed_at', 'is', null)
    .select('id')
  expect(await living.execute()).toEqual([])
  const holder = await portal.account({ phone: newNumber() })
  const family = await newFamily(portal, { holder, parents: [former.iin, newIin()] })
  const { moved } = await moveChild(portal, { former: holder, claimant: former.iin, family })
  expect(moved.accountId).toBe(former.id)
  expect(await opens(former, code)).toBe(false)
})
