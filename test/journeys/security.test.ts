import { beforeAll, describe, expect, test } from 'vitest'
import { type Citizen, newCitizen } from '../citizen.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

/** The same person on a phone and on a computer. */
async function twoBrowsers(): Promise<{ person: Person; phone: Citizen; computer: Citizen }> {
  const person = await portal.account()
  const phone = newCitizen(portal)
  const computer = newCitizen(portal, { browser: firefox, address: '198.51.100.9' })
  await computer.signsIn(person)
  await phone.signsIn(person)
  return { person, phone, computer }
}

const isOpen = async (citizen: Citizen) => (await citizen.sends('GET', '/cabinet')).status === 200

test('Security lists where the cabinet is open, without anybody’s exact address', async () => {
  const { phone } = await twoBrowsers()
  const page = await phone.opens('/cabinet/security')
  expect(page.heading).toBe('Безопасность')
  expect(page.words).toContain('Chrome, Android')
  expect(page.words).toContain('Этот браузер')
  expect(page.words).toContain('Firefox, Windows')
  expect(page.words).toContain('Сеть: 198.51.100.*')
  expect(page.html).not.toContain('198.51.100.9')
})

test('one session is ended from another, at once, and the feed and the audit tell', async () => {
  const { person, phone, computer } = await twoBrowsers()
  await phone.opens('/cabinet/security')
  const page = await phone.presses(/^Завершить: Firefox/)
  expect(page.notices.join()).toContain('Сеанс завершён')
  expect(page.words).not.toContain('Firefox, Windows')
  expect(await isOpen(computer)).toBe(false)
  expect(await isOpen(phone)).toBe(true)
  expect((await phone.opens('/cabinet')).words).toContain('Вы завершили один из сеансов')
  const line = (await portal.audit('session.end')).find((each) => each.account_id === person.id)
  expect(line).toMatchObject({ actor: 'citizen', outcome: 'ended' })
})

test('all other sessions end at once', async () => {
  const { person, phone, computer } = await twoBrowsers()
  const third = newCitizen(portal)
  await third.signsIn(person)
  await phone.opens('/cabinet/security')
  const page = await phone.presses('Завершить все, кроме этого')
  expect(page.notices.join()).toContain('Другие сеансы завершены')
  expect(page.words).toContain('Кабинет открыт только здесь')
  expect(await Promise.all([computer, third, phone].map(isOpen))).toEqual([false, false, true])
})

test('another person’s session is not found, stays open, and the audit has a line', async () => {
  const { phone } = await twoBrowsers()
  const victim = newCitizen(portal)
  const owner = await portal.account()
  await victim.signsIn(owner)
  const { public_id } = await portal.database.reader
    .selectFrom('sessions')
    .where('account_id', '=', owner.id)
    .select('public_id')
    .executeTakeFirstOrThrow()
  await phone.opens('/cabinet/security')
  phone.page.document.querySelector('input[name="session"]')?.setAttribute('value', public_id)
  const page = await phone.presses(/^Завершить:/)
  expect(page.status).toBe(404)
  expect(page.heading).toBe('Страница не найдена')
  expect(await isOpen(victim)).toBe(true)
  const [line] = (await portal.audit('session.end')).slice(-1)
  expect(line?.outcome).toBe('not-found')
  expect(line?.account_id).not.toBe(owner.id)
})

describe('ten minutes after the password was typed', () => {
  test.each([
    ['/cabinet/security', '/cabinet/security/confirm', '/cabinet/security'],
    ['/cabinet/security/password', '/cabinet/security/confirm?to=newPassword', '/cabinet/security/password'],
    ['/cabinet/security/history', '/cabinet/security/confirm?to=history', '/cabinet/security/history'],
  ])('%s asks for it again and then leads on', async (address, asked, wanted) => {
    const person = await portal.account()
    const citizen = newCitizen(portal)
    await citizen.signsIn(person)
    portal.clock.advance({ minutes: 9 })
    expect((await citizen.opens(address)).address).toBe(wanted)
    portal.clock.advance({ minutes: 2 })
    expect((await citizen.opens(address)).address).toBe(asked)
    expect(citizen.page.heading).toBe('Подтвердите, что это Вы')
    const wrong = await citizen.types({ 'Ваш пароль': 'Wrong-password-1' }).presses('Подтвердить')
    expect(wrong.problems).toEqual(['Пароль не подошёл. Попробуйте ещё раз'])
    const before = citizen.cookies.get('session') ?? ''
    const page = await citizen.types({ 'Ваш пароль': person.password }).presses('Подтвердить')
    expect(page.address).toBe(wanted)
    expect(citizen.cookies.get('session')).not.toBe(before)
    citizen.cookies.set('session', before)
    expect(await isOpen(citizen)).toBe(false)
  })

  test('nothing can be done either', async () => {
    const { phone, computer } = await twoBrowsers()
    await phone.opens('/cabinet/security')
    portal.clock.advance({ minutes: 11 })
    expect((await phone.presses('Завершить все, кроме этого')).address).toBe('/cabinet/security/confirm')
    expect(await isOpen(computer)).toBe(true)
  })
})

test('guessing in a found session is slowed down, and strangers cannot use up that budget', async () => {
  const { person, phone, computer } = await twoBrowsers()
  const stranger = newCitizen(portal, { address: '198.51.100.77' })
  await stranger.namesIin(person.iin)
  for (let tries = 0; tries < 6; tries += 1) await stranger.givesPassword(`Wrong-password-${tries}`)
  await phone.opens('/cabinet/security/confirm')
  for (let tries = 0; tries < 5; tries += 1) {
    const page = await phone.types({ 'Ваш пароль': `Wrong-password-${tries}` }).presses('Подтвердить')
    expect(page.status).toBe(422)
  }
  const page = await phone.types({ 'Ваш пароль': person.password }).presses('Подтвердить')
  expect(page.status).toBe(429)
  expect(page.headers.get('retry-after')).toBe('30')
  expect(page.notices.join()).toContain('Попробуйте снова через 30 с')
  await computer.opens('/cabinet/security/confirm')
  const owner = await computer.types({ 'Ваш пароль': person.password }).presses('Подтвердить')
  expect(owner.address).toBe('/cabinet/security')
})

test('the history shows security events only', async () => {
  const { person, phone } = await twoBrowsers()
  await portal.event(person, { title: 'Место в очереди: 3' })
  const page = await phone.opens('/cabinet/security/history')
  expect(page.heading).toBe('История безопасности')
  expect(page.words).toContain('Вход с нового браузера')
  expect(page.words).not.toContain('Место в очереди: 3')
})
