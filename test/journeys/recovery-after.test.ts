import { beforeAll, describe, expect, test } from 'vitest'
import { activeRestriction, restrict } from '../../src/account/restrictions.ts'
import { newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, otherThan } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

const kindsOf = async (person: Person) =>
  (
    await portal.database.reader
      .selectFrom('events')
      .where('account_id', '=', person.id)
      .orderBy('id')
      .select('kind')
      .execute()
  ).map(({ kind }) => kind)

test('every session, trusted browser, code and other request of the account ends, and all is told', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const [home, other, citizen] = [newCitizen(portal), newCitizen(portal), newCitizen(portal)]
  await home.signsIn(person)
  await asksForRecovery(other, person.iin)
  const otherCode = await owner.showsCode()
  await asksForRecovery(citizen, person.iin)
  const { code } = await owner.showsCode()
  expect((await enters(citizen, code)).address).toContain('password-set')

  expect((await home.opens('/cabinet')).address).toContain('notice=ended')
  expect((await enters(other, otherCode.code)).problems).toEqual(['Код не подошёл. Осталось попыток: 2'])
  const trusted = await portal.database.reader
    .selectFrom('trusted_browsers')
    .where('account_id', '=', person.id)
    .where('revoked_at', 'is', null)
    .select('browser')
    .execute()
  expect(trusted).toEqual([])
  const requests = await portal.database.reader
    .selectFrom('recoveries')
    .where('account_id', '=', person.id)
    .orderBy('asked_at')
    .orderBy('id')
    .select(['outcome', 'code_mac'])
    .execute()
  expect(requests).toEqual([
    { outcome: 'replaced', code_mac: null },
    { outcome: 'done', code_mac: null },
  ])
  const kinds = await kindsOf(person)
  expect(kinds).toContain('password-recovered')
  expect(kinds).not.toContain('limited-started')
  const told = await portal.database.reader
    .selectFrom('outbox')
    .where('account_id', '=', person.id)
    .where('kind', '=', 'password-recovered')
    .where('channel', '=', 'app')
    .select('installation_id')
    .execute()
  expect(told).toHaveLength(1)
  const lines = (await portal.audit()).filter((line) => line.account_id === person.id)
  expect(lines.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual(
    expect.arrayContaining(['recovery.ask asked', 'recovery.password changed']),
  )
})

test('the app stays: it shows the code of the next request too', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  for (const password of [freshPassword, 'Tulpar-jol#2030-ai']) {
    await asksForRecovery(citizen, person.iin)
    expect((await enters(citizen, (await owner.showsCode()).code, password)).address).toContain(
      'password-set',
    )
    await citizen.opens('/sign-in')
  }
  const left = await portal.database.reader
    .selectFrom('bindings')
    .where('account_id', '=', person.id)
    .select(['id', 'removed_at'])
    .execute()
  expect(left).toEqual([{ id: owner.bindingId, removed_at: null }])
})

describe('the browser that has set the password', () => {
  test('signs in although strangers have used up the account’s budget', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const [stranger, citizen] = [newCitizen(portal), newCitizen(portal)]
    await stranger.namesIin(person.iin)
    for (let tries = 0; tries < 6; tries += 1) await stranger.givesPassword(`Wrong-password-${tries}`)
    expect(stranger.page.status).toBe(429)
    await asksForRecovery(citizen, person.iin)
    await enters(citizen, (await owner.showsCode()).code)
    await citizen.givesPassword(freshPassword)
    expect(citizen.isSignedIn).toBe(true)
    expect((await stranger.givesPassword(freshPassword)).status).toBe(429)
  })

  test('has five tries of its own for an hour, then the one for everybody', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    await enters(citizen, (await owner.showsCode()).code)
    for (let tries = 0; tries < 5; tries += 1)
      expect((await citizen.givesPassword(`Wrong-password-${tries}`)).status).toBe(422)
    expect((await citizen.givesPassword(freshPassword)).status).toBe(429)
    portal.clock.advance({ hours: 1, minutes: 1 })
    await citizen.namesIin(person.iin)
    await citizen.givesPassword(freshPassword)
    expect(citizen.isSignedIn).toBe(true)
  })
})

describe('limited mode', () => {
  const recovers = async (
    hoursOld: number,
    bmg: 'match' | 'not-registered' | 'unavailable' = 'match',
  ): Promise<Person> => {
    const person = await portal.account()
    const owner = await newOwner(portal, person, { hoursOld })
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    await enters(citizen, (await owner.showsCode({ bmg })).code)
    await citizen.givesPassword(freshPassword)
    expect(citizen.isSignedIn).toBe(true)
    return person
  }
  const restrictionOf = (person: Person) =>
    activeRestriction(portal.database.reader, person.id, portal.clock.now())
  const trustOf = (person: Person) =>
    portal.database.reader
      .selectFrom('trusted_browsers')
      .where('account_id', '=', person.id)
      .where('revoked_at', 'is', null)
      .select('browser')
      .execute()

  test.each([
    ['an installation of an hour', 1, 'match'],
    ['a number BMG does not know', 48, 'not-registered'],
    ['a silent BMG', 48, 'unavailable'],
  ] as const)('follows %s: 24 h, told, and the browser is not trusted', async (_, hours, bmg) => {
    const person = await recovers(hours, bmg)
    const restriction = await restrictionOf(person)
    expect(restriction?.kind).toBe('limited')
    expect(restriction?.until?.getTime()).toBe(portal.clock.now().getTime() + 86_400_000)
    expect(await kindsOf(person)).toContain('limited-started')
    expect(await trustOf(person)).toEqual([])
  })

  test('does not follow an older installation whose number is confirmed', async () => {
    const person = await recovers(25)
    expect(await restrictionOf(person)).toBeUndefined()
    expect(await trustOf(person)).toHaveLength(1)
  })
})

test('a code of an account that was frozen after it was shown changes nothing', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  const { code } = await owner.showsCode()
  const now = portal.clock.now()
  await portal.database.inTransaction((tx) =>
    restrict(tx, { accountId: person.id, kind: 'frozen', reason: 'owner-froze', now, until: null }),
  )
  expect((await enters(citizen, code)).status).toBe(422)
  const passwords = await portal.database.reader
    .selectFrom('passwords')
    .where('account_id', '=', person.id)
    .select(['set_by', 'replaced_at'])
    .execute()
  expect(passwords).toEqual([{ set_by: 'import', replaced_at: null }])
})

test('wrong codes change nothing: session, password and requests stay', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const [home, stranger] = [newCitizen(portal), newCitizen(portal)]
  await home.signsIn(person)
  await asksForRecovery(stranger, person.iin)
  const { code } = await owner.showsCode()
  for (let tries = 0; tries < 3; tries += 1) await enters(stranger, otherThan(code))
  expect((await home.opens('/cabinet')).status).toBe(200)
  expect(home.isSignedIn).toBe(true)
  expect(await kindsOf(person)).not.toContain('password-recovered')
})

test('past the budget of wrong codes over everybody an alarm rings, once an hour', async () => {
  const loud = await newTestPortal({ limits: { codes: { wrongOverall: { failures: 2 } } } })
  const person = await loud.account()
  const owner = await newOwner(loud, person)
  const alarms = () => loud.log.takeFaults().map(({ code, msg }) => `${code} ${msg}`)
  const wrongThrice = async () => {
    const citizen = newCitizen(loud)
    await asksForRecovery(citizen, person.iin)
    const { code } = await owner.showsCode()
    for (let tries = 0; tries < 3; tries += 1) await enters(citizen, otherThan(code))
    loud.clock.advance({ minutes: 1 })
  }
  await wrongThrice()
  expect(alarms()).toEqual(['codes-alarm alarm: too many wrong recovery codes in an hour'])
  await wrongThrice()
  expect(alarms()).toEqual([])
  loud.clock.advance({ hours: 1 })
  await wrongThrice()
  expect(alarms()).toHaveLength(1)
  expect(await loud.parts.metrics.registry.metrics()).toContain('kabinet_codes_alarm 2')
})
