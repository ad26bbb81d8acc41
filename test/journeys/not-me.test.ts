import { expect, test } from 'vitest'
import { notMeWords } from '../../src/cabinet/security/not-me-messages.ts'
import { languages } from '../../src/domain/language.ts'
import { newCitizen } from '../citizen.ts'
import { newOwner } from '../support/owner.ts'
import { newTestPortal } from '../support/portal.ts'
import { entersPrinted, opensPrinted, prints } from '../support/printed.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'
import { faultsOf } from '../support/valid-html.ts'

const ru = notMeWords('ru')

/** An account that was recovered, and two browsers: one that it trusted before, one that came with the new password. */
async function recovered() {
  const portal = await newTestPortal()
  const person = await portal.account()
  const older = newCitizen(portal)
  await older.signsIn(person)
  await older.presses('Выйти')
  portal.clock.advance({ minutes: 1 })
  const newcomer = newCitizen(portal, { address: '198.51.100.20' })
  const app = await newOwner(portal, person, { hoursOld: 0 })
  await asksForRecovery(newcomer, person.iin)
  await enters(newcomer, (await app.showsCode()).code)
  portal.clock.advance({ minutes: 1 })
  for (const citizen of [older, newcomer]) {
    await citizen.opens('/sign-in')
    await citizen.signsIn(person, freshPassword)
  }
  return { portal, person, older, newcomer }
}

test('from a browser that the account knew before, «Это не я» in the feed opens the case', async () => {
  const { portal, older, newcomer } = await recovered()
  await older.opens('/cabinet')
  await older.follows(/^Это не я: Пароль восстановлен/)
  expect(older.page.heading).toBe(ru.title)
  expect(await faultsOf(older.page.html)).toEqual([])
  await older.presses(ru.notMe)
  expect(older.page.words).toContain(ru.open)
  const number = older.page.document.querySelector('output')?.textContent
  expect(number).toMatch(/^\d{4}-\d{4}$/)
  await newcomer.opens('/cabinet/security/not-me')
  expect(newcomer.page.document.querySelector('output')?.textContent).toBe(number)
  const cases = await portal.database.reader.selectFrom('cases').select(['kind', 'opened_by']).execute()
  expect(cases).toEqual([{ kind: 'not-me', opened_by: 'session' }])
})

test('from a younger one it only explains, whatever is sent', async () => {
  const { portal, newcomer } = await recovered()
  await newcomer.opens('/cabinet/security/not-me')
  expect(newcomer.page.words).toContain(ru.why)
  expect(newcomer.page.words).toContain(ru.contact)
  expect(newcomer.page.hasButton(ru.notMe)).toBe(false)
  const csrf = newcomer.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  await newcomer.sends('POST', '/cabinet/security/not-me', new URLSearchParams({ csrf }))
  expect(await portal.database.reader.selectFrom('cases').selectAll().execute()).toEqual([])
  expect((await portal.audit('case.open')).map(({ outcome }) => outcome)).toEqual(['refused'])
})

test('of a recovery with the code on paper the feed asks too, and leads to the page that says how to contest', async () => {
  const portal = await newTestPortal()
  const person = await portal.account()
  const { code } = await prints(portal, person)
  const citizen = await opensPrinted(portal, person)
  await entersPrinted(citizen, code)
  await citizen.givesPassword(freshPassword)
  await citizen.follows(/^Это не я: Пароль восстановлен кодом с бумаги/)
  expect(citizen.page.heading).toBe(ru.title)
  expect(citizen.page.words).toContain(ru.why)
})

test('without a recovery there is nothing to contest, in three languages', async () => {
  const portal = await newTestPortal()
  for (const language of languages) {
    const citizen = newCitizen(portal)
    await citizen.signsIn(await portal.account({ language }))
    await citizen.opens('/cabinet/security/not-me')
    const words = notMeWords(language)
    expect(citizen.page.words).toContain(words.nothing)
    expect(citizen.page.words).toContain(`${words.questions} ЦОН, тел. 1414`)
    expect(await faultsOf(citizen.page.html)).toEqual([])
  }
})
