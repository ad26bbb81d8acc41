import { expect, test } from 'vitest'
import { activationWords } from '../../src/cabinet/activation/messages.ts'
import { languages } from '../../src/domain/language.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { Installation } from '../support/installation.ts'
import { limit } from '../support/limited.ts'
import { newOwner } from '../support/owner.ts'
import { newTestPortal } from '../support/portal.ts'
import { listenTo } from '../support/stream.ts'
import { faultsOf } from '../support/valid-html.ts'

const phone = '+77051239223'
const ru = activationWords('ru')

const passwordOn = (citizen: Citizen) => citizen.page.document.querySelector('output')?.textContent ?? ''
const addressOf = (citizen: Citizen, selector: string, attribute: string) =>
  citizen.page.document.querySelector(selector)?.getAttribute(attribute) ?? ''

async function signedIn() {
  const portal = await newTestPortal()
  const person = await portal.account({ phone })
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  return { portal, person, citizen }
}

test('from the feed, after the password, to an app that works at once; the page tells without scripts', async () => {
  const { portal, citizen, person } = await signedIn()
  expect(citizen.page.words).toContain(ru.cardBody)
  portal.clock.advance({ minutes: 20 })
  await citizen.follows(ru.cardAction)
  expect(citizen.page.address).toBe('/cabinet/security/confirm?to=activation')
  await citizen.types({ 'Ваш пароль': person.password }).presses('Подтвердить')
  expect(citizen.page.address).toBe('/cabinet/app')
  expect(await faultsOf(citizen.page.html)).toEqual([])
  const password = passwordOn(citizen)
  expect(password).toMatch(/^\d{13}$/)

  await citizen.follows(ru.look)
  expect(passwordOn(citizen)).toBe(password)
  const app = await Installation.make(portal)
  expect((await app.activates('+77051110000', { password })).body).toEqual({ problem: 'refused' })
  expect((await app.activates(phone, { password })).body).toMatchObject({
    outcome: 'registered',
    state: 'active',
  })
  await citizen.follows(ru.look)
  expect(citizen.page.notices).toContainEqual(expect.stringContaining('Номер зарегистрирован в приложении!'))

  await citizen.opens('/cabinet')
  expect(citizen.page.words).toContain(ru.cardHas)
  const [binding] = await portal.database.reader.selectFrom('bindings').selectAll().execute()
  expect(binding).toMatchObject({ made_through: 'cabinet', waits_until: null })
})

test('a new app of the cabinet waits for nobody, although an older one lives', async () => {
  const { portal, citizen, person } = await signedIn()
  await newOwner(portal, person, { hoursOld: 100 })
  await citizen.opens('/cabinet/app')
  const app = await Installation.make(portal)
  const { body } = await app.activates(phone, { password: passwordOn(citizen) })
  expect(body).toMatchObject({ state: 'active' })
})

test('in limited mode it counts as public: the older one is asked first', async () => {
  const { portal, citizen, person } = await signedIn()
  await newOwner(portal, person, { hoursOld: 100 })
  await limit(portal, person)
  await citizen.opens('/cabinet/app')
  expect(citizen.page.words).toContain(ru.limited)
  expect(await faultsOf(citizen.page.html)).toEqual([])
  const app = await Installation.make(portal)
  const { body } = await app.activates(phone, { password: passwordOn(citizen) })
  expect(body).toMatchObject({ state: 'waits' })
})

test('the QR and the link carry a token that works once; an open page hears of it', async () => {
  const { portal, citizen } = await signedIn()
  await citizen.opens('/cabinet/app')
  const link = addressOf(citizen, 'a[href*="#activate="]', 'href')
  expect(link).toMatch(/^https:\/\/kabinet\.test\/ed24\/#activate=[\w-]{22}$/)
  const stream = listenTo(await citizen.sends('GET', addressOf(citizen, 'kabinet-activated', 'src')))
  const app = await Installation.make(portal)
  const token = link.split('=')[1] ?? ''
  expect((await app.activates(phone, { token })).status).toBe(200)
  expect((await stream.next())?.event).toBe('activated')
  expect(await stream.next()).toBeUndefined()
  await citizen.opens(addressOf(citizen, 'kabinet-activated', 'data-done'))
  expect(citizen.page.words).toContain(ru.done)
  const second = await Installation.make(portal)
  expect((await second.activates(phone, { token })).body).toEqual({ problem: 'refused' })
})

test('the stream of another account hears nothing, and a session that ends is told', async () => {
  const { portal, citizen } = await signedIn()
  const other = newCitizen(portal)
  const otherPerson = await portal.account({ phone: '+77017654321' })
  await other.signsIn(otherPerson)
  await other.opens('/cabinet/app')
  const stream = listenTo(await other.sends('GET', addressOf(other, 'kabinet-activated', 'src')))
  await citizen.opens('/cabinet/app')
  const app = await Installation.make(portal)
  await app.activates(phone, { password: passwordOn(citizen) })
  await portal.database.reader.updateTable('sessions').set({ ended_at: new Date() }).execute()
  await portal.event(otherPerson)
  expect((await stream.next())?.event).toBe('ended')
})

test('an account without a number is told so, in three languages', async () => {
  const portal = await newTestPortal()
  for (const language of languages) {
    const citizen = newCitizen(portal)
    await citizen.signsIn(await portal.account({ phone: null, language }))
    await citizen.opens('/cabinet/app')
    expect(citizen.page.heading).toBe(activationWords(language).noNumber)
    expect(citizen.page.words).toContain('ЦОН, тел. 1414')
    expect(await faultsOf(citizen.page.html)).toEqual([])
  }
})
