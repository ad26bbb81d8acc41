import { expect, test } from 'vitest'
import { decideCase } from '../../src/cases/index.ts'
import { newCitizen } from '../citizen.ts'
import type { AppFeed } from '../support/app-answers.ts'
import { type Installation, newBound } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { entersPrinted, opensPrinted, prints } from '../support/printed.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

/** Somebody recovers the password with a code of this app. */
async function recovers(portal: TestPortal, person: Person, app: Installation) {
  portal.clock.advance({ minutes: 1 })
  const citizen = newCitizen(portal, { address: '198.51.100.20' })
  await asksForRecovery(citizen, person.iin)
  const { body } = await app.showsCode()
  expect((await enters(citizen, String(body.code))).address).toContain('password-set')
  portal.clock.advance({ minutes: 5 })
  return citizen
}

async function stolen({ hoursOld = 48 }: { hoursOld?: number } = {}) {
  const portal = await newTestPortal()
  const person = await portal.account()
  const app = await newBound(portal, person, { hoursOld })
  const thief = await recovers(portal, person, app)
  return { portal, person, app, thief, notice: await noticeOf(app) }
}

type Told = AppFeed['notices'][number]
const told = async (app: Installation) =>
  (await app.feed()).notices.find(({ kind }) => kind === 'password-recovered')
async function noticeOf(app: Installation): Promise<Told> {
  const found = await told(app)
  if (!found) throw new Error('the app was not told of the recovery')
  return found
}
const contests = (app: Installation, { id }: Told) => app.asks('POST', 'not-me', { notice: id })
const freezes = (app: Installation, { id }: Told) => app.asks('POST', 'freeze', { notice: id })
const restrictionOf = async (app: Installation) => (await app.feed()).accounts[0]?.restriction

test('an older app contests a finished recovery: a case opens, and it is the same one when asked again', async () => {
  const { portal, app, notice } = await stolen()
  expect(notice).toMatchObject({ canContest: true, canFreeze: false, case: null })
  const reply = await contests(app, notice)
  expect(reply).toMatchObject({ status: 200, body: { outcome: 'contested', canFreeze: true } })
  const number = String(reply.body.case)
  expect(number).toMatch(/^\d{4}-\d{4}$/)
  expect(await noticeOf(app)).toMatchObject({ canContest: false, canFreeze: true, case: number })
  expect(await restrictionOf(app)).toEqual({ kind: 'limited', until: null, canEnd: false })
  expect((await app.feed()).notices.map(({ kind }) => kind)).toContain('contested')

  expect((await contests(app, notice)).body.case).toBe(number)
  const cases = await portal.database.reader.selectFrom('cases').select(['opened_by', 'kind']).execute()
  expect(cases).toEqual([{ opened_by: 'installation', kind: 'not-me' }])
  expect((await app.feed()).assistedContact).toBe('ЦОН, тел. 1414')
})

test('an app that was settled before the recovery freezes the account until the decision', async () => {
  const { portal, person, app, thief, notice } = await stolen()
  expect(await freezes(app, notice)).toMatchObject({ status: 409, body: { problem: 'gone' } })
  const number = String((await contests(app, notice)).body.case)
  expect(await freezes(app, notice)).toMatchObject({ status: 200, body: { outcome: 'frozen', case: number } })
  expect(await freezes(app, notice)).toMatchObject({ status: 200, body: { outcome: 'frozen' } })
  expect(await noticeOf(app)).toMatchObject({ canContest: false, canFreeze: false, case: number })
  expect(await restrictionOf(app)).toMatchObject({ kind: 'frozen', canEnd: false })
  await thief.signsIn(person, freshPassword)
  expect(thief.page.words).not.toContain('Пароль восстановлен')

  await portal.database.inTransaction((tx) =>
    decideCase(tx, portal.parts, { number, decision: 'owner-confirmed', by: 'desk', note: undefined }),
  )
  // BMG did not know the number: that limit runs on.
  expect(await restrictionOf(app)).toMatchObject({ kind: 'limited', until: expect.any(String) })
  expect(await noticeOf(app)).toMatchObject({ canContest: false, canFreeze: false, case: null })
  expect((await contests(app, notice)).body.problem).toBe('gone')
  expect((await freezes(app, notice)).body.problem).toBe('gone')
})

/** Somebody takes the account with the code that the owner keeps on paper. */
async function stolenPaper(hoursOld: number) {
  const portal = await newTestPortal()
  const person = await portal.account()
  const app = await newBound(portal, person, { hoursOld })
  const { owner, code } = await prints(portal, person)
  portal.clock.advance({ minutes: 1 })
  await entersPrinted(await opensPrinted(portal, person), code)
  portal.clock.advance({ minutes: 5 })
  const notice = (await app.feed()).notices.find(({ kind }) => kind === 'printed-code-used')
  if (!notice) throw new Error('the app was not told of the recovery')
  return { portal, person, app, owner, notice }
}

test('an app contests a recovery with the code on paper, freezes the account, and what came of it is taken back', async () => {
  const { portal, person, app, notice } = await stolenPaper(48)
  expect(notice).toMatchObject({ canContest: true, canFreeze: false, case: null })
  const reply = await contests(app, notice)
  expect(reply).toMatchObject({ status: 200, body: { outcome: 'contested', canFreeze: true } })
  expect((await freezes(app, notice)).body).toMatchObject({ outcome: 'frozen', case: reply.body.case })
  const number = String(reply.body.case)
  const decided = await portal.database.inTransaction((tx) =>
    decideCase(tx, portal.parts, { number, decision: 'objection-upheld', by: 'desk', note: undefined }),
  )
  expect(decided).toEqual({ is: 'decided', frozen: false })
  expect((await app.feed()).accounts).toMatchObject([{ state: 'active', restriction: null }])
  const thief = newCitizen(portal, { address: '198.51.100.20' })
  await thief.signsIn(person, freshPassword)
  expect(thief.isSignedIn).toBe(false)
})

test('an app that came after a recovery with paper has no say about it', async () => {
  const { portal, person, notice } = await stolenPaper(48)
  const newer = await newBound(portal, person)
  expect(await contests(newer, notice)).toMatchObject({ status: 409, body: { problem: 'waits' } })
  expect(await portal.database.reader.selectFrom('cases').selectAll().execute()).toEqual([])
})

test('an app of the last day before the recovery contests, and does not freeze', async () => {
  const { portal, app, notice } = await stolen({ hoursOld: 12 })
  expect((await contests(app, notice)).body).toMatchObject({ outcome: 'contested', canFreeze: false })
  expect(await freezes(app, notice)).toMatchObject({ status: 409, body: { problem: 'waits' } })
  expect((await portal.audit('case.freeze')).map(({ outcome }) => outcome)).toEqual(['refused'])
})

test('an app that came after the recovery, one that waits, and another person’s have no say', async () => {
  const { portal, person, app, notice } = await stolen()
  const newer = await newBound(portal, person)
  expect(await told(newer)).toBeUndefined()
  expect(await contests(newer, notice)).toMatchObject({ status: 409, body: { problem: 'waits' } })
  const stranger = await newBound(portal, await portal.account(), { hoursOld: 48 })
  expect((await contests(stranger, notice)).body.problem).toBe('gone')
  expect((await freezes(stranger, notice)).body.problem).toBe('gone')
  const other = (await app.feed()).notices.find(({ kind }) => kind !== 'password-recovered')
  if (other) expect((await contests(app, other)).body.problem).toBe('gone')
  expect(await portal.database.reader.selectFrom('cases').selectAll().execute()).toEqual([])
})

test('after thirty days there is nothing to contest', async () => {
  const { portal, app, notice } = await stolen()
  portal.clock.advance({ hours: 30 * 24 })
  expect(await noticeOf(app)).toMatchObject({ canContest: false, canFreeze: false, case: null })
  expect((await contests(app, notice)).body.problem).toBe('gone')
})

test('twenty at once open one case and freeze once', async () => {
  const { portal, app, notice } = await stolen()
  const cases = await Promise.all(Array.from({ length: 20 }, () => contests(app, notice)))
  expect(new Set(cases.map(({ body }) => body.case)).size).toBe(1)
  await Promise.all(Array.from({ length: 20 }, () => freezes(app, notice)))
  expect((await portal.audit('case.freeze')).map(({ outcome }) => outcome)).toEqual(['frozen'])
})

test('the feed says who may end limited mode, by the rule that decides', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const young = await newBound(portal, person)
  await recovers(portal, person, young)
  expect(await restrictionOf(young)).toMatchObject({ kind: 'limited', canEnd: false })
  expect((await young.endsLimited()).status).toBe(409)
  const older = await newBound(portal, person, { hoursOld: 48, through: 'cabinet' })
  await portal.database.reader.updateTable('bindings').set({ waits_until: null }).execute()
  expect(await restrictionOf(older)).toMatchObject({ kind: 'limited', canEnd: true })
  expect((await older.endsLimited()).status).toBe(200)
  expect(await restrictionOf(young)).toBeNull()
})
