import { beforeEach, expect, test } from 'vitest'
import { decideCase } from '../../src/cases/index.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

/** A former spouse who knows the old password, after the owner has set a new one through the own app. */
const contest = contestWords('ru')
let portal: TestPortal
let owner: Citizen
let person: Person
let app: Installation
beforeEach(async () => {
  portal = await newTestPortal()
  person = await portal.account({ phone: '+77051239223' })
  app = await newBound(portal, person, { hoursOld: 24 * 40 })
  owner = newCitizen(portal, { address: '203.0.113.99' })
  await recovers()
})

async function recovers(password = freshPassword): Promise<void> {
  await asksForRecovery(owner, person.iin)
  const own = (await app.feed()).requests.find(({ browser }) => browser === 'Chrome, Android')
  const { code } = (await app.showsCode(own?.id)).body
  expect((await enters(owner, String(code), password)).address).toContain('password-set')
}

const stateOf = async () => {
  const { reader } = portal.database
  const cases = await reader.selectFrom('cases').select(['number', 'decided_at']).execute()
  // Those that only a person ends; the number is not in BMG, which limits every recovery for a day.
  const kinds = await reader
    .selectFrom('restrictions')
    .where('ended_at', 'is', null)
    .where('until', 'is', null)
    .select('kind')
    .execute()
  return { cases, kinds: kinds.map(({ kind }) => kind) }
}

test('the old password opens no session, and contests once: the owner goes on reading meanwhile', async () => {
  let sessions = 0
  for (let times = 0; times < 10; times += 1) {
    const spouse = newCitizen(portal, { address: `198.51.100.${times}` })
    await spouse.signsIn(person)
    if (spouse.isSignedIn) sessions += 1
    if (spouse.page.hasButton(contest.notMine)) await spouse.presses(contest.notMine)
  }
  const { cases, kinds } = await stateOf()
  states('contests with a replaced password', {
    ...{ attempts: 10, came: sessions, allowed: 0 },
    says: `sessions; ${cases.length} case, the account ${kinds.join()}`,
  })
  expect([sessions, cases.length, new Set(kinds)]).toEqual([0, 1, new Set(['limited'])])

  await owner.signsIn(person, freshPassword)
  expect(owner.isSignedIn).toBe(true)
  expect((await owner.opens('/cabinet')).status).toBe(200)
  expect((await owner.opens('/cabinet/children')).status).toBe(200)

  // A person decides; a second contest of the same recovery changes nothing any more.
  const number = cases[0]?.number ?? ''
  const call = { number, decision: 'owner-confirmed', by: 'Desk 4', note: undefined } as const
  await portal.database.inTransaction((tx) => decideCase(tx, portal.parts, call))
  expect((await stateOf()).kinds).toEqual([])
  const again = newCitizen(portal, { address: '198.51.100.20' })
  await again.signsIn(person)
  if (again.page.hasButton(contest.notMine)) await again.presses(contest.notMine)
  expect(await stateOf()).toMatchObject({ cases: [{ number }], kinds: [] })
})

test('a browser that was never trusted cannot freeze, whatever it sends', async () => {
  const spouse = newCitizen(portal, { address: '198.51.100.30' })
  await spouse.signsIn(person)
  expect(spouse.page.heading).toBe(contest.question)
  const csrf = spouse.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const names = ['freeze', 'frozen', 'not-mine-freeze', 'answer', 'mine', 'yes']
  for (const answer of names)
    await spouse.sends('POST', '/sign-in/contest', new URLSearchParams({ csrf, answer, freeze: 'yes' }))
  expect((await stateOf()).kinds).not.toContain('frozen')
})

test('after 30 days the old password is as wrong as any other', async () => {
  portal.clock.advance({ hours: 24 * 30 + 1 })
  const spouse = newCitizen(portal, { address: '198.51.100.31' })
  await spouse.signsIn(person)
  expect(spouse.page.problems.join() + spouse.page.notices.join()).toContain('не подошли')
  expect((await stateOf()).cases).toEqual([])
})
