import { expect, test } from 'vitest'
import { agreementDocuments, currentAgreements } from '../../src/domain/agreements.ts'
import { helpSituations } from '../../src/domain/help-situations.ts'
import { routes } from '../../src/routes.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal } from '../support/portal.ts'

const portal = await newTestPortal()

const version = currentAgreements[0]?.version ?? ''
const parameters = [
  ...helpSituations.map((situation) => routes.help.situation(situation)),
  ...agreementDocuments.map((document) => routes.agreement(document, version)),
]
/** Every page of the portal, read from the portal itself; streams are not pages. */
const pages = portal.app.routes
  .filter(({ method, path }) => method === 'GET' && !path.includes(':') && !path.includes('*'))
  .map(({ path }) => path)
  .concat(parameters)
  .filter((path, at, all) => !path.endsWith('/live') && all.indexOf(path) === at)

const headers: readonly [name: string, value: string][] = [
  ['strict-transport-security', 'max-age=63072000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
  ['cache-control', 'no-store'],
]

/** What is the same for everybody may be found by search engines; nothing else. */
const isFindable = (address: string) => /^\/(help(\/.*)?|sign-in)?$/.test(address.replace(/\?.*/, ''))

function expectSecurityHeaders(answer: Headers): void {
  for (const [name, value] of headers) expect(answer.get(name), name).toBe(value)
  const policy = answer.get('content-security-policy') ?? ''
  expect(policy.split('; ').filter((part) => !part.startsWith('script-src'))).toEqual([
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ])
  expect(policy).toMatch(/script-src 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/)
  expect(policy).not.toContain('unsafe')
  for (const name of ['server', 'x-powered-by', 'access-control-allow-origin'])
    expect(answer.get(name)).toBeNull()
}

const signedIn = newCitizen(portal)
await signedIn.signsIn(await portal.account())

test('the pages are all there to be tested', () => {
  expect(pages).toEqual(expect.arrayContaining(['/', '/sign-in', '/cabinet', '/cabinet/security', '/help']))
})

test.each(pages)('%s has every header and nothing inline, signed in or not', async (path) => {
  for (const citizen of [newCitizen(portal), signedIn]) {
    expectSecurityHeaders((await citizen.sends('GET', path)).headers)
    const page = await citizen.opens(path)
    expect(page.status).toBe(200)
    const isForAll = citizen !== signedIn && isFindable(page.address)
    expect(page.headers.get('x-robots-tag')).toBe(isForAll ? null : 'noindex')
    const description = page.document.querySelector('meta[name="description"]')?.getAttribute('content')
    expect(description).toEqual(isForAll ? expect.stringMatching(/\S.{10,200}/) : undefined)
    expectSecurityHeaders(page.headers)
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
    const scripts = [...page.document.querySelectorAll('script')]
    expect(scripts.map((script) => script.getAttribute('nonce'))).toEqual(scripts.map(() => nonce))
    expect(scripts.map((script) => script.textContent)).toEqual(scripts.map(() => ''))
    const inline = [...page.document.querySelectorAll('*')].filter(
      (element) =>
        element.tagName === 'STYLE' || element.hasAttribute('style') || /\son\w+=/.test(openingTag(element)),
    )
    expect(inline).toEqual([])
    expect(page.html).not.toMatch(/(?:href|src|action)="(?:javascript|data|http):/)
  }
})

test.each<[what: string, status: number, () => Promise<Response>]>([
  ['an unknown address', 404, () => signedIn.sends('GET', '/nowhere')],
  [
    'an unknown address that is written to',
    404,
    () => signedIn.sends('POST', '/nowhere', new URLSearchParams()),
  ],
  ['a refused form', 403, () => signedIn.sends('POST', '/sign-out', '', { 'sec-fetch-site': 'cross-site' })],
  ['a redirect', 303, () => newCitizen(portal).sends('GET', '/cabinet')],
  [
    'a body that is too long',
    413,
    () => signedIn.sends('POST', '/sign-in', new URLSearchParams({ iin: 'x'.repeat(70_000) })),
  ],
  [
    'a body that is no form',
    415,
    () => signedIn.sends('POST', '/sign-in', '{}', { 'content-type': 'application/json' }),
  ],
])('%s is answered %i with every header', async (_, status, send) => {
  const response = await send()
  expect(response.status).toBe(status)
  expectSecurityHeaders(response.headers)
})

test('a nonce is used once', async () => {
  const policies = await Promise.all(
    Array.from({ length: 20 }, async () =>
      (await signedIn.sends('GET', '/')).headers.get('content-security-policy'),
    ),
  )
  expect(new Set(policies).size).toBe(20)
})

function openingTag(element: { toString(): string }): string {
  return /^<[^>]*>/.exec(String(element))?.[0] ?? ''
}
