import { beforeAll, expect, test } from 'vitest'
import { newCitizen } from '../citizen.ts'
import { wordsOf } from '../support/document.ts'
import type { Page } from '../support/page.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const titles = (page: Page) =>
  [...page.document.querySelectorAll('[data-days] [data-slot="title"]')].map(wordsOf)
const days = (page: Page) => [...page.document.querySelectorAll('[data-days] h2')].map(wordsOf)
const unread = (page: Page) =>
  Number(page.document.querySelector('[data-unread]')?.getAttribute('data-unread'))
const minutesAgo = (minutes: number) => new Date(portal.clock.now().getTime() - minutes * 60_000)

/** Signed in and with every event read: what a test adds is all there is to see. */
async function reader() {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await portal.database.pool.query('delete from events where account_id = $1', [person.id])
  return { person, citizen }
}

test('an empty feed says what will come', async () => {
  const { citizen } = await reader()
  const page = await citizen.opens('/cabinet')
  expect(page.words).toContain('Пока событий нет')
  expect(unread(page)).toBe(0)
  expect(page.hasButton('Отметить всё прочитанным')).toBe(false)
})

test('events stand newest first, whatever the order they came in, and name their system', async () => {
  const { person, citizen } = await reader()
  await portal.event(person, { title: 'Второе', at: minutesAgo(20), system: 'SAKURA' })
  await portal.event(person, { title: 'Третье', at: minutesAgo(30) })
  await portal.event(person, { title: 'Первое', at: minutesAgo(10), security: 'password-changed' })
  const page = await citizen.opens('/cabinet')
  expect(titles(page)).toEqual(['Пароль изменён', 'Второе', 'Третье'])
  expect(page.words).toContain('SAKURA')
})

test('days are those of Kazakhstan', async () => {
  const { person, citizen } = await reader()
  const now = portal.clock.now()
  try {
    // 00:30 in Kazakhstan is 19:30 UTC of the day before.
    portal.clock.set(new Date('2031-03-10T19:30:00Z'))
    await citizen.signsIn(person)
    await portal.database.pool.query('delete from events where account_id = $1', [person.id])
    const at = (text: string) => portal.event(person, { at: new Date(text), title: text })
    await at('2031-03-10T19:10:00Z')
    await at('2031-03-10T18:59:00Z')
    await at('2031-03-09T18:59:00Z')
    expect(days(await citizen.opens('/cabinet'))).toEqual(['Сегодня', 'Вчера', '9 марта 2031 г.'])
  } finally {
    portal.clock.set(now)
  }
})

test('unread events are counted on every page until they are marked, and later ones stay unread', async () => {
  const { person, citizen } = await reader()
  for (const title of ['Раз', 'Два']) await portal.event(person, { title })
  expect(unread(await citizen.opens('/cabinet/children'))).toBe(2)
  const feed = await citizen.opens('/cabinet')
  expect(feed.document.querySelectorAll('.event.unread')).toHaveLength(2)
  portal.clock.advance({ seconds: 30 })
  await portal.event(person, { title: 'Три' })
  const page = await citizen.presses('Отметить всё прочитанным')
  expect(unread(page)).toBe(1)
  expect(page.document.querySelectorAll('[data-days] .event.unread')).toHaveLength(1)
  portal.clock.advance({ seconds: 30 })
  await citizen.opens('/cabinet')
  expect(unread(await citizen.presses('Отметить всё прочитанным'))).toBe(0)
})

test('pages of five show every event once, also those of one moment', async () => {
  const { person, citizen } = await reader()
  const at = minutesAgo(5)
  const expected = Array.from({ length: 47 }, (_, number) => `Событие ${number}`)
  for (const [number, title] of expected.entries()) {
    await portal.event(person, { title, at: number < 25 ? at : minutesAgo(5 + number) })
  }
  const seen = [...titles(await citizen.opens('/cabinet'))]
  expect(seen).toHaveLength(5)
  for (let more = 0; more < 9; more += 1) {
    seen.push(...titles(await citizen.follows('Показать более ранние')))
  }
  expect(seen.toSorted()).toEqual(expected.toSorted())
  expect(citizen.page.words).not.toContain('Показать более ранние')
  expect(titles(await citizen.follows('К новым событиям'))).toHaveLength(5)
})

test('past the oldest event it says so, not that there are none', async () => {
  const { person, citizen } = await reader()
  await portal.event(person, { title: 'Своё' })
  const page = await citizen.opens('/cabinet?before=1_00000000-0000-0000-0000-000000000000')
  expect(page.words).toContain('Более ранних событий нет')
  expect(page.words).not.toContain('Пока событий нет')
})

test('nobody sees another person’s events, whatever address they ask for', async () => {
  const { citizen } = await reader()
  const other = await portal.account()
  const id = await portal.event(other, { title: 'Чужое' })
  const later = portal.clock.now().getTime() + 60_000
  const addresses = ['', `?before=${later}_ffffffff-ffff-ffff-ffff-ffffffffffff`, `?before=${later}_${id}`]
  for (const query of addresses) {
    expect((await citizen.opens(`/cabinet${query}`)).words).not.toContain('Чужое')
  }
  await marksRead(other)
  expect(unread(await citizen.opens('/cabinet'))).toBe(0)
})

test('a moment to read until that no page has shown breaks nothing, and reads no event to come', async () => {
  const { person, citizen } = await reader()
  await portal.event(person)
  await citizen.opens('/cabinet')
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const ends = ['-271821-04-20T00:00:00Z', '-004713-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 'never', '']
  for (const until of ends) {
    const response = await citizen.sends('POST', '/cabinet/read', new URLSearchParams({ csrf, until }))
    expect([response.status, response.headers.get('location')]).toEqual([303, '/cabinet'])
  }
  const later = new Date(portal.clock.now().getTime() + 60_000)
  await portal.event(person, { at: later })
  const until = '9999-12-31T00:00:00Z'
  await citizen.sends('POST', '/cabinet/read', new URLSearchParams({ csrf, until }))
  const unread = await portal.database.reader
    .selectFrom('events')
    .where('account_id', '=', person.id)
    .where('read_at', 'is', null)
    .select('at')
    .execute()
  expect(unread).toEqual([{ at: later }])
})

test('marking as read touches one’s own events only', async () => {
  const { person, citizen } = await reader()
  const other = await portal.account()
  await portal.event(other)
  await portal.event(person)
  await citizen.opens('/cabinet')
  await citizen.presses('Отметить всё прочитанным')
  const left = await portal.database.reader
    .selectFrom('events')
    .where('account_id', '=', other.id)
    .select('read_at')
    .execute()
  expect(left).toEqual([{ read_at: null }])
})

test.each([
  '?before=nonsense',
  '?before=99999999999999999999_x',
  "?before=1_'; drop table events",
  '?before=',
])('%s is the first page', async (query) => {
  const { person, citizen } = await reader()
  await portal.event(person, { title: 'Своё' })
  expect(titles(await citizen.opens(`/cabinet${query}`))).toEqual(['Своё'])
})

test('words of a queue system are text, never markup', async () => {
  const { person, citizen } = await reader()
  await portal.event(person, { title: '<script>alert(1)</script>', body: '<img src=x onerror=alert(1)>' })
  const page = await citizen.opens('/cabinet')
  expect(titles(page)).toEqual(['<script>alert(1)</script>'])
  expect(page.html).not.toContain('<script>alert')
  expect(page.html).not.toContain('<img')
})

async function marksRead(person: Person) {
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  await citizen.opens('/cabinet')
  await citizen.presses('Отметить всё прочитанным')
}
