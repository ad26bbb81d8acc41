import fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnPages } from '../../src/routes.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal, origin } from '../support/portal.ts'

const portal = await newTestPortal()

/** Addresses that have opened redirects elsewhere, and everything built like them. */
const known = [
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e//evil.example',
  '/a/..//evil.example',
  '/\t/evil.example',
  '/\n//evil.example',
  'javascript:alert(1)',
  '/sign-in@evil.example',
  'https:evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '\\\\evil.example',
]
const parts = fc.constantFrom(
  '/',
  '//',
  '\\',
  '.',
  '..',
  '%2e',
  '\t',
  '\n',
  '@',
  ':',
  'https:',
  'evil.example',
  '?',
  '#',
  'a',
)
const addresses = fc.oneof(
  fc.array(parts, { maxLength: 8 }).map((all) => all.join('')),
  fc.webUrl(),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Where a browser that is on the portal would really go. */
function goesTo(location: string): URL {
  return new URL(location, `${origin}/somewhere/deep`)
}

test('the language switch comes back to our own origin, whatever it is told', async () => {
  const citizen = newCitizen(portal)
  const csrf =
    (await citizen.opens('/help')).document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  await fc.assert(
    fc.asyncProperty(addresses, async (returnTo) => {
      const body = new URLSearchParams({ csrf, language: 'ru', returnTo })
      const response = await citizen.sends('POST', '/language', body)
      expect(response.status).toBe(303)
      expect(goesTo(response.headers.get('location') ?? '').origin).toBe(origin)
    }),
    { numRuns: 300, examples: known.map((address) => [address]) },
  )
})

test('the language switch carries no IIN or number on that somebody typed into an address', async () => {
  const citizen = newCitizen(portal)
  const csrf =
    (await citizen.opens('/help')).document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const cases: readonly [returnTo: string, location: string][] = [
    ['/help?from=900101300017', '/help'],
    ['/help?from=iin&900101300017', '/help'],
    ['/help?from=%2B7%20701%20123%2045%2067', '/help'],
    ['/help?from=%2B7%20(701)%20123-45-67', '/help'],
    ['/help/900101300017', '/'],
    ['/help/bin?from=iin', '/help/bin?from=iin'],
    [
      '/cabinet/moved/object?transfer=00000000-0000-4000-8000-000000000000',
      '/cabinet/moved/object?transfer=00000000-0000-4000-8000-000000000000',
    ],
  ]
  for (const [returnTo, location] of cases) {
    const body = new URLSearchParams({ csrf, language: 'ru', returnTo })
    expect((await citizen.sends('POST', '/language', body)).headers.get('location')).toBe(location)
  }
})

test('sign-in leads on to a page that has a name, and nowhere else', async () => {
  const pages: readonly string[] = Object.values(returnPages)
  const person = await portal.account()
  for (const to of known) {
    const citizen = newCitizen(portal)
    await citizen.opens(`/sign-in?to=${encodeURIComponent(to)}`)
    citizen.page.document.querySelector('input[name="to"]')?.setAttribute('value', to)
    await citizen.namesIin(person.iin)
    const { page } = citizen
    const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
    const body = new URLSearchParams({ csrf, password: person.password })
    const response = await citizen.sends('POST', '/sign-in/password', body)
    expect(pages).toContain(response.headers.get('location'))
  }
})

test('help and agreements lead back to a page that has a name', async () => {
  for (const address of ['/help', '/help/forgot', '/agreements/liability/2026-11-01']) {
    for (const from of [...known, '__proto__', 'constructor', 'toString']) {
      const page = await newCitizen(portal).opens(`${address}?from=${encodeURIComponent(from)}`)
      expect(page.status).toBe(200)
      for (const link of page.document.querySelectorAll('a')) {
        const href = link.getAttribute('href') ?? ''
        if (href.includes('evil')) expect(goesTo(href).origin).toBe(origin)
      }
    }
  }
})

test('a Host that is not ours changes nothing in the answer', async () => {
  for (const host of ['evil.example', 'kabinet.test.evil.example', '127.0.0.1']) {
    const request = new Request(`https://${host}/cabinet`, {
      headers: { 'x-forwarded-host': host, forwarded: `host=${host}`, 'accept-language': 'ru' },
    })
    const redirect = await portal.fetch(request)
    expect(redirect.headers.get('location')).toBe('/sign-in')
    const page = await portal.fetch(
      new Request(`https://${host}/sign-in`, { headers: { 'x-forwarded-host': host } }),
    )
    expect(page.status).toBe(200)
    expect(await page.text()).not.toContain(host)
    expect(page.headers.getSetCookie().join()).not.toMatch(/domain/i)
  }
})
