import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { routes } from '../../../src/routes.ts'
import { iins, importAccounts, password, production } from '../../operations/deployments.ts'
import { newFolder } from '../../operations/folders.ts'
import { eventually, type Server, serve } from '../../operations/processes.ts'
import { Visitor } from '../../operations/visitor.ts'
import { states } from '../../support/figures.ts'
import { filesOf, memoryOf, opens, says } from './raw.ts'

/** The built server in production mode, on loopback; everything that needs bytes on a socket. */
let server: Server
let origin: string
beforeAll(async () => {
  const environment = production(await newFolder())
  server = await serve('start', environment)
  origin = server.origin.replace('localhost', '127.0.0.1')
  await importAccounts(environment)
}, 60_000)

/** How long an ordinary page takes now, in ms; the server must go on serving whatever is done to it. */
async function stillServes(): Promise<number> {
  const began = performance.now()
  const page = await new Visitor(origin, { 'x-forwarded-for': '198.51.100.23' }).asks(routes.signIn.iin)
  expect(page.status).toBe(200)
  return Math.round(performance.now() - began)
}

test('a body of 100 MB is answered before it has been sent, and is not kept in memory', async () => {
  const before = memoryOf(server.pid)
  const size = 100 * 1024 * 1024
  const socket = await opens(origin)
  let answer = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    answer += part
  })
  const type = 'application/x-www-form-urlencoded'
  socket.write(
    `POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: ${type}\r\nContent-Length: ${size}\r\n\r\n`,
  )
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let [sent, peak] = [0, before]
  const deadline = performance.now() + 10_000
  while (sent < size && !socket.destroyed && performance.now() < deadline) {
    const isTaken = socket.write(chunk)
    sent += chunk.length
    if (!isTaken) await wait(1)
    peak = Math.max(peak, memoryOf(server.pid))
    if (answer !== '' && sent > 8 * 1024 * 1024) break
  }
  socket.destroy()
  states('a body of 100 MB', {
    ...{ attempts: 1, came: answer.startsWith('HTTP/1.1 413 ') ? 0 : 1, allowed: 0 },
    says: `${answer.slice(9, 12)} after ${Math.round(sent / 1024)} KB, memory ${before} MB, then at most ${peak} MB; a page meanwhile ${await stillServes()} ms`,
  })
  expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  expect(sent).toBeLessThan(size)
  expect(peak - before).toBeLessThan(60)
}, 40_000)

test('headers that come a letter at a time are cut off, and others are served meanwhile', async () => {
  const slow = await Promise.all(Array.from({ length: 200 }, () => opens(origin)))
  const began = performance.now()
  let [closed, times] = [0, 0]
  for (const socket of slow) {
    socket.on('close', () => {
      closed += 1
    })
    socket.resume()
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n')
  }
  const pages: number[] = []
  while (closed < slow.length && performance.now() - began < 25_000) {
    times += 1
    for (const socket of slow) if (!socket.destroyed) socket.write(`X-${times}: a\r\n`)
    pages.push(await stillServes())
    await wait(500)
  }
  for (const socket of slow) socket.destroy()
  states('headers a letter at a time', {
    ...{ attempts: slow.length, came: slow.length - closed, allowed: 0 },
    says: `closed after at most ${Math.round((performance.now() - began) / 1000)} s; pages meanwhile at most ${Math.max(...pages)} ms`,
  })
  expect(closed).toBe(slow.length)
}, 70_000)

test('ten thousand idle connections, or as many as may be: others are served, and the memory comes back', async () => {
  const wanted = 10_000
  const [theirs, ours] = [filesOf(server.pid), filesOf(process.pid)]
  const count = Math.min(wanted, theirs.most - theirs.open - 100, ours.most - ours.open - 100)
  // A machine that allows 1024 files holds 700 connections at the least, and all of them where the limit allows.
  const least = Math.min(wanted, Math.min(theirs.most, ours.most) - 324)
  expect(Math.min(theirs.most, ours.most)).toBeGreaterThanOrEqual(1024)
  expect(count).toBeGreaterThanOrEqual(least)
  const before = memoryOf(server.pid)
  const idle: Awaited<ReturnType<typeof opens>>[] = []
  for (let from = 0; from < count; from += 250) {
    const some = Array.from({ length: Math.min(250, count - from) }, () => opens(origin))
    idle.push(...(await Promise.all(some)))
  }
  const [during, page] = [memoryOf(server.pid), await stillServes()]
  // As the server counts them: what it has closed meanwhile is not held.
  const held = filesOf(server.pid).open - theirs.open
  const visitor = new Visitor(origin, { 'x-forwarded-for': '198.51.100.24' })
  const feed = await visitor.signsIn(iins.parent, password)
  for (const socket of idle) socket.destroy()
  await eventually('their end', () => filesOf(server.pid).open < theirs.open + 50)
  states('idle connections', {
    ...{ attempts: held, came: feed.status === 200 ? 0 : 1, allowed: 0 },
    says: `at most ${theirs.most} files may be open; memory ${before} MB, with them ${during} MB (${(((during - before) * 1024) / held).toFixed(1)} KB each), a page ${page} ms, sign-in ${feed.status}, afterwards ${filesOf(server.pid).open} files open`,
  })
  expect(held).toBeGreaterThanOrEqual(least)
  expect(feed).toMatchObject({ status: 200, address: routes.cabinet.feed })
  expect(during - before).toBeLessThan(400)
}, 70_000)

const head = (line: string, ...headers: string[]) =>
  `${[line, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`

test('addresses that climb, hide or pretend lead nowhere', async () => {
  const paths = [
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/ed24/../../server/kabinet.js',
    '/ed24/%2e%2e/%2e%2e/server/kabinet.js',
    '/ed24/....//....//package.json',
    '/assets/portal.css%00.js',
    '/.env',
    '/.git/config',
    '//evil.example/cabinet',
    '/cabinet/..;/metrics',
    '/metrics/',
    '/%6detrics?x',
    '/cabinet%00',
    '/CABINET',
    '/cabinet/security/../../metrics',
    `/${'a'.repeat(15_000)}`,
    '/%',
    '/%ff%fe',
  ]
  const answers: number[] = []
  for (const path of paths) {
    const { status = 0, text } = await says(
      origin,
      head(`GET ${path} HTTP/1.1`, 'Host: x', 'X-Forwarded-For: 198.51.100.1'),
    )
    answers.push(status)
    expect(text, path).not.toMatch(/root:x|"dependencies"|\[core\]|kabinet_|node_modules/)
  }
  states('paths that climb, hide or pretend', {
    ...{ attempts: paths.length, came: 0, allowed: 0 },
    says: `answers ${[...new Set(answers)].toSorted().join(', ')}`,
  })
  for (const status of answers) expect([303, 400, 404, 414, 431]).toContain(status)
}, 40_000)

test('files, health and metrics answer every method and odd header, and fail at none', async () => {
  const paths = [
    '/healthz',
    '/readyz',
    '/metrics',
    '/assets/',
    '/assets/portal.css',
    '/ed24',
    '/ed24/',
    '/ed24/sw.js',
  ]
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'PURGE']
  const oddities = [
    'X-Forwarded-For: 198.51.100.1, ::ffff:1.2.3.4, x',
    'If-None-Match: "\xff", W/"a"',
    'Accept-Encoding: br;q=nonsense, *',
    'Range: bytes=0-0,-1,9999999999999999999-',
    'Expect: 100-continue',
    'Upgrade: websocket',
  ]
  const seen = new Map<number, number>()
  for (const path of paths) {
    const all = methods.flatMap((method) =>
      oddities.map((odd) => head(`${method} ${path} HTTP/1.1`, 'Host: x', odd)),
    )
    for (const { status = 0 } of await Promise.all(all.map((bytes) => says(origin, bytes)))) {
      expect(status).toBeLessThan(500)
      seen.set(status, (seen.get(status) ?? 0) + 1)
    }
  }
  const all = [...seen.values()].reduce((sum, count) => sum + count, 0)
  states('methods and odd headers at files, health and metrics', {
    ...{ attempts: all, came: 0, allowed: 0 },
    says: `answers ${[...seen].map(([status, count]) => `${status}: ${count}`).join(', ')}`,
  })
  expect(server.err()).toBe('')
}, 60_000)

test('host headers and request lines that proxies and servers read differently', async () => {
  const form = 'Content-Type: application/x-www-form-urlencoded'
  const smuggled = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'
  const requests: [what: string, bytes: string][] = [
    ['another host', head('GET /sign-in HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: evil.example')],
    ['a host with a port and a path', head('GET /sign-in HTTP/1.1', 'Host: x:99999/../@evil.example')],
    ['two hosts', head('GET /sign-in HTTP/1.1', 'Host: x', 'Host: evil.example')],
    ['no host', head('GET /sign-in HTTP/1.1')],
    ['an absolute address', head('GET http://evil.example/sign-in HTTP/1.1', 'Host: x')],
    ['CONNECT', head('CONNECT evil.example:443 HTTP/1.1', 'Host: x')],
    ['TRACE', head('TRACE / HTTP/1.1', 'Host: x', 'Cookie: secret=1')],
    [
      'two lengths',
      `${head('POST /sign-in HTTP/1.1', 'Host: x', form, 'Content-Length: 0', 'Content-Length: 40')}${smuggled}`,
    ],
    [
      'length and chunks',
      `${head('POST /sign-in HTTP/1.1', 'Host: x', form, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${smuggled}`,
    ],
    [
      'odd chunks',
      `${head('POST /sign-in HTTP/1.1', 'Host: x', form, 'Transfer-Encoding: xchunked')}0\r\n\r\n${smuggled}`,
    ],
    ['a line feed alone', 'GET /sign-in HTTP/1.1\nHost: x\nConnection: close\n\n'],
    ['a zero byte in a header', head('GET /sign-in HTTP/1.1', 'Host: x', 'X-A: \0')],
    ['a folded header', head('GET /sign-in HTTP/1.1', 'Host: x', 'X-A: b\r\n c: d')],
    ['a header of 100 KB', head('GET /sign-in HTTP/1.1', 'Host: x', `X-A: ${'a'.repeat(100_000)}`)],
    [
      'two thousand headers',
      head('GET /sign-in HTTP/1.1', 'Host: x', ...Array.from({ length: 2000 }, (_, at) => `X-${at}: a`)),
    ],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(64, '\0')],
  ]
  const answers: string[] = []
  for (const [what, bytes] of requests) {
    const { status, text } = await says(origin, bytes)
    answers.push(`${what}: ${status ?? 'cut off'}`)
    expect(text, what).not.toContain('evil.example')
    expect(text, what).not.toContain('kabinet_')
    expect(text, what).not.toContain('secret=1')
    expect(status ?? 400, what).toBeLessThan(500)
    // One request, one answer: what stands behind it is not read as a request of its own.
    expect(text.match(/HTTP\/1\.1 \d{3}/g)?.length ?? 0, what).toBeLessThanOrEqual(1)
  }
  states('host headers and framing', {
    ...{ attempts: requests.length, came: 0, allowed: 0 },
    says: answers.join('; '),
  })
  await stillServes()
  expect(server.err()).toBe('')
}, 60_000)
