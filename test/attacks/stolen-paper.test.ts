import { beforeEach, expect, test } from 'vitest'
import { printedCodeWords } from '../../src/cabinet/security/printed-code-messages.ts'
import { decideCase } from '../../src/cases/index.ts'
import { recoveryWords } from '../../src/recovery/messages.ts'
import { printedWords } from '../../src/recovery/printed/messages.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { toldAt } from '../support/addresses.ts'
import { states } from '../support/figures.ts'
import { type Installation, newBound } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { prints } from '../support/printed.ts'
import { asksForRecovery, freshPassword } from '../support/recovery.ts'

/** Somebody who finds or copies the recovery code on paper: a guest, a burglar, a relative. The owner's app is 40 days old. */
const words = { make: printedCodeWords('ru'), use: printedWords('ru'), contest: contestWords('ru') }
let portal: TestPortal
let person: Person
let owner: Citizen
let app: Installation
let code: string
beforeEach(async () => {
  portal = await newTestPortal({
    config: { mail: { via: 'terminal' }, sms: { url: 'https://sms.example', key: 'k' } },
    limits: { recovery: { startsPerAddress: { starts: 1000 } } },
  })
  person = await portal.account()
  app = await newBound(portal, person, { hoursOld: 24 * 40 })
  ;({ owner, code } = await prints(portal, person))
  portal.clock.advance({ minutes: 5 })
})

async function types(iin: string, typed: string, password = freshPassword): Promise<Citizen> {
  const thief = newCitizen(portal, { address: '198.51.100.50' })
  await asksForRecovery(thief, iin)
  await thief.follows(recoveryWords('ru').onPaper)
  thief.types({ [words.use.fresh]: password, [words.use.repeat]: password })
  thief.page.field(words.use.code).setAttribute('value', typed)
  await thief.presses(words.use.update)
  return thief
}

test('the page that is printed says nothing of whose it is', () => {
  expect(owner.page.words).toContain(words.make.keep)
  for (const own of [person.iin, person.iin.slice(-4), '9223']) expect(owner.page.html).not.toContain(own)
})

test('without the IIN, with somebody else’s or with a part of the code the paper opens nothing', async () => {
  const other = await portal.account()
  let opened = 0
  const part = `${code.slice(0, 19)}${code.endsWith('0') ? '1' : '0'}`
  for (const [iin, typed] of [
    [other.iin, code],
    [newIin(), code],
    [person.iin, part],
  ] as const) {
    const thief = await types(iin, typed)
    if (thief.page.address.includes('password-set')) opened += 1
    expect(thief.page.problems).toEqual([words.use.problems['printed-wrong']])
  }
  states('a code on paper without its IIN, or a part of it', { attempts: 3, came: opened, allowed: 0 })
  expect((await owner.opens('/cabinet')).address).toBe('/cabinet')
})

test('with the IIN it opens the account: every channel hears of it, and the replaced password takes it back', async () => {
  await toldAt(portal, person.id)
  const thief = await types(person.iin, code)
  expect(thief.page.address).toContain('password-set')
  await thief.givesPassword(freshPassword)
  expect(thief.isSignedIn).toBe(true)
  // No limited mode: recovery by paper is for those whose phone is gone, and they have to remove it.
  expect((await thief.opens('/cabinet/security')).hasButton(/^Удалить/)).toBe(true)

  expect((await owner.opens('/cabinet')).address).toContain('notice=ended')
  expect((await app.feed()).notices.map(({ kind }) => kind)).toContain('printed-code-used')
  const { reader } = portal.database
  const told = await reader
    .selectFrom('outbox')
    .where('account_id', '=', person.id)
    .where('kind', '=', 'printed-code-used')
    .select('channel')
    .execute()
  expect(told.map(({ channel }) => channel).toSorted()).toEqual(['app', 'mail', 'sms'])
  await owner.opens('/sign-in')
  await owner.signsIn(person)
  expect(owner.page.address).toBe('/sign-in/contest')
  await owner.presses(words.contest.notMine)
  expect((await thief.opens('/cabinet/security')).hasButton(/^Удалить/)).toBe(false)

  const { number } = await reader.selectFrom('cases').select('number').executeTakeFirstOrThrow()
  const call = { number, decision: 'objection-upheld', by: 'Desk 4', note: undefined } as const
  await portal.database.inTransaction((tx) => decideCase(tx, portal.parts, call))
  expect((await thief.opens('/cabinet')).address).toBe('/sign-in?notice=ended')
  await thief.signsIn(person, freshPassword)
  expect(thief.isSignedIn).toBe(false)
})

test('a paper that was replaced or used is paper', async () => {
  await types(person.iin, code)
  expect((await types(person.iin, code, 'Tulpar-jol#2030-ai')).page.problems).toEqual([
    words.use.problems['printed-wrong'],
  ])
  const again = newCitizen(portal)
  await again.signsIn(person, freshPassword)
  await again.opens('/cabinet/security/printed-code')
  await again.presses(words.make.make)
  const first = again.page.document.querySelector('output')?.textContent ?? ''
  await again.opens('/cabinet/security/printed-code')
  await again.presses(words.make.make)
  expect((await types(person.iin, first)).page.problems).toEqual([words.use.problems['printed-wrong']])
})
