import { beforeAll, describe, expect, test } from 'vitest'
import { type SecurityProblem, securityWords } from '../../src/cabinet/security/messages.ts'
import { languages } from '../../src/domain/language.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newBound } from '../support/installation.ts'
import { limit } from '../support/limited.ts'
import type { Page } from '../support/page.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

const fresh = 'Aspan-tau#9-jusan'
const labels = { current: 'Текущий пароль', fresh: 'Введите новый пароль', repeat: 'Повторите пароль' }

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

async function atTheForm(person: Person): Promise<Citizen> {
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/security/password')
  return citizen
}

async function changes(citizen: Citizen, current: string, to: string, repeat = to): Promise<Page> {
  return citizen
    .types({ [labels.current]: current, [labels.fresh]: to, [labels.repeat]: repeat })
    .presses('Сменить пароль')
}

const isOpen = async (citizen: Citizen) => (await citizen.sends('GET', '/cabinet')).status === 200

describe('what is wrong is said in its own words', () => {
  const wrong: readonly [typed: string, problems: SecurityProblem[]][] = [
    ['', ['password-empty']],
    ['Qw1!zx', ['password-too-short']],
    ['qwmntrghjkx', ['password-too-short', 'password-no-upper', 'password-no-digit', 'password-no-special']],
    ['QWMNTRGH1!JK', ['password-no-lower']],
    ['qwmntrgh1!jk', ['password-no-upper']],
    ['Qwmntrgh!xjk', ['password-no-digit']],
    ['Qwmntrgh1xjk', ['password-no-special']],
    ['я'.repeat(600), ['password-too-long']],
    ['passwordpassword', ['password-common']],
    ['my phone 705 123 92 23', ['password-personal']],
    ['айгерім живёт тут', ['password-personal']],
    ['ed24 is my kindergarten', ['password-personal']],
  ]
  test.each(wrong.map(([typed, problems]) => [typed.slice(0, 30), typed, problems] as const))(
    '“%s”',
    async (_, typed, problems) => {
      for (const language of languages) {
        const { newPassword, problems: words } = securityWords(language)
        const person = await portal.account({ language })
        const citizen = newCitizen(portal)
        await citizen.signsIn(person)
        await citizen.opens('/cabinet/security/password')
        citizen.types({ [newPassword.current]: person.password, [newPassword.fresh]: typed })
        const page = await citizen.types({ [newPassword.repeat]: typed }).presses(newPassword.save)
        expect(page.status).toBe(422)
        expect(page.problems).toEqual(problems.map((problem) => words[problem]))
      }
    },
  )

  test('an IIN and a birth date are personal', async () => {
    const person = await portal.account()
    const citizen = await atTheForm(person)
    const { problems } = securityWords('ru')
    for (const typed of [`my number is ${person.iin}`, 'born on 12.05.1988 in town']) {
      expect((await changes(citizen, person.password, typed)).problems).toEqual([
        problems['password-personal'],
      ])
    }
  })

  test('repeat, current and same', async () => {
    const person = await portal.account()
    const citizen = await atTheForm(person)
    const { problems } = securityWords('ru')
    const said = async (page: Promise<Page>) => (await page).problems
    expect(await said(changes(citizen, person.password, fresh, `${fresh}!`))).toEqual([
      problems['repeat-differs'],
    ])
    expect(await said(changes(citizen, 'Wrong-password-1', fresh))).toEqual([problems['current-wrong']])
    expect(await said(changes(citizen, person.password, person.password))).toEqual([
      problems['same-as-current'],
    ])
    expect(await said(changes(citizen, '', fresh))).toEqual([problems['password-empty']])
    expect(citizen.page.html).not.toContain(fresh)
  })
})

test('a change ends other sessions and other browsers’ trust, renews this one, and tells', async () => {
  const person = await portal.account()
  const elsewhere = newCitizen(portal)
  await elsewhere.signsIn(person)
  const citizen = await atTheForm(person)
  expect(citizen.page.field(/во всех других браузерах/).hasAttribute('checked')).toBe(true)
  const before = citizen.cookies.get('session') ?? ''
  const page = await changes(citizen, person.password, fresh)
  expect(page.address).toBe('/cabinet/security?done=password')
  expect(page.notices.join()).toContain('Пароль изменён. Другие сеансы завершены')
  expect(citizen.cookies.get('session')).not.toBe(before)
  expect(await Promise.all([citizen, elsewhere].map(isOpen))).toEqual([true, false])
  expect((await citizen.opens('/cabinet')).words).toContain('Пароль изменён')
  expect(await trusted(person)).toEqual([false, true])
  expect((await portal.audit('password.change')).at(-1)).toMatchObject({
    account_id: person.id,
    outcome: 'changed',
  })

  const again = newCitizen(portal)
  expect((await again.signsIn(person)).status).toBe(422)
  expect((await again.signsIn(person, fresh)).address).toBe('/cabinet')
})

test('other sessions stay when the box is unticked, but their browsers lose their trust', async () => {
  const person = await portal.account()
  const elsewhere = newCitizen(portal)
  await elsewhere.signsIn(person)
  const citizen = await atTheForm(person)
  citizen.unticks(/во всех других браузерах/)
  const page = await changes(citizen, person.password, fresh)
  expect(page.notices.join()).not.toContain('Другие сеансы завершены')
  expect(await isOpen(elsewhere)).toBe(true)
  expect(await trusted(person)).toEqual([false, true])
})

test('the box stays as it was when something is wrong, and in another language', async () => {
  const person = await portal.account()
  const citizen = await atTheForm(person)
  citizen.unticks(/во всех других браузерах/)
  const page = await changes(citizen, person.password, 'short')
  expect(page.field(/во всех других браузерах/).hasAttribute('checked')).toBe(false)
  const kazakh = await citizen.switchesTo('kk')
  expect(kazakh.heading).toBe(securityWords('kk').newPassword.title)
  expect(kazakh.field(securityWords('kk').newPassword.endOthers).hasAttribute('checked')).toBe(false)
})

test('of two changes at once one wins', async () => {
  const person = await portal.account()
  const one = await atTheForm(person)
  const other = await atTheForm(person)
  one.unticks(/во всех других браузерах/)
  other.unticks(/во всех других браузерах/)
  const [first, second] = [`${fresh}-1`, `${fresh}-2`]
  const pages = await Promise.all([
    changes(one, person.password, first),
    changes(other, person.password, second),
  ])
  const changed = pages.filter((page) => page.address === '/cabinet/security?done=password-only')
  expect(changed).toHaveLength(1)
  const winner = changed[0] === pages[0] ? first : second
  const loser = winner === first ? second : first
  expect((await newCitizen(portal).signsIn(person, loser)).status).toBe(422)
  expect((await newCitizen(portal).signsIn(person, winner)).address).toBe('/cabinet')
  const current = await portal.database.reader
    .selectFrom('passwords')
    .where('account_id', '=', person.id)
    .where('replaced_at', 'is', null)
    .select('id')
    .execute()
  expect(current).toHaveLength(1)
})

/** Whether each browser of a person is still trusted, oldest first. */
async function trusted({ id }: Person): Promise<boolean[]> {
  const rows = await portal.database.reader
    .selectFrom('trusted_browsers')
    .where('account_id', '=', id)
    .orderBy('revoked_at')
    .select('revoked_at')
    .execute()
  return rows.map((row) => row.revoked_at === null)
}

test('limited mode that begins while the current password is being checked is seen before anything is saved', async () => {
  let begin: (() => Promise<unknown>) | undefined
  const late = await newTestPortal({
    with: ({ hasher }) => ({
      hasher: {
        ...hasher,
        hash: async (password) => {
          await begin?.()
          return hasher.hash(password)
        },
      },
    }),
  })
  const person = await late.account()
  const citizen = newCitizen(late)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/security/password')
  begin = () => limit(late, person)
  const page = await changes(citizen, person.password, fresh)
  expect([page.address, page.hasButton('Сменить пароль')]).toEqual(['/cabinet/security/password', false])
  expect(await late.audit('password.change')).toEqual([])
  const again = newCitizen(late)
  await again.signsIn(person)
  expect(again.isSignedIn).toBe(true)
})

test('apps hear of sign-ins, passwords and sessions, as the feed does', async () => {
  const own = await newTestPortal()
  const person = await own.account()
  const app = await newBound(own, person)
  const [citizen, other] = [newCitizen(own), newCitizen(own)]
  await other.signsIn(person)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet/security/password')
  await changes(citizen, person.password, fresh)
  const told = (await app.feed()).notices.map(({ kind }) => kind)
  expect(told.filter((kind) => kind === 'signed-in-new-browser')).toHaveLength(2)
  expect(told).toContain('password-changed')
})
