import { describe, expect, test } from 'vitest'
import { currentAgreements } from '../../src/domain/agreements.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal } from '../support/portal.ts'

const portal = await newTestPortal()

/** Every address of the portal that takes a POST, read from the portal itself: a new one is tested unasked. */
const posts = [
  ...new Set(portal.app.routes.flatMap(({ method, path }) => (method === 'POST' ? path : []))),
].map((path) => path.replace(':version', currentAgreements[0]?.version ?? ''))

const everyField = {
  iin: '880512400120',
  liability: 'yes',
  contacts: 'yes',
  password: 'Tulpar#7-kok-aspan',
  current: 'Tulpar#7-kok-aspan',
  fresh: 'Aspan-tau#9-jusan',
  repeat: 'Aspan-tau#9-jusan',
  speaks: 'en',
  until: '2100-01-01T00:00:00Z',
}

test('the portal’s forms are all there to be tested', () => {
  expect(posts).toContain('/sign-in/password')
  expect(posts).toContain('/sign-out')
  expect(posts.length).toBeGreaterThanOrEqual(13)
})

describe.each(posts)('POST %s', (path) => {
  test('from another site is refused with 403, though its token is right', async () => {
    const { citizen, csrf, before } = await signedIn()
    const body = () => new URLSearchParams({ ...everyField, csrf })
    const elsewhere: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': '', origin: 'https://evil.example' },
      { 'sec-fetch-site': '', origin: 'null' },
    ]
    for (const headers of elsewhere) {
      const response = await citizen.sends('POST', path, body(), headers)
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
    }
    expect(await everything()).toBe(before)
  })

  test('without its token, or with another browser’s, does nothing', async () => {
    const { citizen, before } = await signedIn()
    const stranger = newCitizen(portal)
    await stranger.opens('/sign-in')
    const other = stranger.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
    for (const csrf of ['', 'x', other]) {
      const response = await citizen.sends('POST', path, new URLSearchParams({ ...everyField, csrf }))
      expect(response.headers.getSetCookie()).toEqual([])
      expect(response.headers.get('clear-site-data')).toBeNull()
    }
    expect(await everything()).toBe(before)
  })
})

test('a page that is out of date loses nothing that was typed', async () => {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.opens('/sign-in')
  citizen.cookies.forget('csrf')
  const page = await citizen
    .types({ 'Введите ИИН': person.iin })
    .ticks(/соглашением/, /использование/)
    .presses('Продолжить')
  expect(page.notices.join()).toContain('Страница устарела, поэтому ничего не отправлено')
  expect(page.field('Введите ИИН').getAttribute('value')).toBe(person.iin)
  expect(page.field(/соглашением/).hasAttribute('checked')).toBe(true)
  expect((await citizen.presses('Продолжить')).address).toBe('/sign-in/password')

  citizen.cookies.forget('csrf')
  expect((await citizen.givesPassword(person.password)).notices.join()).toContain('Страница устарела')
  expect((await citizen.givesPassword(person.password)).address).toBe('/cabinet')

  await citizen.opens('/cabinet/profile')
  citizen.cookies.forget('csrf')
  const profile = await citizen.chooses('English').presses('Сохранить')
  expect(profile.field('English').hasAttribute('checked')).toBe(true)
  expect((await citizen.presses('Сохранить')).address).toBe('/cabinet/profile?saved')
})

test('a reading request changes nothing, whatever it asks for', async () => {
  const { citizen, before } = await signedIn()
  for (const path of posts) await citizen.opens(`${path}?language=en&password=x&session=x`)
  expect(await everything()).toBe(before)
})

/** Somebody with a fresh session, an event to read and a second session to end. */
async function signedIn() {
  const person = await portal.account()
  await newCitizen(portal).signsIn(person)
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  const csrf = citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  return { citizen, csrf, before: await everything() }
}

/** Every row of every table that a form could change. */
async function everything(): Promise<string> {
  const tables = [
    'accounts',
    'passwords',
    'sessions',
    'trusted_browsers',
    'flows',
    'limit_counters',
    'limit_marks',
  ]
  const more = ['consents', 'events', 'children', 'audit_log']
  const rows = [...tables, ...more].map((table) => `(select json_agg(t)::text from ${table} t)`)
  const { rows: found } = await portal.database.pool.query<{ all: string }>(
    `select concat_ws('|', ${rows.join(', ')}) as all`,
  )
  return found[0]?.all ?? ''
}
