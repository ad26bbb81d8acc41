import { beforeAll, describe, expect, test } from 'vitest'
import { checkDigit } from '../../src/domain/iin.ts'
import { languages } from '../../src/domain/language.ts'
import { maskIin } from '../../src/domain/masks.ts'
import { routes } from '../../src/routes.ts'
import { type SignInProblem, signInWords } from '../../src/sign-in/messages.ts'
import { consentLabels, newCitizen } from '../citizen.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const wrongIins: readonly [typed: string, problem: SignInProblem][] = [
  ['', 'iin-empty'],
  ['88051240012', 'iin-length'],
  ['8805124001200', 'iin-length'],
  ['88051240012О', 'iin-not-digits'],
  ['880512400121', 'iin-check-digit'],
  ['000000000000', 'iin-check-digit'],
  [`99054000001${checkDigit('99054000001')}`, 'iin-is-bin'],
]

test('a parent reads the manual’s words and signs in', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  let page = await citizen.opens('/sign-in')
  expect(page.heading).toBe('Вход в Личный кабинет')
  expect(page.words).toContain('ШАГ 1')
  expect(page.words).toContain('Для входа в Личный кабинет пройдите процедуру аутентификации')
  const [liability, contacts] = [/^Я ознакомлен с соглашением/, /^Я согласен на использование/]
  for (const box of [liability, contacts]) expect(page.field(box).hasAttribute('checked')).toBe(false)

  page = await citizen.types({ 'Введите ИИН': person.iin }).ticks(liability, contacts).presses('Продолжить')
  expect(page.address).toBe('/sign-in/password')
  expect(page.words).toContain('ШАГ 2')
  expect(page.words).toContain('Введите пароль, от Личного кабинета')
  expect(page.words).toContain(maskIin(person.iin))
  expect(page.hasButton('Забыли пароль?')).toBe(true)

  page = await citizen.types({ 'Ваш пароль': person.password }).presses('Войти')
  expect(page.address).toBe('/cabinet')
  expect(page.heading).toBe('Лента событий')
  expect(citizen.isSignedIn).toBe(true)
})

describe.each(languages)('in %s', (language) => {
  const words = signInWords(language)

  test('the whole journey is spoken and recorded in that language', async () => {
    const person = await portal.account({ language: 'ru' })
    const citizen = newCitizen(portal, { language })
    await citizen.opens(routes.signIn.iin)
    expect(citizen.page.language).toBe(language)
    expect(citizen.page.headers.get('content-language')).toBe(language)
    expect(citizen.page.title).toContain(words.title)
    const before = portal.clock.now()
    await citizen.signsIn(person)
    expect(citizen.isSignedIn).toBe(true)
    const consents = await portal.database.reader
      .selectFrom('consents')
      .where('account_id', '=', person.id)
      .orderBy('document')
      .select(['document', 'version', 'language', 'accepted_at', 'address_sealed'])
      .execute()
    expect(consents.map(({ address_sealed: _, ...rest }) => rest)).toEqual([
      { document: 'contacts', version: '2026-11-01', language, accepted_at: before },
      { document: 'liability', version: '2026-11-01', language, accepted_at: before },
    ])
    const addresses = consents.map((each) =>
      portal.parts.keyring.open('consents.address', each.address_sealed),
    )
    expect(addresses).toEqual(['203.0.113.7', '203.0.113.7'])
  })

  test.each(wrongIins)('an IIN like “%s” is explained: %s', async (typed, problem) => {
    const citizen = newCitizen(portal, { language })
    const page = await citizen.namesIin(typed)
    expect(page.status).toBe(422)
    expect(page.problems).toEqual([words.problems[problem]])
    expect(page.title).toMatch(/^(Қате|Ошибка|Error): /)
    const field = page.field(words.iin)
    expect(field.getAttribute('value')).toBe(typed)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(page.words).toContain(words.problems[problem])
  })

  test('each consent that is missing is asked for, and the other keeps its tick', async () => {
    const [liability, contacts] = consentLabels(words)
    const citizen = newCitizen(portal, { language })
    const person = await portal.account()
    await citizen.opens(routes.signIn.iin)
    let page = await citizen.types({ [words.iin]: person.iin }).presses(words.next)
    expect(page.problems).toEqual([words.problems.liability, words.problems.contacts])
    page = await citizen.ticks(contacts).presses(words.next)
    expect(page.problems).toEqual([words.problems.liability])
    expect(page.field(contacts).hasAttribute('checked')).toBe(true)
    page = await citizen.ticks(liability).presses(words.next)
    expect(page.address).toBe(routes.signIn.password)
  })
})

test.each(['{1} {2}', '{1}-{2}', ' {1}\u00a0{2}\u200b '])(
  'an IIN pasted as “%s” is understood',
  async (form) => {
    const person = await portal.account()
    const pasted = form.replace('{1}', person.iin.slice(0, 6)).replace('{2}', person.iin.slice(6))
    const page = await newCitizen(portal).namesIin(pasted)
    expect(page.words).toContain(maskIin(person.iin))
  },
)

test('consents are remembered for this person in this browser, and asked of everybody else', async () => {
  const [mother, father] = [await portal.account(), await portal.account()]
  const citizen = newCitizen(portal)
  await citizen.signsIn(mother)
  await citizen.presses('Выйти')
  const page = await citizen.opens('/sign-in')
  expect(page.hasField(/соглашением/)).toBe(false)
  expect((await citizen.namesIin(mother.iin)).address).toBe('/sign-in/password')

  await citizen.opens('/sign-in')
  const asked = await citizen.namesIin(father.iin)
  expect(asked.hasField(/соглашением/)).toBe(true)
  expect(asked.field(/соглашением/).hasAttribute('checked')).toBe(false)
  await citizen.namesIin(father.iin)
  await citizen.givesPassword(father.password)
  expect(await consentsOf(father.id)).toHaveLength(2)

  await citizen.presses('Выйти')
  await citizen.signsIn(mother)
  expect(await consentsOf(mother.id)).toHaveLength(2)
  const elsewhere = await newCitizen(portal).opens('/sign-in')
  expect(elsewhere.hasField(/соглашением/)).toBe(true)
})

test('nothing is recorded of somebody who does not get in', async () => {
  const person = await portal.account()
  await newCitizen(portal).signsIn(person, 'not this one at all')
  expect(await consentsOf(person.id)).toEqual([])
})

function consentsOf(accountId: string) {
  return portal.database.reader
    .selectFrom('consents')
    .where('account_id', '=', accountId)
    .selectAll()
    .execute()
}
