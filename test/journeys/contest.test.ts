import { expect, test } from 'vitest'
import { decideCase, releaseCase } from '../../src/cases/index.ts'
import { languages } from '../../src/domain/language.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { entersPrinted, opensPrinted, prints } from '../support/printed.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'
import { faultsOf } from '../support/valid-html.ts'

const ru = contestWords('ru')

/** Somebody who knows IIN and number activates an app and recovers the password with it. */
async function steal(portal: TestPortal, person: Person, password = freshPassword) {
  const thief = newCitizen(portal, { address: '198.51.100.20' })
  const app = await newOwner(portal, person, { hoursOld: 0 })
  await asksForRecovery(thief, person.iin)
  await enters(thief, (await app.showsCode()).code, password)
  portal.clock.advance({ minutes: 5 })
  return { thief, app }
}

/** A portal whose owner has signed in before, in a browser that is trusted since then. */
async function stolen() {
  const portal = await newTestPortal()
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses('Выйти')
  portal.clock.advance({ minutes: 1 })
  return { portal, person, owner, ...(await steal(portal, person)) }
}

async function restrictionsOf(portal: TestPortal, person: Person) {
  const rows = await portal.database.reader
    .selectFrom('restrictions')
    .where('account_id', '=', person.id)
    .where('ended_at', 'is', null)
    .orderBy('since')
    .select(['kind', 'reason', 'until'])
    .execute()
  return rows.map(({ kind, reason, until }) => `${kind} ${reason}${until ? '' : ' open'}`)
}

const numberOn = (citizen: Citizen) =>
  citizen.page.document.querySelector('output')?.textContent.replace(/(\d{4})(\d{4})/, '$1-$2') ?? ''

test('the replaced password opens one page, «Это не я» opens a case, and asking again shows the same one', async () => {
  const { portal, person, owner, thief } = await stolen()
  await owner.signsIn(person)
  expect([owner.page.address, owner.isSignedIn]).toEqual(['/sign-in/contest', false])
  expect(owner.page.heading).toBe(ru.question)
  expect(owner.page.words).toContain('Chrome, Android')
  expect(owner.page.words).toContain('198.51.100.*')
  expect(await faultsOf(owner.page.html)).toEqual([])

  await owner.presses(ru.notMine)
  expect(owner.page.heading).toBe(ru.caseTitle)
  const number = numberOn(owner)
  expect(number).toMatch(/^\d{4}-\d{4}$/)
  expect(owner.page.words).toContain('ЦОН, тел. 1414')
  expect(owner.page.words).toContain('Пароль восстановлен')
  expect(await faultsOf(owner.page.html)).toEqual([])
  expect(await restrictionsOf(portal, person)).toEqual([
    'limited young-installation',
    'limited contested open',
  ])

  const again = newCitizen(portal, { address: '198.51.100.30' })
  await again.signsIn(person)
  expect([numberOn(again), again.page.hasButton(ru.freeze)]).toEqual([number, false])
  expect(await portal.database.reader.selectFrom('cases').selectAll().execute()).toHaveLength(1)

  // Whoever has the new password keeps reading the feed, and limited mode does not end with its 24 hours.
  portal.clock.advance({ hours: 25 })
  await thief.signsIn(person, freshPassword)
  expect(thief.page.words).toContain('Кабинет ограничен, пока сотрудник не примет решение')
  expect(thief.page.words).toContain('Смену пароля оспорили')
})

test('«Это был я» changes nothing and leads back to sign-in', async () => {
  const { portal, person, owner } = await stolen()
  await owner.signsIn(person)
  await owner.presses(ru.mine)
  expect(owner.page.address).toBe('/sign-in?notice=own-recovery')
  expect(await restrictionsOf(portal, person)).toEqual(['limited young-installation'])
  expect((await portal.audit('contest')).map(({ outcome }) => outcome)).toEqual(['own'])
  expect((await owner.opens('/sign-in/contest')).address).toBe('/sign-in?notice=expired')
})

test('only a browser that was trusted before may freeze; then both sides see nothing but why', async () => {
  const { portal, person, owner, thief } = await stolen()
  await thief.signsIn(person, freshPassword)
  await owner.signsIn(person)
  await owner.presses(ru.notMine)
  const stranger = newCitizen(portal, { address: '198.51.100.30' })
  await stranger.signsIn(person)
  const csrf = stranger.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  await stranger.sends('POST', '/sign-in/contest', new URLSearchParams({ csrf, answer: 'freeze' }))
  expect((await portal.audit('case.freeze')).map(({ outcome }) => outcome)).toEqual(['refused'])

  await owner.presses(ru.freeze)
  expect(owner.page.words).toContain(ru.states.frozen)
  expect(owner.page.hasButton(ru.freeze)).toBe(false)
  for (const address of ['/cabinet', '/cabinet/children', '/cabinet/profile', '/cabinet/app']) {
    expect((await thief.opens(address)).address).toBe('/cabinet/frozen')
  }
  expect(thief.page.heading).toBe('Кабинет заморожен')
  expect(thief.page.words).toContain(numberOn(owner))
  expect(thief.page.document.querySelector('.cabinet-nav')).toBeNull()
  expect(await faultsOf(thief.page.html)).toEqual([])
  expect((await thief.sends('GET', '/cabinet/live')).status).toBe(204)
  expect((await thief.opens('/help')).status).toBe(200)
  expect((await thief.presses('Выйти')).address).toBe('/sign-in?notice=signed-out')
})

test('the page speaks three languages and is whole in each', async () => {
  for (const language of languages) {
    const { owner, person } = await stolen()
    await owner.signsIn(person)
    await owner.switchesTo(language)
    expect(owner.page.heading).toBe(contestWords(language).question)
    await owner.presses(contestWords(language).notMine)
    expect(owner.page.heading).toBe(contestWords(language).caseTitle)
    expect(await faultsOf(owner.page.html)).toEqual([])
  }
})

test('a recovery with the code on paper is contested too, and may be frozen from a browser of before', async () => {
  for (const language of languages) {
    const portal = await newTestPortal()
    const person = await portal.account({ language })
    const { owner, code } = await prints(portal, person, { language })
    portal.clock.advance({ minutes: 1 })
    await entersPrinted(await opensPrinted(portal, person), code)
    portal.clock.advance({ minutes: 1 })
    await owner.signsIn(person)
    const words = contestWords(language)
    expect(owner.page.heading).toBe(words.withPaper)
    expect(await faultsOf(owner.page.html)).toEqual([])
    await owner.presses(words.notMine)
    await owner.presses(words.freeze)
    expect(await restrictionsOf(portal, person)).toEqual([
      'limited contested open',
      'frozen owner-froze open',
    ])
  }
})

test('a second recovery by the same hand does not make the owner’s password forgotten', async () => {
  const { portal, person, owner } = await stolen()
  portal.clock.advance({ hours: 30 })
  await steal(portal, person, 'Another-tau#7-jusan')
  await owner.signsIn(person)
  expect(owner.page.heading).toBe(ru.question)
  await owner.opens('/sign-in')
  await owner.signsIn(person, freshPassword)
  expect(owner.page.problems).toEqual(['ИИН или пароль не подошли'])
})

test('who recovered the account after a decision contests the next theft with the password of then', async () => {
  const { portal, person, owner } = await stolen()
  await owner.signsIn(person)
  await owner.presses(ru.notMine)
  const number = numberOn(owner)
  const call = { number, decision: 'objection-upheld', by: 'Desk 4', note: undefined } as const
  const { inTransaction } = portal.database
  await inTransaction((tx) => decideCase(tx, portal.parts, call))
  await inTransaction((tx) => releaseCase(tx, portal.parts, { number, by: 'Desk 4' }))
  const own = 'Kok-aspan#5-jusan'
  await steal(portal, person, own)
  portal.clock.advance({ hours: 48 })
  await steal(portal, person, 'Another-tau#7-jusan')
  await owner.opens('/sign-in')
  await owner.signsIn(person, own)
  expect(owner.page.heading).toBe(ru.question)
  await owner.presses(ru.notMine)
  expect(numberOn(owner)).not.toBe(number)
  await owner.opens('/sign-in')
  await owner.signsIn(person, freshPassword)
  expect(owner.page.problems).toEqual(['ИИН или пароль не подошли'])
})

test('after 30 days the replaced password is as wrong as any other', async () => {
  const { portal, person, owner } = await stolen()
  portal.clock.advance({ hours: 24 * 30 })
  await owner.signsIn(person)
  expect(owner.page.problems).toEqual(['ИИН или пароль не подошли'])
})

test('a password that its own holder has changed contests nothing', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.opens('/cabinet/security/password')
  owner.types({ 'Текущий пароль': person.password, 'Введите новый пароль': freshPassword })
  await owner.types({ 'Повторите пароль': freshPassword }).presses('Сменить пароль')
  await owner.presses('Выйти')
  await owner.signsIn(person)
  expect(owner.page.problems).toEqual(['ИИН или пароль не подошли'])
})

test('strangers who use up the attempts for an IIN do not keep the owner from contesting', async () => {
  const { portal, person, owner } = await stolen()
  const stranger = newCitizen(portal, { address: '198.51.100.40' })
  await stranger.namesIin(person.iin)
  for (let tries = 0; tries < 5; tries += 1) await stranger.givesPassword(`Wrong-password-${tries}`)
  expect((await stranger.givesPassword(person.password)).status).toBe(429)
  await owner.signsIn(person)
  expect(owner.page.heading).toBe(ru.question)
})

test('a replaced password empties no count: it cannot be used to guess on', async () => {
  const { portal, person } = await stolen()
  const guesser = newCitizen(portal, { address: '198.51.100.40' })
  for (let tries = 0; tries < 4; tries += 1) {
    await guesser.namesIin(person.iin)
    await guesser.givesPassword(`Wrong-password-${tries}`)
  }
  await guesser.signsIn(person)
  expect(guesser.page.heading).toBe(ru.question)
  await guesser.opens('/sign-in')
  await guesser.namesIin(person.iin)
  expect((await guesser.givesPassword('Wrong-password-5')).status).toBe(429)
})

test('owner-confirmed ends what the case held back; the replaced password then shows the decision', async () => {
  const { portal, person, owner, thief } = await stolen()
  await owner.signsIn(person)
  await owner.presses(ru.notMine)
  portal.clock.advance({ hours: 25 })
  const call = {
    number: numberOn(owner),
    decision: 'owner-confirmed',
    by: 'Desk 4',
    note: undefined,
  } as const
  const decide = () => portal.database.inTransaction((tx) => decideCase(tx, portal.parts, call))
  expect(await decide()).toEqual({ is: 'decided', frozen: false })
  expect(await decide()).toEqual({ is: 'decided-before' })
  await thief.signsIn(person, freshPassword)
  expect(thief.isSignedIn).toBe(true)
  expect(thief.page.words).not.toContain('Кабинет ограничен')
  await owner.opens('/sign-in')
  await owner.signsIn(person)
  expect(owner.page.words).toContain(ru.states['owner-confirmed'])
  expect(owner.page.hasButton(ru.freeze)).toBe(false)
})

test('objection-upheld takes back all that the recovery gave, and waits for the owner at the desk', async () => {
  const { portal, person, owner, thief } = await stolen()
  await thief.signsIn(person, freshPassword)
  await owner.signsIn(person)
  await owner.presses(ru.notMine)
  const number = numberOn(owner)
  const { inTransaction, reader } = portal.database
  const call = { number, decision: 'objection-upheld', by: 'Desk 4', note: 'identity card seen' } as const
  expect(await inTransaction((tx) => decideCase(tx, portal.parts, call))).toEqual({
    is: 'decided',
    frozen: true,
  })

  expect((await thief.opens('/cabinet')).address).toBe('/sign-in?notice=ended')
  await thief.signsIn(person, freshPassword)
  expect(thief.page.problems).toEqual(['ИИН или пароль не подошли'])
  const alive = await reader.selectFrom('bindings').where('removed_at', 'is', null).select('id').execute()
  expect(alive).toEqual([])
  await owner.opens('/sign-in')
  await owner.signsIn(person)
  expect(owner.page.words).toContain(ru.states['objection-upheld'])

  // Frozen: not even a recovery with a code opens it, until the desk says so.
  await owner.opens('/sign-in')
  const app = await newOwner(portal, person, { hoursOld: 48 })
  await asksForRecovery(owner, person.iin)
  await enters(owner, (await app.showsCode()).code, 'Kok-aspan#5-jusan')
  expect(owner.page.address).toBe('/recovery')
  expect(await inTransaction((tx) => releaseCase(tx, portal.parts, { number, by: 'Desk 4' }))).toBe(true)
  expect(await inTransaction((tx) => releaseCase(tx, portal.parts, { number, by: 'Desk 4' }))).toBe(false)
  await owner.opens('/sign-in')
  await asksForRecovery(owner, person.iin)
  await enters(owner, (await app.showsCode()).code, 'Kok-aspan#5-jusan')
  await owner.signsIn(person, 'Kok-aspan#5-jusan')
  expect(owner.isSignedIn).toBe(true)
  expect(await restrictionsOf(portal, person)).toEqual(['limited young-installation'])
})

test('an older app that lives stays after an upheld objection, and nothing is frozen', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const older = await newOwner(portal, person, { hoursOld: 200 })
  await steal(portal, person)
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses(ru.notMine)
  const call = {
    number: numberOn(owner),
    decision: 'objection-upheld',
    by: 'Desk 4',
    note: undefined,
  } as const
  const decided = await portal.database.inTransaction((tx) => decideCase(tx, portal.parts, call))
  expect(decided).toEqual({ is: 'decided', frozen: false })
  const { reader } = portal.database
  const alive = await reader.selectFrom('bindings').where('removed_at', 'is', null).select('id').execute()
  expect(alive).toEqual([{ id: older.bindingId }])
})
