import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { newTestPortal } from '../../test/support/portal.ts'
import { faultsOf } from '../../test/support/valid-html.ts'
import { makeCookies } from '../http/cookies.ts'
import { routes } from '../routes.ts'
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
  const door = await openDoor(100)
  const asked = await Promise.all(Array.from({ length: 100 }, () => door.ask(routes.signIn.iin)))
  const letIn = asked.filter(({ status }) => status === 204).length
  expect(letIn).toBeGreaterThanOrEqual(10)
  expect(letIn).toBeLessThan(100)
  expect((await door.ask(routes.signIn.password)).status).toBe(204)
  // Whoever has not brought one by then is thinking.
  await vi.waitUntil(async () => (await door.ask(routes.signIn.iin)).status === 204, { timeout: 10_000 })
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

async function openDoor(depth: number) {
  const portal = await newTestPortal()
  const state = { depth, waiting: 0 }
  const { parts } = portal
  const isTurnedAway = signInDoor({
    ...parts,
    hasher: { ...parts.hasher, depth: () => state.depth },
    database: { ...parts.database, waiting: () => state.waiting },
  })
  const server = createServer((request, response) => {
    if (!isTurnedAway(request, response)) response.writeHead(204).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, {
    portal,
    origin,
    ask: (path: string, init: RequestInit = {}) =>
      fetch(origin + path, { method: 'POST', body: 'password=x', ...init }),
    async turnedAway() {
      const { values } = await portal.parts.metrics.signIns.get()
      return values.find(({ labels }) => labels.outcome === 'turned-away')?.value
    },
  })
}
