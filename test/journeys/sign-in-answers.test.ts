import { beforeAll, describe, expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { maskIin } from '../../src/domain/masks.ts'
import { signInWords } from '../../src/sign-in/messages.ts'
import { newCitizen } from '../citizen.ts'
import type { Page } from '../support/page.ts'
import { newIin, type Person, usualPassword } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

/** Everybody whom a guess can meet; only the first has this password. */
const strangers: readonly [who: string, () => Promise<Person>, typed: string][] = [
  ['a known person with a wrong password', () => portal.account(), 'Wrong-password-1'],
  ['a person without a password', () => portal.account({ password: null }), 'Wrong-password-1'],
  ['nobody', async () => ({ id: '', iin: newIin(), password: '' }), 'Wrong-password-1'],
  ['a closed account with its right password', () => portal.account({ isClosed: true }), usualPassword],
]

describe.each(languages)('in %s', (language) => {
  test('all refusals are one page, byte for byte, with the same headers', async () => {
    const answers: string[] = []
    for (const [, person, typed] of strangers) {
      const who = await person()
      const page = await newCitizen(portal, { language }).signsIn(who, typed)
      expect(page.status).toBe(422)
      expect(page.problems).toEqual([signInWords(language).problems['no-match']])
      answers.push(withPlaceholders(page, who))
    }
    expect(new Set(answers).size).toBe(1)
  })

  test('the pages of step 2 and the waiting pages are equal too', async () => {
    const [asked, waiting]: [string[], string[]] = [[], []]
    for (const [, person, typed] of strangers) {
      const who = await person()
      const citizen = newCitizen(portal, { language, address: `198.51.100.${answersSoFar++}` })
      asked.push(withPlaceholders(await citizen.namesIin(who.iin), who))
      for (let tries = 0; tries < 5; tries += 1) await citizen.givesPassword(`${typed}?`)
      const page = await citizen.givesPassword(typed)
      expect(page.status).toBe(429)
      waiting.push(withPlaceholders(page, who))
    }
    expect(new Set(asked).size).toBe(1)
    expect(new Set(waiting).size).toBe(1)
  })
})
let answersSoFar = 1

test('a refusal never says whether there is an account, and tells what to do', async () => {
  const page = await newCitizen(portal).signsIn(await portal.account(), 'Wrong-password-1')
  expect(page.words).toContain('ИИН или пароль не подошли')
  expect(page.words).toContain('Забыли пароль?')
  expect(page.field('Ваш пароль').getAttribute('value')).toBeNull()
})

test('an empty or absurd password costs no attempt', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.namesIin(person.iin)
  for (let tries = 0; tries < 6; tries += 1) {
    expect((await citizen.givesPassword('')).problems).toEqual(['Введите пароль'])
    const tooLong = await citizen.givesPassword('я'.repeat(600))
    expect(tooLong.problems).toEqual(['Пароль длиннее 1024 байт. Проверьте, то ли Вы вставили'])
  }
  expect((await citizen.givesPassword(person.password)).address).toBe('/cabinet')
})

test('five failures, then a wait that is told; after it the right password opens', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal, { address: '198.51.100.200' })
  await citizen.namesIin(person.iin)
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await citizen.givesPassword(`Wrong-password-${tries}`)).status).toBe(422)
  }
  const waiting = await citizen.givesPassword(person.password)
  expect(waiting.status).toBe(429)
  expect(waiting.headers.get('retry-after')).toBe('30')
  expect(waiting.notices.join()).toContain('Попробуйте снова через 30 с')
  portal.clock.advance({ seconds: 31 })
  expect((await citizen.givesPassword(person.password)).address).toBe('/cabinet')
  expect(citizen.page.words).toContain('Вход после нескольких неверных паролей')
})

test('a wait that was written while the clock was hours ahead ends when the clock is right again', async () => {
  const wrong = await newTestPortal()
  const person = await wrong.account()
  const citizen = newCitizen(wrong, { address: '198.51.100.202' })
  wrong.clock.advance({ hours: 3 })
  await citizen.namesIin(person.iin)
  for (let tries = 0; tries < 5; tries += 1) await citizen.givesPassword(`Wrong-password-${tries}`)
  expect((await citizen.givesPassword(person.password)).status).toBe(429)
  wrong.clock.advance({ hours: -3 })
  expect((await citizen.givesPassword(person.password)).address).toBe('/cabinet')
})

test('strangers who use up a budget do not stop the owner’s own browser', async () => {
  const person = await portal.account()
  const owner = newCitizen(portal)
  await owner.signsIn(person)
  await owner.presses('Выйти')
  const stranger = newCitizen(portal, { address: '198.51.100.201' })
  await stranger.namesIin(person.iin)
  for (let tries = 0; tries < 6; tries += 1) await stranger.givesPassword(`Wrong-password-${tries}`)
  expect(stranger.page.status).toBe(429)
  await owner.signsIn(person)
  expect(owner.isSignedIn).toBe(true)
})

/** The page and its headers with what must differ taken out. */
function withPlaceholders(page: Page, { iin }: Person): string {
  const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
  const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? 'none'
  const headers = [...page.headers].map(([name, value]) => `${name}: ${value}`).sort()
  return [page.status, ...headers, page.html]
    .join('\n')
    .replaceAll(nonce, 'NONCE')
    .replaceAll(csrf, 'CSRF')
    .replaceAll(maskIin(iin), 'MASK')
    .replaceAll(iin, 'IIN')
}
