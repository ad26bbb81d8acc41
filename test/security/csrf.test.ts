import { describe, expect, test } from 'vitest'
import { currentAgreements } from '../../src/domain/agreements.ts'
import { csrfToken } from '../../src/http/csrf.ts'
import { newCitizen } from '../citizen.ts'
import { beginnings, type Walker } from '../fuzz/walkers.ts'
import { states } from '../support/figures.ts'
import { newTestPortal } from '../support/portal.ts'
import { type Forged, fieldsOf, formType, ofForms, ofScripts, ownToken, sends } from './csrf-forged.ts'
import { changedIn, everyRow } from './csrf-rows.ts'

const portal = await newTestPortal({
  config: { mail: { via: 'terminal' } },
  limits: {
    transfer: { verdictSlot: { slotMilliseconds: 1 } },
    recovery: { startsPerAddress: { starts: 100_000 } },
  },
})

/** Every address of the portal that takes a POST, read from the portal itself: a new one is tested unasked. */
const posts = [
  ...new Set(portal.app.routes.flatMap(({ method, path }) => (method === 'POST' ? path : []))),
].map((path) => path.replace(':version', currentAgreements[0]?.version ?? ''))

/** Where somebody may stand whose browser another page makes use of. */
const victims = [
  'stranger',
  'recovering',
  'signed in',
  'contesting',
  'about to move a child',
  'moved away',
] as const
/** From where an honest post is tried as well, so that it means something that the forged ones change nothing. */
const honest: readonly [path: RegExp, beginning: string][] = [
  [/^\/sign-in\/contest/, 'contesting'],
  [/^\/sign-in\/./, 'at the password'],
  [/^\/sign-in/, 'stranger'],
  [/^\/recovery/, 'recovering'],
  [/^\/transfer\/(number|send)/, 'proving a number first'],
  [/^\/transfer\/(finish|cancel)/, 'about to move a child'],
  [/^\/transfer/, 'at the questions'],
  [/^\/cabinet\/moved/, 'moved away'],
  [/not-me$/, 'recovered by another'],
  [/./, 'signed in'],
]

/** Somebody there, with a page of the own session or journey open. */
async function victim(name: string): Promise<Walker> {
  const walker = await beginnings[name]?.(portal)
  if (!walker) throw new Error('no such beginning')
  const { citizen } = walker
  if (name === 'signed in') await citizen.opens('/cabinet/security')
  else if (name === 'stranger') await citizen.opens('/sign-in')
  else await citizen.opens(citizen.page.address)
  return walker
}

test('the portal’s forms are all there to be tested', () => {
  expect(posts).toContain('/sign-in/password')
  expect(posts).toContain('/sign-out')
  expect(posts.length).toBeGreaterThanOrEqual(30)
})

/** Addresses at which an honest post has changed a row: there the refusals below mean something. */
const changing = new Set<string>()
const counted = { tried: 0, changed: 0 }

describe.each(victims)('the browser of somebody who is %s', (name) => {
  test('a form or a script from another site is refused with 403, though its token is right', async () => {
    const walker = await victim(name)
    const before = await everyRow(portal)
    for (const path of posts)
      for (const forged of [...ofForms, ...ofScripts]) {
        const fields = fieldsOf(walker, path, ownToken(walker))
        const response = await sends(walker, path, forged, fields)
        counted.tried += 1
        expect(response.status, path).toBe(403)
        expect(response.headers.getSetCookie(), path).toEqual([])
      }
    const changed = changedIn(before, await everyRow(portal))
    counted.changed += changed.length
    expect(changed).toEqual([])
  })

  test('without its token, or with another browser’s, does nothing', async () => {
    const walker = await victim(name)
    const stranger = newCitizen(portal)
    await stranger.opens('/sign-in')
    const other = csrfToken(portal.parts.keyring, stranger.cookies.get('csrf') ?? '')
    const before = await everyRow(portal)
    // As a browser sends it that says nothing of where it comes from, and as one that is made to say the best.
    const silent = { origin: '', referer: '', 'sec-fetch-site': '', 'sec-fetch-mode': '' }
    const tries = ['', 'x', other].flatMap((csrf) => [
      { csrf, forged: { headers: silent, type: formType } },
      { csrf, forged: { headers: { 'sec-fetch-site': 'same-origin' }, type: formType } },
      { csrf, forged: { headers: silent, type: 'text/plain' } },
      { csrf, forged: { headers: silent, type: 'application/json' } },
    ])
    for (const path of posts)
      for (const { csrf, forged } of tries) {
        const response = await sends(walker, path, forged, fieldsOf(walker, path, csrf))
        counted.tried += 1
        expect(response.headers.getSetCookie(), path).toEqual([])
        expect(response.headers.get('clear-site-data'), path).toBeNull()
      }
    const changed = changedIn(before, await everyRow(portal))
    counted.changed += changed.length
    expect(changed).toEqual([])
  })
})

const own: Forged = { headers: { 'sec-fetch-site': 'same-origin' }, type: formType }
const posted = (walker: Walker, path: string) =>
  sends(walker, path, own, fieldsOf(walker, path, ownToken(walker)))
/** What must have been sent before, so that there is something to change. */
const first: Readonly<Record<string, string>> = {
  '/transfer/confirm': '/transfer',
  '/cabinet/security/address/code': '/cabinet/security/address',
  '/cabinet/security/address/resend': '/cabinet/security/address',
  '/cabinet/security/address/remove': '/cabinet/security/address',
}

test('the same from our own page changes what it is there for', async () => {
  for (const path of posts) {
    const walker = await victim(honest.find(([paths]) => paths.test(path))?.[1] ?? '')
    const earlier = first[path]
    if (earlier) await posted(walker, earlier)
    portal.clock.advance({ seconds: 61 })
    const before = await everyRow(portal)
    await posted(walker, path)
    if (changedIn(before, await everyRow(portal)).length > 0) changing.add(path)
  }
}, 180_000)

/** Where an honest post changes no row either, and why. */
const changesNoRow: Readonly<Record<string, string>> = {
  '/language': 'the language is a cookie until somebody signs in',
  '/help': 'a search',
}

test('nothing was changed from elsewhere that an own page changes', () => {
  states('forged requests, as forms and as scripts, without and with the right token', {
    ...{ attempts: counted.tried, came: counted.changed, allowed: 0 },
    says: `${posts.length} addresses in ${victims.length} browsers; the same from our own page changes rows at ${changing.size}`,
  })
  expect(counted.tried).toBeGreaterThan(4000)
  expect(posts.filter((path) => !changing.has(path) && !(path in changesNoRow))).toEqual([])
})

test('every table is looked at, and the victims have rows in those that matter', async () => {
  const rows = await everyRow(portal)
  const filled = [...rows].filter(([, digest]) => digest !== '').map(([name]) => name)
  const matter = [
    'accounts',
    'passwords',
    'sessions',
    'trusted_browsers',
    'flows',
    'limit_counters',
    'consents',
    'events',
  ]
  const more = ['audit_log', 'recoveries', 'activations', 'bindings', 'restrictions', 'transfers', 'outbox']
  expect(filled).toEqual(expect.arrayContaining([...matter, ...more]))
  expect([...rows.keys()]).toEqual(expect.arrayContaining(['cases', 'printed_codes', 'notice_addresses']))
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
  const { citizen } = await victim('signed in')
  const before = await everyRow(portal)
  for (const path of posts) await citizen.opens(`${path}?language=en&password=x&session=x`)
  expect(changedIn(before, await everyRow(portal))).toEqual([])
})
