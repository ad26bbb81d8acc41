import { expect, test } from 'vitest'
import { auditVocabulary } from '../../src/account/audit-vocabulary.ts'
import { restrict } from '../../src/account/restrictions.ts'
import { newCitizen } from '../citizen.ts'
import { asksRecovery, newBound } from '../support/installation.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, otherThan } from '../support/recovery.ts'

/** Every line as type, outcome, actor and factor; each in the vocabulary, and each of a request with its reference number. */
async function linesOf(portal: TestPortal): Promise<string[]> {
  const rows = await portal.database.reader
    .selectFrom('audit_log')
    .orderBy('id')
    .select(['type', 'outcome', 'actor', 'factor', 'request_id'])
    .execute()
  const known = Object.entries(auditVocabulary).flatMap(([type, { outcomes }]) =>
    Object.keys(outcomes).map((outcome) => `${type} ${outcome}`),
  )
  expect(known).toEqual(expect.arrayContaining(rows.map(({ type, outcome }) => `${type} ${outcome}`)))
  for (const row of rows) expect(row.request_id, row.type).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
  return rows.map(({ type, outcome, actor, factor }) => `${type} ${outcome} ${actor} ${factor}`)
}

test('a stolen recovery and its contest: every step has its line, with who and by what', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.opens('/cabinet/security/confirm')
  await owner.types({ 'Ваш пароль': person.password }).presses('Подтвердить')
  const app = await newBound(portal, person, { hoursOld: 48 })
  portal.clock.advance({ minutes: 1 })
  const thief = newCitizen(portal, { address: '198.51.100.20' })
  await asksForRecovery(thief, person.iin)
  const code = String((await app.showsCode()).body.code)
  await enters(thief, otherThan(code))
  await enters(thief, code)
  const older = newCitizen(portal, { address: '198.51.100.30' })
  await older.signsIn(person)
  expect(older.page.address).toBe('/sign-in/contest')
  await older.presses('Это не я')
  expect(await linesOf(portal)).toEqual([
    'sign-in matched citizen password',
    're-authentication matched citizen password',
    'activation registered citizen code',
    'recovery.ask asked stranger none',
    'recovery-code shown citizen app',
    'recovery.code refused stranger code',
    'recovery.password changed citizen code',
    'sign-in replaced citizen replaced-password',
    'case.open opened citizen replaced-password',
  ])
  await newCitizen(portal).signsIn(person, freshPassword)
  expect((await linesOf(portal)).at(-1)).toBe('sign-in matched citizen password')
})

test('a code that is held back has its line: the app waits, the account is frozen', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  await newBound(portal, person, { hoursOld: 48 })
  const younger = await newBound(portal, person)
  await asksRecovery(portal, person.iin)
  expect((await younger.showsCode()).body.problem).toBe('waits')
  await portal.database.inTransaction((tx) =>
    restrict(tx, {
      ...{ accountId: person.id, kind: 'frozen', reason: 'owner-froze', until: null },
      now: portal.clock.now(),
    }),
  )
  expect((await younger.showsCode()).body.problem).toBe('frozen')
  expect((await linesOf(portal)).slice(-2)).toEqual([
    'recovery-code waits citizen app',
    'recovery-code frozen citizen app',
  ])
})

test('a wait is told once, whoever goes on trying, and again when the next one begins', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const stranger = newCitizen(portal)
  await stranger.namesIin(person.iin)
  for (let tries = 0; tries < 12; tries += 1) await stranger.givesPassword('Wrong-password-1')
  const waits = async () =>
    (await portal.audit('sign-in')).filter(({ outcome }) => outcome === 'waiting').length
  expect(await waits()).toBe(1)
  portal.clock.advance({ seconds: 31 })
  for (let tries = 0; tries < 4; tries += 1) await stranger.givesPassword('Wrong-password-1')
  expect(await waits()).toBe(2)
})
