import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate } from '../../src/domain/certificate.ts'
import type { BirthAnswer, BirthQuestion } from '../../src/registries/births.ts'
import { guard } from '../../src/registries/guard.ts'
import type { KindergartenAnswer, KindergartenQuestion } from '../../src/registries/kindergarten.ts'
import { takeAnswers } from '../../src/transfer/budget.ts'
import { newCitizen } from '../citizen.ts'
import { newFamily } from '../support/family.ts'
import type { OtherNumbers } from '../support/limits.ts'
import type { Page } from '../support/page.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import {
  answersAll,
  answers as answersOnly,
  asksForTransfer,
  rightAnswers,
  type Typed,
} from '../support/transfer.ts'

const many = 1_000_000
const unlimited: OtherNumbers = {
  transfer: {
    verdictSlot: { slotMilliseconds: 10 },
    answersPerPair: { attemptsADay: many, attemptsAMonth: many },
    answersPerChild: { attempts: many },
  },
  recovery: { startsPerAddress: { starts: many } },
}

type Trouble = 'fault' | 'late'
/** What is said instead of the truth by a register; undefined for the register itself. */
const said: { births?: BirthAnswer | Trouble; kindergarten?: KindergartenAnswer | Trouble } = {}
const asked = { births: 0, kindergarten: 0 }

/** What the register said, its trouble, or the truth; behind the guard that every register has. */
async function answerOf<Answer>(instead: Answer | Trouble | undefined, truth: () => Promise<Answer>) {
  if (instead === 'fault') throw new Error('the register is down')
  if (instead === 'late') await wait(3000)
  return instead === undefined || instead === 'late' ? truth() : instead
}
const silence = { is: 'unavailable' } as const
const watch = { asked() {}, trouble() {}, breaker() {} }
const patience = { tryMilliseconds: 1000, wholeMilliseconds: 1000 }

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({
    limits: unlimited,
    with: ({ registers, clock }) => ({
      registers: {
        ...registers,
        births: guard(
          {
            ask(question: BirthQuestion) {
              asked.births += 1
              return answerOf(said.births, () => registers.births.ask(question))
            },
          },
          silence,
          { clock, watch, patience },
        ),
        kindergarten: guard(
          {
            ask(question: KindergartenQuestion) {
              asked.kindergarten += 1
              return answerOf(said.kindergarten, () => registers.kindergarten.ask(question))
            },
          },
          silence,
          { clock, watch, patience },
        ),
      },
    }),
  })
})

/** Another answer to each of the five questions. */
const wrong: readonly (() => Partial<Typed>)[] = [
  () => ({ child: newIin() }),
  () => ({ certificate: 'II-АБ № 654321' }),
  () => ({ first: newIin() }),
  () => ({ second: newIin() }),
  () => ({ status: 'attending', month: '9', year: '2024' }),
]

/** The page with everything that was typed, and what differs from answer to answer, replaced by its name. */
function withPlaceholders(page: Page): string {
  let { html } = page
  for (const id of ['child', 'certificate', 'first', 'second', 'year']) {
    const typed = page.document.getElementById(id)?.getAttribute('value')
    if (typed) html = html.replaceAll(typed, id)
  }
  return html.replaceAll(/nonce="[^"]*"/g, 'nonce').replaceAll(/ (checked|selected)(="")?/g, '')
}

test('whichever of the answers are wrong, the refusal is one page with the same headers', async () => {
  const family = await newFamily(portal, { holder: await portal.account() })
  const pages = new Set<string>()
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, newIin())
  for (let set = 1; set < 2 ** wrong.length; set += 1) {
    const typed = wrong.filter((_, place) => set & (1 << place)).map((answer) => answer())
    const page = await answersAll(citizen, {
      ...rightAnswers(family),
      ...Object.assign({}, ...typed),
      who: 'first',
    })
    expect(page.address).toBe('/transfer')
    expect(page.problems).toEqual(['Данные не совпали или переоформление недоступно'])
    const headers = [...page.headers].filter(([name]) => !/content-security|request-id/.test(name))
    pages.add([page.status, withPlaceholders(page), JSON.stringify(headers)].join('\n'))
  }
  expect(pages.size).toBe(1)
})

describe('a register that does not answer, or says something else', () => {
  const answered = { is: 'answered', certificate: true, parents: true, alive: true } as const
  const silent = { is: 'unavailable' } as const
  const right = {}
  const outcomes: readonly [what: string, typeof said, typed: Partial<Typed>, address: string][] = [
    ['all answer', {}, right, '/transfer/finish'],
    ['births are silent', { births: silent }, right, '/transfer/stopped'],
    ['the kindergarten register is silent', { kindergarten: silent }, right, '/transfer/stopped'],
    ['both are silent', { births: silent, kindergarten: silent }, right, '/transfer/stopped'],
    ['births fail', { births: 'fault' }, right, '/transfer/stopped'],
    ['the kindergarten register fails', { kindergarten: 'fault' }, right, '/transfer/stopped'],
    ['births are late', { births: 'late' }, right, '/transfer/stopped'],
    ['births are silent, the rest is wrong', { births: silent }, { year: '2024' }, '/transfer/stopped'],
    [
      'the other is silent, the rest is wrong',
      { kindergarten: silent },
      { certificate: '7777777' },
      '/transfer/stopped',
    ],
    ['somebody has died', { births: { ...answered, alive: false } }, right, '/transfer'],
    ['other parents are recorded', { births: { ...answered, parents: false } }, right, '/transfer'],
    [
      'every register agrees about a child that no queue system knows',
      { births: answered, kindergarten: { is: 'answered', status: true, since: true } },
      { child: newIin() },
      '/transfer',
    ],
  ]
  test.each(outcomes)('%s', async (_, registers, typed, address) => {
    const family = await newFamily(portal, { holder: await portal.account() })
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, family.parents[0])
    Object.assign(said, { births: undefined, kindergarten: undefined }, registers)
    const before = { ...asked }
    expect((await answersAll(citizen, { ...rightAnswers(family), ...typed })).address).toBe(address)
    Object.assign(said, { births: undefined, kindergarten: undefined })
    expect(asked, 'each is asked every time').toEqual({
      births: before.births + 1,
      kindergarten: before.kindergarten + 1,
    })
  })
})

describe('what is typed is forgiven as far as it can be', () => {
  const spellings: readonly Partial<Typed>[] = [
    { certificate: 'ІІ - АБ 123456' },
    { certificate: 'II АБ №123456' },
    { month: '2' },
    { month: '4', year: '2022 г.' },
  ]
  test.each(spellings)('%j', async (typed) => {
    const family = await newFamily(portal, { holder: await portal.account() })
    const citizen = newCitizen(portal)
    const [first, second] = family.parents
    await asksForTransfer(citizen, first)
    const grouped = {
      child: `${family.child.slice(0, 6)} ${family.child.slice(6)}`,
      second: ` ${first}-`,
      first: second ?? '',
    }
    const page = await answersAll(citizen, { ...rightAnswers(family), ...grouped, ...typed })
    expect(page.address, page.problems.join()).toBe('/transfer/finish')
  })

  test('and what cannot be is explained, field by field, without an attempt', async () => {
    const citizen = newCitizen(portal)
    const before = { ...asked }
    await asksForTransfer(citizen, newIin())
    const child = newIin()
    const bad: readonly [Partial<Typed>, RegExp][] = [
      [{ child: '' }, /^ИИН ребенка: Введите ИИН/],
      [{ child: '210140000016' }, /Это БИН/],
      [{ child: '900101300018' }, /контрольная цифра/],
      [{ child }, /^$/],
      [{ certificate: 'нет' }, /не похоже на номер свидетельства/],
      [{ certificate: '1234567', first: child }, /Это ИИН ребенка/],
      [{ first: newIin(), second: 'Айгуль' }, /только из цифр/],
      [{ second: '', status: 'queued', month: '', year: '' }, /Выберите месяц/],
      [{ month: '1', year: '22' }, /четырьмя цифрами/],
      [{ year: '2999' }, /ещё не наступил/],
    ]
    for (const [typed, words] of bad) {
      const page = await answersOnly(citizen, typed)
      expect(page.status).toBe(422)
      if (words.source !== '^$') expect(page.problems.join('\n')).toMatch(new RegExp(words.source, 'm'))
    }
    expect((await answersOnly(citizen, { year: '2024' })).address).toBe('/transfer/confirm')
    expect(asked).toEqual(before)
  })
})

test('the audit keeps which answers agreed, never what they were', async () => {
  const family = await newFamily(portal, { holder: await portal.account() })
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, family.parents[0])
  await answersAll(citizen, { ...rightAnswers(family), certificate: '7654321', year: '2019' })
  const row = await portal.database.reader
    .selectFrom('audit_log')
    .where('type', '=', 'transfer.answers')
    .orderBy('id', 'desc')
    .select(['outcome', 'detail'])
    .executeTakeFirstOrThrow()
  expect(row.outcome).toBe('wrong')
  expect(row.detail).toEqual({
    child: true,
    certificate: false,
    parents: true,
    alive: true,
    status: true,
    since: false,
    births: true,
    kindergarten: true,
    proven: false,
  })
})

describe('the limits', () => {
  let strict: TestPortal
  beforeAll(async () => {
    strict = await newTestPortal()
  })
  const answersOf = (child = newIin(), claimant = newIin()) => {
    const certificate = parseCertificate('1234567')
    if (!certificate.ok) throw new Error('a certificate')
    const since = { year: 2022, month: 3 }
    return {
      child,
      certificate,
      parents: [claimant, null] as const,
      claimant,
      status: 'queued' as const,
      since,
    }
  }
  const taken = async (many: number, answers: () => ReturnType<typeof answersOf>, isProven = false) => {
    const all = Array.from({ length: many }, () => takeAnswers(strict.parts, answers(), isProven))
    return (await Promise.all(all)).filter(Boolean).length
  }

  test('200 at once take exactly three a day and five in thirty days of one child and parent', async () => {
    const pair = answersOf()
    expect(await taken(200, () => pair)).toBe(3)
    expect(await taken(5, () => pair, true), 'who has proven a number has a budget of the same size').toBe(3)
    strict.clock.advance({ hours: 24 })
    expect(await taken(200, () => pair)).toBe(2)
    strict.clock.advance({ hours: 24 })
    expect(await taken(10, () => pair)).toBe(0)
    strict.clock.advance({ hours: 24 * 29 })
    expect(await taken(10, () => pair)).toBe(3)
  })

  test('200 adults at once take exactly twenty of one child', async () => {
    const child = newIin()
    expect(await taken(200, () => answersOf(child))).toBe(20)
    expect(await taken(1, () => answersOf()), 'another child has its own').toBe(1)
    expect(
      await taken(200, () => answersOf(child), true),
      'who has proven a number fills no count of others',
    ).toBe(200)
  })
})
