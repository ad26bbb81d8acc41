import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterEach, expect, test, vi } from 'vitest'
import { newIin } from '../../test/support/people.ts'
import { newTestPortal } from '../../test/support/portal.ts'
import { faultsOf } from '../../test/support/valid-html.ts'
import { agreementDocuments } from '../domain/agreements.ts'
import { makeCookies } from '../http/cookies.ts'
import { makePortal } from '../portal.tsx'
import { routes } from '../routes.ts'
import { csrfField } from '../ui/csrf-names.ts'
import { signInDoor } from './door.tsx'
import { signInWords } from './messages.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

test('while most of the queue is taken, sign-ins are turned away, and nothing else is', async () => {
  const door = await openDoor(110)
  expect((await door.ask(routes.signIn.password)).status).toBe(503)
  expect((await door.ask(routes.signIn.iin)).status).toBe(503)
  for (const path of [routes.signIn.forgot, routes.recovery.page])
    expect((await door.ask(path)).status).toBe(204)
  expect((await fetch(door.origin + routes.signIn.password)).status).toBe(204)
  door.depth = 109
  expect((await door.ask(routes.signIn.password)).status).toBe(204)
  expect(await door.turnedAway()).toBe(2)
})

test('those who were let in with an IIN find room for their password', async () => {
  const door = await openDoor(100, 'portal')
  const visitor = await door.visitor()
  const asked = await Promise.all(Array.from({ length: 100 }, () => visitor.namesIin()))
  const letIn = asked.filter((status) => status === 303).length
  expect(letIn).toBeGreaterThanOrEqual(10)
  expect(letIn).toBeLessThan(100)
  expect(new Set(asked)).toEqual(new Set([303, 503]))
  expect((await door.ask(routes.signIn.password)).status).not.toBe(503)
  // Whoever has not brought one by then is thinking.
  await vi.waitUntil(async () => (await visitor.namesIin()) === 303, { timeout: 10_000 })
})

test('what brings no IIN is not on its way to a password, and turns nobody away', async () => {
  const door = await openDoor(0, 'portal')
  const visitor = await door.visitor()
  const empty = await Promise.all(
    Array.from({ length: 150 }, () => door.ask(routes.signIn.iin, { body: '' })),
  )
  expect(empty.map(({ status }) => status)).not.toContain(503)
  expect(await visitor.namesIin()).toBe(303)
  const wrong = await Promise.all(Array.from({ length: 150 }, () => visitor.namesIin('000000000000')))
  expect(new Set(wrong)).toEqual(new Set([422]))
  expect(await visitor.namesIin()).toBe(303)
})

test('no spelling of an address leads past the door', async () => {
  const door = await openDoor(0, 'portal')
  const visitor = await door.visitor()
  expect(await visitor.namesIin()).toBe(303)
  const spellings = (path: string) => [
    `${path}?x`,
    path.replace('sign', '%73ign'),
    path.replace('sign', 's%69gn'),
    `http://kabinet.test${path}`,
    `/x/..${path}`,
  ]
  for (const target of spellings(routes.signIn.password)) {
    door.depth = 109
    // Nobody’s password was looked at yet: the form is without one.
    expect([target, await visitor.posts(target, { password: '' })]).toEqual([target, 422])
    door.depth = 110
    expect([target, await visitor.posts(target, { password: '' })]).toEqual([target, 503])
  }
  for (const target of spellings(routes.signIn.iin)) {
    door.depth = 90
    expect([target, await visitor.namesIin(newIin(), target)]).toEqual([target, 303])
    door.depth = 110
    expect([target, await visitor.namesIin(newIin(), target)]).toEqual([target, 503])
  }
  // Whom the door has let in finds a place in the rest of the queue.
  door.depth = 109
  const before = door.passed()
  const late = visitor.posts(routes.signIn.password, { password: '' })
  await vi.waitUntil(() => door.passed() > before, { interval: 1 })
  door.depth = 140
  expect(await late).toBe(422)
})

test('a crowd at the database turns sign-ins away too, and never a page that is read', async () => {
  const door = await openDoor(0)
  for (const path of [routes.signIn.iin, routes.signIn.password]) {
    door.waiting = 119
    for (let tries = 0; tries < 20; tries += 1) expect((await door.ask(path)).status).toBe(204)
    // A burst is through before it counts.
    door.waiting = 120
    expect((await door.ask(path)).status).toBe(204)
    const turned = await vi.waitUntil(
      async () => {
        const answer = await door.ask(path)
        return answer.status === 503 && answer
      },
      { interval: 5, timeout: 10_000 },
    )
    const html = await turned.text()
    expect(html).toContain(`href="${path}"`)
    const words = signInWords('kk')
    expect(html).toContain(path === routes.signIn.password ? words.tryAgain : words.backToIin)
    expect((await fetch(door.origin + path)).status).toBe(204)
  }
  expect((await door.ask(routes.signIn.forgot)).status).toBe(204)
})

test('the page speaks the language of the person, says when to come back, and leads back to the journey', async () => {
  const door = await openDoor(120)
  const cookie = `x=1; ${makeCookies(door.portal.parts.config.publicOrigin).nameOf('language')}=en`
  for (const [headers, language] of [
    [{ 'accept-language': 'ru-KZ,ru;q=0.9' }, 'ru'],
    [{}, 'kk'],
    [{ 'accept-language': 'ru', cookie }, 'en'],
  ] as const) {
    const answer = await door.ask(routes.signIn.password, { headers })
    const html = await answer.text()
    expect(answer.headers.get('content-language')).toBe(language)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(html).toContain(signInWords(language).busyTitle)
    expect(html).toContain(`href="${routes.signIn.password}"`)
    expect(await faultsOf(html)).toEqual([])
  }
})

test('its headers are those of every page, apart from what scripts need', async () => {
  const door = await openDoor(120)
  const turned = (await door.ask(routes.signIn.password)).headers
  const usual = (await door.portal.fetch(new Request(`${door.portal.parts.config.publicOrigin}/sign-in`)))
    .headers
  const apart = ['content-security-policy', 'content-language', 'content-length', 'set-cookie']
  for (const [name, value] of usual)
    if (!apart.includes(name) && name !== 'x-robots-tag')
      expect([name, turned.get(name)]).toEqual([name, value])
  expect(turned.get('content-security-policy')).not.toContain('script')
  expect(turned.get('content-security-policy')).toContain("default-src 'none'")
})

test('what is too long for a password is not read to its end', async () => {
  const door = await openDoor(120)
  const long = await door.ask(routes.signIn.password, { body: 'x'.repeat(20_000) })
  expect(long.headers.get('connection')).toBe('close')
  expect((await door.ask(routes.signIn.password)).headers.get('connection')).toBe('keep-alive')
})

/** A door with nothing behind it, or with the portal as `main.ts` puts it there. */
async function openDoor(depth: number, behind: 'nothing' | 'portal' = 'nothing') {
  const portal = await newTestPortal()
  const state = { depth, waiting: 0 }
  let passed = 0
  const { parts } = portal
  const door = signInDoor({
    ...parts,
    hasher: { ...parts.hasher, depth: () => state.depth },
    database: { ...parts.database, waiting: () => state.waiting },
  })
  const behindIt = makePortal(parts, door)
  const answer = getRequestListener((asked, env) => {
    const { incoming } = env as { incoming: { url?: string } }
    return behindIt.fetch(asked, { peer: '203.0.113.7', target: incoming.url ?? '' })
  })
  const server = createServer((request, response) => {
    if (door.turnsAway(request, response)) return
    passed += 1
    if (behind === 'nothing') response.writeHead(204).end()
    else answer(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, {
    portal,
    origin,
    passed: () => passed,
    visitor: () => newVisitor(origin, portal.parts.config.publicOrigin),
    ask: (path: string, init: RequestInit = {}) =>
      fetch(origin + path, { method: 'POST', body: 'password=x', ...init }),
    async turnedAway() {
      const { values } = await portal.parts.metrics.signIns.get()
      return values.find(({ labels }) => labels.outcome === 'turned-away')?.value
    },
  })
}

/** A browser with its cookies and token, which spells the targets of its requests as it likes. Tells the statuses. */
async function newVisitor(server: string, publicOrigin: string) {
  const { hostname, port } = new URL(server)
  const cookies = new Map<string, string>()
  const sends = (method: string, path: string, body?: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = {
        host: new URL(publicOrigin).host,
        origin: publicOrigin,
        'sec-fetch-site': 'same-origin',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      }
      const asked = request({ hostname, port, method, path, headers }, async (response) => {
        for (const each of response.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? []
          cookies.set(name, value)
        }
        resolve({ status: response.statusCode ?? 0, text: (await response.toArray()).join('') })
      })
      asked.on('error', reject).end(body)
    })
  const { text } = await sends('GET', routes.signIn.iin)
  const csrf = new RegExp(`name="${csrfField}" value="([^"]+)"`).exec(text)?.[1] ?? ''
  const posts = async (path: string, fields: Readonly<Record<string, string>>) =>
    (await sends('POST', path, new URLSearchParams({ [csrfField]: csrf, ...fields }).toString())).status
  return {
    posts,
    namesIin: (iin: string = newIin(), path: string = routes.signIn.iin) =>
      posts(path, {
        iin,
        asked: 'yes',
        ...Object.fromEntries(agreementDocuments.map((each) => [each, 'on'])),
      }),
  }
}
