import { randomBytes } from 'node:crypto'
import { restrict } from '../../src/account/restrictions.ts'
import { routes } from '../../src/routes.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { toldAt } from '../support/addresses.ts'
import { type Family, newFamily, newNumber, registersNumber } from '../support/family.ts'
import { type Installation, newBound, newInstallation } from '../support/installation.ts'
import { limit } from '../support/limited.ts'
import { moveChild } from '../support/moved.ts'
import { newOwner } from '../support/owner.ts'
import { newIin, type Person } from '../support/people.ts'
import type { TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'
import {
  answers,
  answersAll,
  asksCode,
  asksForTransfer,
  codeOfNewApp,
  pastTheLimits,
  proves,
  rightAnswers,
  type Typed,
} from '../support/transfer.ts'

/** Somebody who walks through the portal and tries everything, from a state that an honest person can be in. */
export type Walker = {
  readonly citizen: Citizen
  readonly person: Person
  readonly app?: Installation
  /** A page that no address opens by itself, and with it forms that are shown nowhere else. */
  readonly html?: string
  /** The app belongs to an account. */
  readonly isBound?: boolean
  /** What an honest claimant of a child would type. */
  readonly answers?: Typed
  readonly phone?: string
  readonly code?: string
  /** The addresses that matter from here: three of four requests go to them, as any other may end the journey. */
  readonly near?: RegExp
}

const number = '+77051239223'
/** A number of which BMG says nothing in a fuzzed portal, as if it were away. */
export const silentNumber = '+77770000001'
let addresses = 0
const nextAddress = () => {
  addresses += 1
  return `100.${64 + ((addresses >> 16) & 63)}.${(addresses >> 8) & 255}.${addresses & 255}`
}
const comes = (portal: TestPortal) => newCitizen(portal, { address: nextAddress() })

async function signsIn(portal: TestPortal, person: Person): Promise<Citizen> {
  const citizen = comes(portal)
  await citizen.signsIn(person)
  if (!citizen.isSignedIn) throw new Error(`the walker could not sign in: ${citizen.page.words}`)
  return citizen
}

async function restricted(portal: TestPortal, kind: 'frozen' | 'closed'): Promise<Walker> {
  const person = await portal.account()
  const citizen = await signsIn(portal, person)
  const held = { accountId: person.id, now: portal.clock.now(), until: null } as const
  const reason = kind === 'frozen' ? 'owner-froze' : 'transfer'
  await portal.database.inTransaction((tx) => restrict(tx, { ...held, kind, reason }))
  return { citizen, person }
}

type Claiming = Walker & { readonly answers: Typed; readonly phone: string; readonly family: Family }

/** A mother at the sign-in page, who claims a child from somebody's account and has a number in BMG. */
async function claiming(portal: TestPortal): Promise<Claiming> {
  const iin = newIin()
  const family = await newFamily(portal, { holder: await portal.account(), parents: [iin, null] })
  const phone = await registersNumber(portal, iin, newNumber())
  const person = { id: '', iin, password: freshPassword }
  const near = /^\/transfer(?!\/cancel)/
  return { citizen: comes(portal), person, family, phone, answers: rightAnswers(family), near }
}

function stands({ citizen }: Walker, address: string): void {
  if (citizen.page.address.split('?')[0] !== address)
    throw new Error(`not at ${address}: ${citizen.page.words}`)
}

/** Where walks begin, each by its name. A walk goes wherever the answers lead, and begins again after a while. */
export const beginnings: Readonly<Record<string, (portal: TestPortal) => Promise<Walker>>> = {
  async stranger(portal) {
    return { citizen: comes(portal), person: await portal.account() }
  },
  async 'at the password'(portal) {
    const [person, citizen] = [await portal.account(), comes(portal)]
    await citizen.namesIin(person.iin)
    return { citizen, person }
  },
  async recovering(portal) {
    const [person, citizen] = [await portal.account(), comes(portal)]
    await newOwner(portal, person)
    await asksForRecovery(citizen, person.iin)
    return { citizen, person }
  },
  async 'recovering nobody'(portal) {
    const [iin, citizen] = [newIin(), comes(portal)]
    portal.log.forbid(iin)
    await asksForRecovery(citizen, iin)
    return { citizen, person: { id: '', iin, password: 'Tulpar#7-kok-aspan' } }
  },
  async 'signed in'(portal) {
    const person = await portal.account()
    await portal.child(person)
    for (let each = 0; each < 7; each += 1) await portal.event(person)
    await newOwner(portal, person)
    portal.log.forbid(await toldAt(portal, person.id))
    // A second browser, whose session can be ended from here.
    const [citizen, other] = [await signsIn(portal, person), await signsIn(portal, person)]
    await other.opens('/cabinet')
    return { citizen, person }
  },
  async limited(portal) {
    const person = await portal.account()
    const citizen = await signsIn(portal, person)
    await limit(portal, person)
    return { citizen, person }
  },
  frozen: (portal) => restricted(portal, 'frozen'),
  closed: (portal) => restricted(portal, 'closed'),
  async contesting(portal) {
    const [person, thief, citizen] = [await portal.account(), comes(portal), comes(portal)]
    const owner = await newOwner(portal, person, { hoursOld: 0 })
    await asksForRecovery(thief, person.iin)
    await enters(thief, (await owner.showsCode()).code, freshPassword)
    await citizen.signsIn(person)
    if (citizen.page.address !== routes.signIn.contest) throw new Error(`no contest: ${citizen.page.words}`)
    return { citizen, person }
  },
  async 'recovered by another'(portal) {
    const [person, thief] = [await portal.account(), comes(portal)]
    const citizen = await signsIn(portal, person)
    portal.clock.advance({ minutes: 1 })
    const owner = await newOwner(portal, person, { hoursOld: 0 })
    await asksForRecovery(thief, person.iin)
    await enters(thief, (await owner.showsCode()).code, freshPassword)
    portal.clock.advance({ minutes: 1 })
    await citizen.opens(routes.signIn.iin)
    await citizen.signsIn(person, freshPassword)
    if (!citizen.isSignedIn) throw new Error(`not signed in: ${citizen.page.words}`)
    return { citizen, person: { ...person, password: freshPassword } }
  },
  async 'a new app'(portal) {
    const citizen = comes(portal)
    return { citizen, person: await portal.account(), app: await newInstallation(portal) }
  },
  async 'a bound app'(portal) {
    const [person, citizen] = [await portal.account(), comes(portal)]
    const app = await newBound(portal, person, { hoursOld: 24 * randomBytes(1).readUInt8() })
    await portal.event(person)
    await asksForRecovery(citizen, person.iin)
    return { citizen, person, app, isBound: true }
  },
  async 'at the questions'(portal) {
    const walker = await claiming(portal)
    await asksForTransfer(walker.citizen, walker.person.iin)
    stands(walker, routes.transfer.questions)
    return walker
  },
  async 'to be asked which parent'(portal) {
    const walker = await claiming(portal)
    await asksForTransfer(walker.citizen, walker.person.iin)
    const typed = { ...walker.answers, first: newIin(), second: newIin() }
    portal.log.forbid(typed.first, typed.second)
    const { html } = await answers(walker.citizen, typed)
    return { ...walker, answers: typed, html }
  },
  async 'about to confirm the answers'(portal) {
    const walker = await claiming(portal)
    await asksForTransfer(walker.citizen, walker.person.iin)
    await answers(walker.citizen, walker.answers)
    stands(walker, routes.transfer.confirm)
    return walker
  },
  async 'proving a number first'(portal) {
    const walker = await claiming(portal)
    const { citizen, phone, answers } = walker
    await pastTheLimits(citizen, walker.person.iin, answers)
    stands(walker, routes.transfer.number)
    await asksCode(citizen, phone)
    if (randomBytes(1).readUInt8() % 2 === 0) await proves(citizen, await newInstallation(portal), phone)
    return walker
  },
  async 'about to move a child'(portal) {
    const walker = await claiming(portal)
    const { citizen, phone, answers } = walker
    await asksForTransfer(citizen, walker.person.iin)
    await answersAll(citizen, answers)
    stands(walker, routes.transfer.finish)
    await asksCode(citizen, phone)
    return { ...walker, code: await codeOfNewApp(portal, citizen, phone) }
  },
  async 'whom BMG does not answer'(portal) {
    const walker = await claiming(portal)
    await asksForTransfer(walker.citizen, walker.person.iin)
    await answersAll(walker.citizen, walker.answers)
    stands(walker, routes.transfer.finish)
    portal.log.forbid(silentNumber)
    const { html } = await asksCode(walker.citizen, silentNumber)
    return { ...walker, phone: silentNumber, html }
  },
  async 'moved away'(portal) {
    const person = await portal.account({ phone: newNumber() })
    const { transferId } = await moveChild(portal, { former: person })
    const walker = { citizen: await signsIn(portal, person), person, near: /^\/cabinet\/moved/ }
    stands(walker, routes.cabinet.moved)
    const { html } = await walker.citizen.opens(`${routes.cabinet.object}?transfer=${transferId}`)
    await walker.citizen.opens(routes.cabinet.moved)
    return { ...walker, html }
  },
  async 'an app that hears of a move'(portal) {
    const phone = newNumber()
    const [person, citizen] = [await portal.account({ phone }), comes(portal)]
    const app = await newBound(portal, person, { number: phone, hoursOld: 48, through: 'cabinet' })
    await moveChild(portal, { former: person })
    return { citizen, person, app, near: /^\/companion\/(transfer|feed|notices)$/ }
  },
}

export const phoneOfWalkers = number
