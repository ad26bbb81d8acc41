import { expect, test } from 'vitest'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { confirmsReferral } from '../../src/account/transfers/dispute.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound, newInstallation } from '../support/installation.ts'
import { decides, type MovedChild, moveChild, noticeOfMove } from '../support/moved.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'
import {
  answersAll,
  asksCode,
  asksForTransfer,
  codeOfNewApp,
  finishes,
  oneTimeOf,
  rightAnswers,
} from '../support/transfer.ts'

/** A former holder who objects as a weapon, and a new holder who would like to be the former one for a moment. */
const contest = contestWords('ru')
const times = 10
const unlimited = { recovery: { startsPerAddress: { starts: 100_000 } } }

/** `app` is the former holder's, `newer` the one that showed the claim's code. */
type Dispute = MovedChild & { portal: TestPortal; newer: Installation; noticeId: string }

/** A child that moved from a person with an old app, who keeps another child or none. */
async function disputed({ keepsChild }: { keepsChild: boolean }): Promise<Dispute> {
  const portal = await newTestPortal({ limits: unlimited })
  const number = newNumber()
  const former = await portal.account({ phone: number })
  if (keepsChild) await portal.child(former)
  const own = await newBound(portal, former, { number, hoursOld: 24 * 40, through: 'cabinet' })
  const moved = await moveChild(portal, { former })
  const noticeId = (await noticeOfMove(own))?.id ?? ''
  return { ...moved, portal, app: own, newer: moved.app, noticeId }
}

const restrictionOf = (portal: TestPortal, { id }: Pick<Person, 'id'>) =>
  activeRestriction(portal.database.reader, id, portal.clock.now())
const casesOf = (portal: TestPortal) =>
  portal.database.reader.selectFrom('cases').select(['number', 'kind', 'decision']).execute()

function posts(citizen: Citizen, address: string, transfer: string): Promise<Response> {
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  return citizen.sends('POST', address, new URLSearchParams({ csrf, transfer }))
}

/** Objects from a new browser and the app, again and again; returns how often that was answered as done. */
async function objectsEverywhere({ portal, former, app, noticeId, transferId }: Dispute): Promise<number> {
  let heard = 0
  for (let time = 0; time < times; time += 1) {
    const citizen = newCitizen(portal, { address: `198.51.100.${time}` })
    await citizen.signsIn(former)
    await citizen.opens('/cabinet/moved')
    await posts(citizen, '/cabinet/moved/object', transferId)
    if ((await app.answersTransfer(noticeId, 'object')).status === 200) heard += 1
  }
  return heard
}

const newBrowser = (portal: TestPortal) => newCitizen(portal, { address: '203.0.113.80' })

async function reads(citizen: Citizen, holder: Person): Promise<void> {
  await citizen.signsIn(holder)
  expect(citizen.isSignedIn).toBe(true)
  for (const page of ['/cabinet', '/cabinet/children', '/cabinet/profile', '/cabinet/moved']) {
    const { status, address } = await citizen.opens(page)
    expect([status, address]).toEqual([200, page])
  }
  await citizen.presses('Выйти')
}

test.each([
  ['a grandmother whose account closes', { keepsChild: false }],
  ['another parent who keeps an account', { keepsChild: true }],
])(
  '%s objects again and again: one case, the new holder reads, and is free with the decision',
  async (who, options) => {
    const dispute = await disputed(options)
    const { portal, holder, family } = dispute
    const before = await objectsEverywhere(dispute)
    const [first, ...others] = await casesOf(portal)
    expect([first?.kind, others]).toEqual(['objection', []])
    expect(await restrictionOf(portal, holder)).toMatchObject({ kind: 'limited', isContested: true })
    await reads(newBrowser(portal), holder)
    portal.clock.advance({ hours: 73 })
    await reads(newBrowser(portal), holder)

    await decides(portal, first?.number ?? '', 'owner-confirmed')
    expect(await restrictionOf(portal, holder)).toBeUndefined()
    const after = await objectsEverywhere(dispute)
    expect(await casesOf(portal)).toEqual([{ ...first, decision: 'owner-confirmed' }])
    expect(await restrictionOf(portal, holder)).toBeUndefined()
    const childIndex = portal.parts.keyring.index('iin', family.child)
    expect(await confirmsReferral(portal.database.reader, childIndex, holder.id)).toBe(true)
    await reads(newBrowser(portal), holder)
    states('objections again and again', {
      ...{ of: who, attempts: 4 * times, came: after, allowed: 0 },
      says: `1 case; ${before} of the app’s heard before the decision, ${after} after it`,
    })
    expect(after).toBe(0)
  },
)

test('an objection that is decided within the 72 hours makes them no longer', async () => {
  const dispute = await disputed({ keepsChild: false })
  const { portal, holder } = dispute
  const { until } = (await restrictionOf(portal, holder)) ?? {}
  portal.clock.advance({ hours: 1 })
  await objectsEverywhere(dispute)
  await decides(portal, (await casesOf(portal))[0]?.number ?? '', 'owner-confirmed')
  expect(await restrictionOf(portal, holder)).toMatchObject({ reasons: ['transfer'], until })
  portal.clock.set(until ?? portal.clock.now())
  expect(await restrictionOf(portal, holder)).toBeUndefined()
})

test('a former spouse with the old password of an own account that got another number: one case, then none', async () => {
  const portal = await newTestPortal({ limits: unlimited })
  const owner = await portal.account({ phone: newNumber() })
  const family = await newFamily(portal, { holder: owner, parents: [owner.iin, null] })
  const phone = await registersNumber(portal, owner.iin, newNumber())
  const browser = newBrowser(portal)
  await asksForTransfer(browser, owner.iin)
  await answersAll(browser, rightAnswers(family))
  await asksCode(browser, phone)
  const done = await finishes(browser, await codeOfNewApp(portal, browser, phone))
  expect(done.address).toContain('transferred')
  const own = { ...owner, password: freshPassword }
  async function contests(): Promise<number> {
    let sessions = 0
    for (let time = 0; time < times; time += 1) {
      const spouse = newCitizen(portal, { address: `198.51.100.${time}` })
      await spouse.signsIn(owner)
      if (spouse.isSignedIn) sessions += 1
      if (spouse.page.hasButton(contest.notMine)) await spouse.presses(contest.notMine)
    }
    return sessions
  }
  let sessions = await contests()
  const [first, ...others] = await casesOf(portal)
  expect([first?.kind, others]).toEqual(['objection', []])
  await reads(browser, own)
  portal.clock.advance({ hours: 73 })
  await decides(portal, first?.number ?? '', 'owner-confirmed')
  expect(await restrictionOf(portal, own)).toBeUndefined()
  await reads(browser, own)
  sessions += await contests()
  expect(await casesOf(portal)).toEqual([{ ...first, decision: 'owner-confirmed' }])
  expect([await restrictionOf(portal, own), sessions]).toEqual([undefined, 0])
  await reads(browser, own)
  states('contests of a transfer with the old password', {
    ...{ attempts: 2 * times, came: sessions, allowed: 0 },
    says: 'sessions; 1 case, none after the decision',
  })
})

test('a claimant approves nothing in the former holder’s place', async () => {
  const { portal, holder, former, transferId, app, newer, noticeId } = await disputed({ keepsChild: false })
  const mother = newCitizen(portal, { address: '203.0.113.81' })
  await mother.signsIn(holder)
  expect((await posts(mother, '/cabinet/moved', transferId)).status).toBe(404)
  const here = (await noticeOfMove(newer))?.id ?? ''
  expect((await newer.answersTransfer(here, 'approve')).body.problem).toBe('waits')
  // With an app that she binds to the former account now, whose number she knows; the older app is asked first.
  const { phone_sealed } = await portal.database.reader
    .selectFrom('accounts')
    .where('id', '=', former.id)
    .select('phone_sealed')
    .executeTakeFirstOrThrow()
  const number = portal.parts.keyring.open('accounts.phone', phone_sealed ?? Buffer.alloc(0))
  const late = await newBound(portal, former, { number })
  for (const id of [noticeId, (await noticeOfMove(late))?.id ?? noticeId, transferId])
    expect((await late.answersTransfer(id, 'approve')).status).not.toBe(200)
  expect(await restrictionOf(portal, holder)).toMatchObject({ kind: 'limited', reasons: ['transfer'] })
  expect((await app.answersTransfer(noticeId, 'approve')).status, 'the former holder does').toBe(200)
})

test.each([true, false])(
  'a claimant who knows number and IIN of a former holder without an app (who keeps a child: %s) approves nothing',
  async (keepsChild) => {
    const portal = await newTestPortal({ limits: unlimited })
    const number = newNumber()
    const former = await portal.account({ phone: number })
    if (keepsChild) await portal.child(former)
    const { holder, transferId } = await moveChild(portal, { former })
    const mother = newCitizen(portal, { address: '203.0.113.82' })
    await asksForRecovery(mother, former.iin)
    const app = await newInstallation(portal)
    await app.activates(number, { password: oneTimeOf(mother).replace(/\D/g, '') })
    const request = (await app.feed()).requests[0]?.id
    const shown = await app.showsCode(request)
    // A closed account shows no code; an open one does, and is limited by so young an app.
    expect(shown.status).toBe(keepsChild ? 200 : 409)
    if (keepsChild) {
      await enters(mother, String(shown.body.code), freshPassword)
      await mother.signsIn(former, freshPassword)
      expect(mother.isSignedIn).toBe(true)
      await mother.opens('/cabinet/moved')
      await posts(mother, '/cabinet/moved', transferId)
    }
    const heard = await noticeOfMove(app)
    if (heard) expect((await app.answersTransfer(heard.id, 'approve')).status).not.toBe(200)
    expect(await restrictionOf(portal, holder)).toMatchObject({ kind: 'limited', reasons: ['transfer'] })
  },
)
