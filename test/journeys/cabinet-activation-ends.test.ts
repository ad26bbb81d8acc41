import { beforeAll, expect, test } from 'vitest'
import { consentsWords } from '../../src/cabinet/consents/messages.ts'
import { securityWords } from '../../src/cabinet/security/messages.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { Installation } from '../support/installation.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { freshPassword } from '../support/recovery.ts'

const phone = '+77051239223'
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const digitsOn = (citizen: Citizen) => citizen.page.document.querySelector('output')?.textContent ?? ''

/** Somebody’s open cabinet shows a one-time password for an app; the owner has signed in elsewhere. */
async function shownElsewhere(): Promise<{ person: Person; owner: Citizen; other: Citizen; digits: string }> {
  const person = await portal.account({ phone })
  const other = newCitizen(portal, { browser: firefox, address: '198.51.100.9' })
  await other.signsIn(person)
  await other.opens('/cabinet/app')
  const digits = digitsOn(other)
  expect(digits).toMatch(/^\d{13}$/)
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  return { person, owner, other, digits }
}

const activates = async (digits: string) =>
  (await (await Installation.make(portal)).activates(phone, { password: digits })).body

test('a changed password ends the one-time password that another browser shows, also where its session stays', async () => {
  const { person, owner, other, digits } = await shownElsewhere()
  await owner.opens('/cabinet/security/password')
  owner.types({ 'Текущий пароль': person.password, 'Введите новый пароль': freshPassword })
  owner.types({ 'Повторите пароль': freshPassword })
  await owner.unticks(securityWords('ru').newPassword.endOthers).presses('Сменить пароль')
  expect((await other.sends('GET', '/cabinet')).status).toBe(200)
  expect(await activates(digits)).toEqual({ problem: 'refused' })
  await owner.opens('/cabinet/app')
  expect(await activates(digitsOn(owner))).toMatchObject({ outcome: 'registered', state: 'active' })
})

test('a session that is ended from another takes its one-time password with it', async () => {
  const { owner, digits } = await shownElsewhere()
  await owner.opens('/cabinet/security')
  await owner.presses(/^Завершить: Firefox/)
  expect(await activates(digits)).toEqual({ problem: 'refused' })
})

test('so do all others that end at once', async () => {
  const { owner, digits } = await shownElsewhere()
  await owner.opens('/cabinet/security')
  await owner.presses('Завершить все, кроме этого')
  expect(await activates(digits)).toEqual({ problem: 'refused' })
})

test('so does a withdrawn consent, which ends every session', async () => {
  const { owner, digits } = await shownElsewhere()
  await owner.opens('/cabinet/profile/withdraw/liability')
  await owner.presses(consentsWords('ru').confirm)
  expect(owner.isSignedIn).toBe(false)
  expect(await activates(digits)).toEqual({ problem: 'refused' })
})

test('somebody else’s session that is not found ends nothing', async () => {
  const { owner, digits } = await shownElsewhere()
  const csrf = (await owner.opens('/cabinet/security')).document
    .querySelector('input[name="csrf"]')
    ?.getAttribute('value')
  const session = '00000000-0000-7000-8000-000000000000'
  await owner.sends(
    'POST',
    '/cabinet/security/sessions/end',
    new URLSearchParams({ csrf: csrf ?? '', session }),
  )
  expect(await activates(digits)).toMatchObject({ outcome: 'registered' })
})
