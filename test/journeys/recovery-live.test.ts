import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { bind, findPlace, tryActivation } from '../../src/account/activating.ts'
import { greetInstallation } from '../../src/account/installations.ts'
import type { Phone } from '../../src/domain/phone.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, sendsAgain } from '../support/recovery.ts'
import { listenTo } from '../support/stream.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const passwordOf = (citizen: Citizen) => citizen.page.document.querySelector('output')?.textContent ?? ''

/** A new app uses a one-time password with a number; false when it was refused. */
async function activates(password: string, phone = '+77051239223'): Promise<boolean> {
  const { database, parts, clock } = portal
  const hello = {
    thumbprint: randomBytes(32),
    publicKey: {},
    device: 'Chrome, Android',
    language: 'ru',
  } as const
  const { id } = await greetInstallation(database.reader, clock, hello)
  const matched = await tryActivation(database.reader, parts, { secret: { password }, phone: phone as Phone })
  if (!matched || 'transferId' in matched) return false
  return database.inTransaction(async (tx) => {
    const place = await findPlace(tx, parts, matched, id)
    if (place.is === 'refused') return false
    await bind(tx, parts, matched, id, place)
    return true
  })
}

/** What the page's stream says within a moment, or nothing. */
async function hears(response: Response): Promise<string | undefined> {
  const feed = listenTo(response)
  const quiet = wait(300, undefined)
  const told = await Promise.race([feed.next(), quiet])
  await feed.stop()
  return told?.event
}

test('the page hears of its own password at once, and says so when it is opened again', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  const stream = await citizen.sends('GET', '/recovery/live')
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const heard = listenTo(stream).next()
  expect(await activates(passwordOf(citizen))).toBe(true)
  expect((await heard)?.event).toBe('activated')
  const page = await citizen.opens('/recovery')
  expect(page.notices.join()).toContain('Номер зарегистрирован в приложении!')
  expect(page.document.querySelector('output')).toBeNull()
  // A page that opens its stream late is told too.
  expect(await hears(await citizen.sends('GET', '/recovery/live'))).toBe('activated')
})

test('it hears of nobody else’s: not of another page of the same account, of wrong numbers, or of «Отправить»', async () => {
  const person = await portal.account()
  const [hers, other] = [newCitizen(portal), newCitizen(portal)]
  await asksForRecovery(hers, person.iin)
  await asksForRecovery(other, person.iin)
  const heard = hears(await other.sends('GET', '/recovery/live'))
  expect(await activates(passwordOf(other), '+77051239224')).toBe(false)
  expect(await activates(passwordOf(hers))).toBe(true)
  await sendsAgain(other)
  expect(await heard).toBeUndefined()
  expect(other.page.document.querySelector('output')).not.toBeNull()
})

test('a decoy’s password matches nothing, and its stream is as quiet', async () => {
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, newIin())
  const heard = hears(await citizen.sends('GET', '/recovery/live'))
  expect(await activates(passwordOf(citizen))).toBe(false)
  await sendsAgain(citizen)
  expect(await heard).toBeUndefined()
})

test('a password lives ten minutes; the page then shows another', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  const first = passwordOf(citizen)
  expect(citizen.page.words).toContain('Действует ещё 10 мин')
  portal.clock.advance({ minutes: 4 })
  await citizen.opens('/recovery')
  expect(passwordOf(citizen)).toBe(first)
  expect(citizen.page.words).toContain('Действует ещё 6 мин')
  portal.clock.advance({ minutes: 7 })
  expect(await activates(first)).toBe(false)
  await citizen.opens('/recovery')
  expect(passwordOf(citizen)).not.toBe(first)
  expect(await activates(passwordOf(citizen))).toBe(true)
})
