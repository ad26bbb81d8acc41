import { beforeAll, expect, test } from 'vitest'
import { cabinetWords } from '../../src/cabinet/messages.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

test('children stand with their queue or kindergarten, since when and in which system', async () => {
  const person = await portal.account()
  await portal.child(person, {
    name: 'Оспанова Сауле',
    status: 'queued',
    since: '2025-03-10',
    system: 'INDIGO',
  })
  await portal.child(person, {
    name: 'Оспанов Дамир',
    status: 'attending',
    since: '2024-09-01',
    system: 'MALAHIT',
    organisation: 'Детский сад № 7',
  })
  await portal.child(await portal.account(), { name: 'Чужой Ребёнок' })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  const page = await citizen.opens('/cabinet/children')
  expect(page.words).toMatch(
    /Оспанов Дамир.*MALAHIT.*Ходит в детский сад с 1 сентября 2024 г\..*Детский сад № 7/,
  )
  expect(page.words).toMatch(/Оспанова Сауле.*INDIGO.*Стоит в очереди с 10 марта 2025 г\./)
  expect(page.words).not.toContain('Чужой')
})

test('without children the page says how one comes and where to ask', async () => {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  const page = await citizen.opens('/cabinet/children')
  expect(page.words).toContain('Детей в кабинете нет')
  const help = await citizen.follows('Заявление подавал кто-то другой')
  expect(help.status).toBe(200)
  expect(help.address).toBe('/help/somebody-else-applied?from=children')
})

test('the profile shows the name, the number and only the end of the IIN', async () => {
  const person = await portal.account({ name: 'Ким Руслан Олегович', phone: '+77017654321' })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  const page = await citizen.opens('/cabinet/profile')
  expect(page.words).toContain('Ким Руслан Олегович')
  expect(page.words).toContain('+7 701 765 43 21')
  expect(page.words).toContain(`•••• •••• ${person.iin.slice(-4)}`)
  expect(page.html).not.toContain(person.iin)
})

test('without a number the profile says so', async () => {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account({ phone: null }))
  expect((await citizen.opens('/cabinet/profile')).words).toContain('Номер не указан')
})

test('the language of the profile goes with the person to every browser', async () => {
  const person = await portal.account({ language: 'ru' })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/profile')
  const page = await citizen.chooses('Қазақша').presses('Сохранить')
  expect(page.address).toBe('/cabinet/profile?saved')
  expect(page.language).toBe('kk')
  expect(page.notices.join()).toContain(cabinetWords('kk').profile.saved)
  const elsewhere = newCitizen(portal, { language: 'en' })
  await elsewhere.signsIn(person)
  expect(elsewhere.page.language).toBe('kk')
})

test('a choice that was not saved survives the language switch, and is not saved by it', async () => {
  const person = await portal.account({ language: 'ru' })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/profile')
  const page = await citizen.chooses('English').switchesTo('kk')
  expect(page.language).toBe('kk')
  expect(page.field('English').hasAttribute('checked')).toBe(true)
  const row = await portal.database.reader
    .selectFrom('accounts')
    .where('id', '=', person.id)
    .select('language')
    .executeTakeFirst()
  expect(row?.language).toBe('ru')
})

test('the switch on a page without a form comes back to the same page', async () => {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  await citizen.opens('/cabinet/children')
  const page = await citizen.switchesTo('en')
  expect(page.address).toBe('/cabinet/children')
  expect(page.heading).toBe('Children')
})

test('a language that is none is asked for again', async () => {
  const citizen = newCitizen(portal)
  await citizen.signsIn(await portal.account())
  await citizen.opens('/cabinet/profile')
  citizen.page.field('English').setAttribute('value', 'de')
  const page = await citizen.chooses('English').presses('Сохранить')
  expect(page.status).toBe(422)
  expect(page.problems).toEqual(['Выберите язык сообщений'])
})
