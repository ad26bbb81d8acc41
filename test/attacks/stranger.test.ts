import { beforeEach, expect, test } from 'vitest'
import { decideCase } from '../../src/cases/index.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound, newInstallation, opensInCabinet } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, sendsAgain } from '../support/recovery.ts'

/** Somebody who knows the IIN and the whole number, as a former spouse does, and holds neither phone nor password. */
const number = '+77051239223'
const contest = contestWords('ru')

let portal: TestPortal
let victim: Person
let thief: Citizen
beforeEach(async () => {
  portal = await newTestPortal()
  victim = await portal.account({ phone: number })
  thief = newCitizen(portal, { address: '198.51.100.20' })
})

/** Binds an app with the one-time password of the page that is open in the thief's browser. */
async function bindsApp(citizen: Citizen): Promise<{ app: Installation; state: string; binding: string }> {
  await citizen.opens('/recovery')
  const password = citizen.page.document.querySelector('output')?.textContent.replace(/\D/g, '') ?? ''
  const app = await newInstallation(portal)
  const reply = await app.activates(number, { password })
  return { app, state: String(reply.body.state ?? reply.body.problem), binding: String(reply.body.binding) }
}

const passwordOf = async (person: Person) =>
  portal.database.reader
    .selectFrom('passwords')
    .where('account_id', '=', person.id)
    .where('replaced_at', 'is', null)
    .select(['id', 'set_by'])
    .executeTakeFirstOrThrow()

async function limitedUntil(person: Person): Promise<number> {
  const rows = await portal.database.reader
    .selectFrom('restrictions')
    .where('account_id', '=', person.id)
    .where('ended_at', 'is', null)
    .select('until')
    .execute()
  return Math.max(0, ...rows.map(({ until }) => until?.getTime() ?? Number.POSITIVE_INFINITY))
}

test('against an account with a live app: the thief waits, the owner refuses both, nothing has changed', async () => {
  const owner = await newBound(portal, victim, { hoursOld: 24 * 40 })
  const before = await passwordOf(victim)
  await asksForRecovery(thief, victim.iin)
  const { app, state } = await bindsApp(thief)
  expect(state).toBe('waits')
  await sendsAgain(thief)
  const requests = (await app.feed()).requests.filter(({ browser }) => browser === 'Chrome, Android')
  expect(requests.map((request) => request.state)).toEqual(['waits'])
  expect(await app.showsCode(requests[0]?.id)).toMatchObject({ status: 409, body: { problem: 'waits' } })
  // It may not silence the owner's request either, or vouch for itself.
  expect((await app.notMe({ request: requests[0]?.id ?? '' })).status).toBe(409)

  const told = await owner.feed()
  expect(told.approvals).toHaveLength(1)
  expect((await owner.notMe({ binding: told.approvals[0]?.binding ?? '' })).status).toBe(200)
  expect((await owner.notMe({ request: requests[0]?.id ?? '' })).status).toBe(200)
  portal.clock.advance({ hours: 25 })
  expect((await app.feed()).accounts).toEqual([])
  await sendsAgain(thief)
  expect((await app.feed()).requests).toEqual([])
  expect(await app.showsCode(requests[0]?.id)).toMatchObject({ status: 409, body: { problem: 'gone' } })
  expect(await passwordOf(victim)).toEqual(before)
  expect(await limitedUntil(victim)).toBe(0)
})

test('against an account without an app: limited mode, and the replaced password takes everything back', async () => {
  const owner = newCitizen(portal)
  await owner.signsIn(victim)
  await owner.presses('Выйти')
  portal.clock.advance({ minutes: 1 })
  await asksForRecovery(thief, victim.iin)
  const { app, state } = await bindsApp(thief)
  expect(state).toBe('active')
  await enters(thief, String((await app.showsCode()).body.code))
  await thief.givesPassword(freshPassword)
  expect(thief.isSignedIn).toBe(true)
  expect(thief.page.words).toContain('Кабинет ограничен')
  expect((await limitedUntil(victim)) - portal.clock.now().getTime()).toBe(86_400_000)

  portal.clock.advance({ hours: 20 })
  await owner.signsIn(victim)
  expect(owner.page.heading).toBe(contest.question)
  await owner.presses(contest.notMine)
  expect(await limitedUntil(victim)).toBe(Number.POSITIVE_INFINITY)
  portal.clock.advance({ hours: 24 * 20 })
  const { number: digits } = await portal.database.reader
    .selectFrom('cases')
    .select('number')
    .executeTakeFirstOrThrow()
  const call = { number: digits, decision: 'objection-upheld', by: 'Desk 4', note: undefined } as const
  await portal.database.inTransaction((tx) => decideCase(tx, portal.parts, call))
  const again = newCitizen(portal, { address: '198.51.100.21' })
  await again.signsIn(victim, freshPassword)
  expect(again.isSignedIn).toBe(false)
  expect((await app.feed()).accounts).toEqual([])
})

test('through an own account that carries the victim’s number: the victim’s requests stay out of reach', async () => {
  const own = await portal.account({ phone: number })
  const { password } = await opensInCabinet(portal, own)
  const app = await newInstallation(portal)
  expect((await app.activates(number, { password })).status).toBe(200)
  portal.clock.advance({ hours: 24 * 40 })
  await asksForRecovery(thief, victim.iin)
  const { id } = await portal.database.reader
    .selectFrom('recoveries')
    .where('account_id', '=', victim.id)
    .select('id')
    .executeTakeFirstOrThrow()
  const feed = await app.feed()
  expect([feed.accounts.length, feed.requests.length]).toEqual([1, 0])
  expect(await app.showsCode(id)).toMatchObject({ status: 409, body: { problem: 'gone' } })
  expect(await app.notMe({ request: id })).toMatchObject({ status: 409, body: { problem: 'gone' } })
  // Nor does a code for the own account open the victim's page.
  const second = newCitizen(portal, { address: '198.51.100.22' })
  await asksForRecovery(second, own.iin)
  const { code } = (await app.showsCode()).body
  expect((await enters(thief, String(code))).status).toBe(422)
  expect((await passwordOf(victim)).set_by).toBe('import')
})

test('a second recovery, from the browser that is trusted now, shortens nothing', async () => {
  await asksForRecovery(thief, victim.iin)
  const first = await bindsApp(thief)
  await enters(thief, String((await first.app.showsCode()).body.code))
  await thief.givesPassword(freshPassword)
  const until = await limitedUntil(victim)

  // A second app from the cabinet counts as public in limited mode: the first one is asked, and may not answer yet.
  portal.clock.advance({ hours: 1 })
  const second = await newInstallation(portal)
  const bound = await second.activates(number, await opensInCabinet(portal, victim))
  expect(bound.body.state).toBe('waits')
  expect(await first.app.approves(String(bound.body.binding))).toMatchObject({ status: 409 })
  expect(await first.app.endsLimited()).toMatchObject({ status: 409, body: { problem: 'waits' } })
  expect(await second.endsLimited(String(bound.body.binding))).toMatchObject({ status: 409 })

  await thief.presses('Выйти')
  await asksForRecovery(thief, victim.iin)
  const another = 'Kok-aspan#5-jusan'
  await enters(thief, String((await first.app.showsCode()).body.code), another)
  await thief.givesPassword(another)
  const later = await limitedUntil(victim)
  expect(later - until).toBe(3_600_000)
  portal.clock.advance({ hours: 23, minutes: 59 })
  expect(await first.app.endsLimited()).toMatchObject({ status: 409 })
  const third = newCitizen(portal, { address: '198.51.100.23' })
  await third.signsIn(victim, another)
  expect(third.page.words).toContain('Кабинет ограничен')
  states('recoveries that shorten limited mode', {
    ...{ attempts: 2, came: later >= until + 3_600_000 ? 0 : 1, allowed: 0 },
    says: `a second one, an hour later, makes it ${(later - until) / 60_000} min longer`,
  })
})
