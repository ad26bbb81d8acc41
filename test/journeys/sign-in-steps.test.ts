import { hash as bcrypt } from '@node-rs/bcrypt'
import { beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { maskIin } from '../../src/domain/masks.ts'
import { routes } from '../../src/routes.ts'
import { signInWords } from '../../src/sign-in/messages.ts'
import { consentLabels, newCitizen } from '../citizen.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

describe.each(languages)('switching to %s', (language) => {
  const words = signInWords(language)

  test('keeps the IIN and the ticks of step 1', async () => {
    const from = language === 'ru' ? 'en' : 'ru'
    const citizen = newCitizen(portal, { language: from })
    await citizen.opens(`${routes.signIn.iin}?to=children`)
    const [liability] = consentLabels(signInWords(from))
    const page = await citizen
      .types({ [signInWords(from).iin]: '8805 1240' })
      .ticks(liability)
      .switchesTo(language)
    expect(page.language).toBe(language)
    expect(page.status).toBe(200)
    expect(page.field(words.iin).getAttribute('value')).toBe('8805 1240')
    const [sameLiability, contacts] = consentLabels(words)
    expect(page.field(sameLiability).hasAttribute('checked')).toBe(true)
    expect(page.field(contacts).hasAttribute('checked')).toBe(false)
    const person = await portal.account()
    await citizen.namesIin(person.iin)
    expect((await citizen.givesPassword(person.password)).address).toBe(routes.cabinet.children)
  })

  test('keeps step 2, and costs no attempt', async () => {
    const from = language === 'ru' ? 'en' : 'ru'
    const person = await portal.account()
    const citizen = newCitizen(portal, { language: from })
    await citizen.namesIin(person.iin)
    await citizen.types({ [signInWords(from).password]: 'half a passw' })
    const page = await citizen.switchesTo(language)
    expect(page.language).toBe(language)
    expect(page.words).toContain(maskIin(person.iin))
    expect(page.html).not.toContain('half a passw')
    const taken = await portal.database.reader
      .selectFrom('limit_counters')
      .where('key', '=', portal.parts.keyring.index('iin', person.iin))
      .selectAll()
      .execute()
    expect(taken).toEqual([])
    expect((await citizen.givesPassword(person.password)).address).toBe(routes.cabinet.feed)
  })
})

test('Back from step 2 keeps the IIN', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.namesIin(person.iin)
  const page = await citizen.follows('Назад')
  expect(page.address).toBe('/sign-in')
  expect(page.field('Введите ИИН').getAttribute('value')).toBe(person.iin)
})

test('step 2 cannot be reached without step 1, by reading or by sending', async () => {
  const citizen = newCitizen(portal)
  expect((await citizen.opens('/sign-in/password')).address).toBe('/sign-in?notice=expired')

  const other = newCitizen(portal)
  const person = await portal.account()
  await other.namesIin(person.iin)
  other.cookies.forget('sign-in')
  const page = await other.givesPassword(person.password)
  expect(page.address).toBe('/sign-in?notice=expired')
  expect(other.isSignedIn).toBe(false)
})

test('a journey left for half an hour starts again and says why', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.namesIin(person.iin)
  portal.clock.advance({ minutes: 29 })
  expect((await citizen.opens('/sign-in/password')).words).toContain(maskIin(person.iin))
  portal.clock.advance({ minutes: 2 })
  const page = await citizen.givesPassword(person.password)
  expect(page.address).toBe('/sign-in?notice=expired')
  expect(page.notices.join()).toContain('Прошло больше 30 минут')
  expect(page.field('Введите ИИН').getAttribute('value') ?? '').toBe('')
})

test('a journey works once: its cookie opens nothing after the sign-in', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  const step2 = await citizen.namesIin(person.iin)
  const before = citizen.cookies.copy()
  await citizen.givesPassword(person.password)
  citizen.cookies.replace(before)
  const page = await citizen.returnsTo(step2).givesPassword(person.password)
  expect(page.address).toBe('/sign-in?notice=expired')
})

test('«Забыли пароль?» leads to recovery, and its last way on to the contact that helps', async () => {
  const citizen = newCitizen(portal)
  await citizen.namesIin((await portal.account()).iin)
  const page = await citizen.presses('Забыли пароль?')
  expect(page.address).toBe('/recovery')
  expect(page.heading).toBe('Восстановление забытого пароля')
  expect((await citizen.presses('Обновить номер')).address).toBe('/transfer')
  expect((await citizen.follows('Помощь')).words).toContain('ЦОН, тел. 1414')
})

test('a page behind sign-in is where the sign-in leads', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  expect((await citizen.opens('/cabinet/profile')).address).toBe('/sign-in?to=profile')
  await citizen.namesIin(person.iin)
  expect((await citizen.givesPassword(person.password)).address).toBe('/cabinet/profile')
})

test('who is signed in has no use for the sign-in pages', async () => {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  for (const step of ['/sign-in', '/sign-in/password']) {
    expect((await citizen.opens(step)).address).toBe('/cabinet')
  }
})

test('an imported bcrypt hash is replaced by our own at the first sign-in, and by no failure', async () => {
  const password = 'zhuldyz-aspan-9'
  const person = { ...(await portal.account({ phc: await bcrypt(password, 4) })), password }
  const stored = async () => {
    const row = await portal.database.reader
      .selectFrom('passwords')
      .where('account_id', '=', person.id)
      .select(['phc_sealed', 'rehashed_at'])
      .executeTakeFirstOrThrow()
    return { phc: portal.parts.keyring.open('passwords.phc', row.phc_sealed), at: row.rehashed_at }
  }
  await newCitizen(portal).signsIn(person, 'not this one')
  expect((await stored()).phc).toMatch(/^\$2[aby]\$04\$/)
  await newCitizen(portal).signsIn(person)
  const after = await stored()
  expect(after.phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(after.at).toEqual(portal.clock.now())
  const again = newCitizen(portal)
  await again.signsIn(person)
  expect(again.isSignedIn).toBe(true)
})
