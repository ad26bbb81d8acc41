import { expect, test } from 'vitest'
import { appWords } from '../../src/cabinet/security/app-messages.ts'
import { languages } from '../../src/domain/language.ts'
import { newCitizen } from '../citizen.ts'
import { Installation } from '../support/installation.ts'
import { limit } from '../support/limited.ts'
import { newOwner } from '../support/owner.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForRecovery } from '../support/recovery.ts'
import { faultsOf } from '../support/valid-html.ts'

const phone = '+77051239223'
const ru = appWords('ru')

async function withApp() {
  const portal = await newTestPortal()
  const person = await portal.account({ phone })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/app')
  const password = citizen.page.document.querySelector('output')?.textContent ?? ''
  const app = await Installation.make(portal)
  await app.activates(phone, { password })
  return { portal, person, citizen, app }
}

test('Security lists the apps; a removed one loses its requests and codes, hears of it, and stands in the audit', async () => {
  const { portal, person, citizen, app } = await withApp()
  const stranger = newCitizen(portal, { address: '198.51.100.9' })
  await asksForRecovery(stranger, person.iin)
  expect((await app.showsCode()).status).toBe(200)

  await citizen.opens('/cabinet/security')
  expect(citizen.page.words).toContain(ru.states.active)
  expect(citizen.page.words).not.toContain('Это я')
  expect(await faultsOf(citizen.page.html)).toEqual([])
  await citizen.presses(/^Удалить:? ?:/)
  expect(citizen.page.notices).toContainEqual(expect.stringContaining(ru.removed))
  expect(citizen.page.words).toContain(ru.none)
  const codes = await portal.database.reader.selectFrom('recoveries').select('code_mac').execute()
  expect(codes).toEqual([{ code_mac: null }])
  expect((await app.feed()).accounts).toEqual([])
  expect((await portal.audit('app.remove')).map(({ outcome }) => outcome)).toEqual(['removed'])
  await citizen.opens('/cabinet')
  expect(citizen.page.words).toContain('Приложение удалено')
})

test('one that waits says until when; the web offers no «Это я»', async () => {
  const { portal, person, citizen } = await withApp()
  const waitsUntil = new Date(portal.clock.now().getTime() + 86_400_000)
  const newcomer = await newOwner(portal, person, { hoursOld: 0 })
  await portal.database.reader
    .updateTable('bindings')
    .set({ waits_until: waitsUntil })
    .where('id', '=', newcomer.bindingId)
    .execute()
  await citizen.opens('/cabinet/security')
  expect(citizen.page.words).toContain(ru.states.waits)
  expect(citizen.page.hasButton(/Это я/)).toBe(false)
})

test('nobody else’s app can be removed, and the password is asked for first', async () => {
  const { portal, citizen } = await withApp()
  const other = await portal.account({ phone: '+77017654321' })
  const theirs = await newOwner(portal, other)
  await citizen.opens('/cabinet/security')
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const remove = (app: string) =>
    citizen.sends('POST', '/cabinet/security/apps/remove', new URLSearchParams({ csrf, app }))
  expect((await remove(theirs.bindingId)).status).toBe(404)
  expect((await remove('nonsense')).status).toBe(404)
  expect((await portal.audit('app.remove')).map(({ outcome }) => outcome)).toEqual(['not-found', 'not-found'])
  portal.clock.advance({ minutes: 20 })
  expect((await remove(theirs.bindingId)).headers.get('location')).toBe('/cabinet/security/confirm')
})

test('in limited mode apps and password wait, every page of the cabinet says until when, reading goes on', async () => {
  const { portal, person, citizen } = await withApp()
  await portal.event(person, { title: 'Ваша очередь: 42' })
  await citizen.opens('/cabinet/security')
  const before = citizen.page
  await limit(portal, person)
  for (const address of ['/cabinet', '/cabinet/children', '/cabinet/profile', '/cabinet/security']) {
    await citizen.opens(address)
    expect(citizen.page.notices.join()).toMatch(/Кабинет ограничен до .*\(UTC\+5\)/)
    expect(await faultsOf(citizen.page.html)).toEqual([])
  }
  expect(citizen.page.words).toContain(ru.later)
  expect(citizen.page.hasButton(/^Удалить/)).toBe(false)
  await citizen.returnsTo(before).presses(/^Удалить:? ?:/)
  expect((await portal.audit('app.remove')).map(({ outcome }) => outcome)).toEqual(['limited'])
  expect((await citizen.opens('/cabinet')).words).toContain('Ваша очередь: 42')

  await citizen.opens('/cabinet/security/password')
  expect(citizen.page.heading).toBe('Пароль пока изменить нельзя')
  expect(citizen.page.hasField('Текущий пароль')).toBe(false)
  expect(await faultsOf(citizen.page.html)).toEqual([])
  const csrf = before.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const fresh = 'Aspan-tau#9-jusan'
  const typed = { csrf, current: person.password, fresh, repeat: fresh }
  await citizen.sends('POST', '/cabinet/security/password', new URLSearchParams(typed))
  const passwords = await portal.database.reader.selectFrom('passwords').select('replaced_at').execute()
  expect(passwords).toEqual([{ replaced_at: null }])

  portal.clock.advance({ hours: 24 })
  await citizen.signsIn(person)
  expect(citizen.page.notices.join()).not.toContain('ограничен')
})

test('a browser that signs in during limited mode is not trusted by it', async () => {
  const { portal, person } = await withApp()
  await limit(portal, person)
  const fresh = newCitizen(portal, { address: '198.51.100.9' })
  await fresh.signsIn(person)
  expect(fresh.isSignedIn).toBe(true)
  const trusted = await portal.database.reader.selectFrom('trusted_browsers').selectAll().execute()
  expect(trusted).toHaveLength(1)
})

test('the history says how far each notice has come', async () => {
  const { citizen, app } = await withApp()
  await citizen.opens('/cabinet/security/history')
  expect(citizen.page.words).toContain('Ждёт открытия приложения')
  const [notice] = (await app.feed()).notices
  await app.asks('POST', 'seen', { notices: [notice?.id], state: 'delivered' })
  expect((await citizen.opens('/cabinet/security/history')).words).toContain('Доставлено в приложение')
  await app.asks('POST', 'seen', { notices: [notice?.id], state: 'opened' })
  expect((await citizen.opens('/cabinet/security/history')).words).toContain('Открыто')
  expect(await faultsOf(citizen.page.html)).toEqual([])
})

test('Security speaks three languages', async () => {
  const { portal, person, citizen } = await withApp()
  await newOwner(portal, person)
  for (const language of languages) {
    await citizen.opens('/cabinet/security')
    await citizen.switchesTo(language)
    expect(citizen.page.words).toContain(appWords(language).title)
    expect(await faultsOf(citizen.page.html)).toEqual([])
  }
})
