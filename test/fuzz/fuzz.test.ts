import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { companion } from '../../src/companion/index.ts'
import { makeLog } from '../../src/http/log.ts'
import { routes } from '../../src/routes.ts'
import { newCitizen } from '../citizen.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { faultsOf, note, type Reached } from './judge.ts'
import { type Plan, plan } from './plans.ts'
import {
  type Learnt,
  look,
  nothingLearnt,
  type Route,
  requestOf,
  type Seen,
  takeCookies,
} from './requests.ts'
import { markup } from './values.ts'
import { beginnings, type Walker } from './walkers.ts'

/**
 * Every route with whatever may come: `FUZZ_RUNS` requests (10,000; a million with `--mode full`), the same again with the
 * printed `FUZZ_SEED`. Walkers go on from wherever the answers have led them, so that forms behind forms are reached.
 */
const environment = process.env as { FUZZ_RUNS?: string; FUZZ_SEED?: string }
const runs = Number(environment.FUZZ_RUNS ?? (import.meta.env.MODE === 'full' ? 1_000_000 : 10_000))
const seed = Number(environment.FUZZ_SEED ?? randomInt(2 ** 31))
/** One portal and one clock for each walker; another one after so many requests, as some is spoilt by then. */
const perPortal = 5000
/** A walk begins again after so many requests, and soon after it has slept through its session. */
const perWalk = 150
/** From the middle of a journey sooner: it is over by then. */
const perNear = 60
const afterSleep = 15
const many = 1_000_000_000
const unlimited = { failures: many, iins: many, firstDelaySeconds: 0, longestDelaySeconds: 0 }

const rejections: unknown[] = []
const reject = (reason: unknown) => rejections.push(reason)
beforeAll(() => void process.on('unhandledRejection', reject))
afterAll(() => void process.off('unhandledRejection', reject))

function routesOf(portal: TestPortal): Route[] {
  const own = [...portal.app.routes, ...companion(portal.parts).routes]
  const named = own.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
  const all = new Map(
    named.map(({ method, path }): [string, Route] => [`${method} ${path}`, { method, path }]),
  )
  return [...all.values(), { method: 'GET', path: '/*' }, { method: 'POST', path: '/companion/*' }]
}

test(`${runs} requests: no 5xx, no crash, nothing personal in a log line or an address`, async ({
  annotate,
}) => {
  const began = performance.now()
  const reached: Reached = new Map()
  const found: string[] = []
  let done = 0
  const names = Object.keys(beginnings)
  const share = Math.ceil(runs / names.length)
  await Promise.all(
    names.map(async (name, at) => {
      for (let from = 0; from < share && found.length < 50; from += perPortal) {
        const plans = fc.sample(plan, { seed: seed + at + from, numRuns: Math.min(perPortal, share - from) })
        found.push(...(await fuzz(name, plans, reached)).map((fault) => `${name}: ${fault}`))
        done += plans.length
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const line = `fuzz: ${done} requests over ${reached.size} routes in ${seconds.toFixed(1)} s (${Math.round(done / seconds)}/s), ${found.length} findings, FUZZ_SEED=${seed}`
  console.log(line)
  await annotate(line)
  expect([...new Set(found)].slice(0, 20)).toEqual([])
  expect(rejections).toEqual([])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(shallow(reached)).toEqual([])
}, 7_200_000)

/** Sends the plans to a portal of their own, walk by walk; what was wrong with the answers and in the log. */
async function fuzz(name: string, plans: readonly Plan[], reached: Reached): Promise<string[]> {
  const portal = await newTestPortal({
    // With the part of Security that names addresses; what would be sent stays in the outbox.
    config: { mail: { via: 'terminal' } },
    limits: {
      signIn: { answerSlot: { slotMilliseconds: 1 }, perAddress: unlimited },
      transfer: { verdictSlot: { slotMilliseconds: 1 } },
      recovery: { startsPerAddress: { starts: many, firstDelaySeconds: 0, longestDelaySeconds: 0 } },
    },
  })
  const house = { all: routesOf(portal), reached, learnt: nothingLearnt() }
  const faults: string[] = []
  for (let next = 0; next < plans.length; ) {
    const walker = await beginnings[name]?.(portal)
    if (!walker) throw new Error('no such beginning')
    const own = plans.slice(next, next + (walker.near ? perNear : perWalk))
    const sleeps = own.findIndex(({ minutes }) => minutes > 30)
    const steps = sleeps < 0 ? own : own.slice(0, sleeps + afterSleep)
    faults.push(...(await walk(portal, walker, steps, house)))
    next += steps.length
  }
  // Hundreds of portals would hold more connections than there are.
  await portal.parts.live.close()
  await portal.database.close()
  const lines = portal.log.takeFaults().filter(({ code }) => code !== 'codes-alarm')
  faults.push(...lines.map((line) => `log: ${JSON.stringify(line)}`))
  faults.push(...portal.log.takePersonalData().map((line) => `personal: ${line}`))
  return faults
}

test('one line of the log is one line, whatever is typed', async () => {
  const written: string[] = []
  const portal = await newTestPortal({
    with: () => ({ log: makeLog('debug', { write: (line: string) => void written.push(line) }) }),
  })
  const forged = '\r\n{"level":50,"msg":"forged"}\n\u2028'
  const citizen = newCitizen(portal, { headers: { 'x-request-id': encodeURIComponent(forged) } })
  await citizen.opens(`/help?from=${encodeURIComponent(forged)}`)
  await citizen.namesIin((await portal.account()).iin)
  await citizen.givesPassword(`Wrong${forged}`)
  await citizen.opens(`/${encodeURIComponent(forged)}`)
  expect(written.length).toBeGreaterThan(5)
  for (const line of written) expect(line).toMatch(/^\{[^\r\n]*\}\n$/)
  expect(written.filter((line) => line.includes('forged'))).toEqual([])
})

test('the judge of the answers sees what it is there to see', () => {
  const good: Record<string, string> = {
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }
  const judged = (status: number, text = '', more: Record<string, string> = {}) =>
    faultsOf(
      new Response(null, { status, headers: { ...good, ...more } }),
      text,
      (path) => path === '/sign-in',
    )
  expect(judged(200)).toEqual([])
  expect(judged(503, '', { 'retry-after': '5' })).toEqual([])
  expect(judged(303, '', { location: '/sign-in?notice=ended' })).toEqual([])
  const id = '00000000-0000-4000-8000-000000000000'
  expect(judged(303, '', { location: `/sign-in?transfer=${id}` })).toEqual([])
  expect(judged(500)).toEqual(['status 500'])
  expect(judged(503)).toEqual(['status 503'])
  expect(judged(200, '', { 'x-content-type-options': 'x' })).toEqual(['header x-content-type-options'])
  expect(judged(303, '', { location: 'https://evil.example/' })).toEqual(['a redirect elsewhere'])
  expect(judged(303, '', { location: '/sign-in?iin=880512400120' })).toEqual(['personal data in a redirect'])
  expect(judged(200, `<p>${markup}</p>`)).toEqual(['what was typed became markup'])
  expect(judged(404, 'TypeError: x')).toEqual(['something of the inside'])
})

type House = { all: readonly Route[]; reached: Reached; learnt: Learnt }

async function walk(
  portal: TestPortal,
  walker: Walker,
  plans: readonly Plan[],
  { all, reached, learnt }: House,
) {
  const { citizen, app } = walker
  const seen: Seen = { values: [], ids: [], learnt }
  const known = new Set([...all.map(({ path }) => path), ...addressesOf(routes)])
  const mine = all.filter(({ path }) => path.startsWith('/companion') === (app !== undefined))
  const near = mine.filter(({ path }) => walker.near?.test(path))
  const faults: string[] = []
  for (const each of plans) {
    if (each.minutes > 0) portal.clock.advance({ minutes: each.minutes })
    const among = near.length > 0 && each.route % 4 > 0 ? near : mine
    const route = among[Math.floor(each.route / 4) % among.length]
    if (!route) throw new Error('there are no routes')
    // Once in a while the app asks what there is, as it would.
    if (app && each.route % 9 === 0) look(JSON.stringify((await app.asks('GET', 'feed')).body), seen)
    const request = await requestOf(each, route, walker, seen)
    const response = await portal.fetch(request, app?.address ?? citizen.options.address)
    if (app) app.nonce = response.headers.get('DPoP-Nonce') ?? app.nonce
    else takeCookies(walker, response)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    // The language switch goes back to any address of ours that its form names (test/security/redirects.test.ts).
    const isPage = (path: string) => known.has(path) || route.path === routes.language
    const text = isStream ? await beginningOf(response) : await response.text()
    look(text, seen)
    if (request.method === route.method) note(reached, route, response.status)
    for (const fault of faultsOf(response, text, isPage))
      faults.push(
        `${request.method} ${route.path} ${response.status}: ${fault} ${JSON.stringify(each).slice(0, 600)}`,
      )
  }
  return faults
}

/** Every address that the portal knows, with those of journeys that other nodes may have already. */
function addressesOf(branch: object): string[] {
  return Object.values(branch).flatMap((each: unknown) =>
    typeof each === 'string' ? [each] : typeof each === 'object' && each ? addressesOf(each) : [],
  )
}

/** What a stream says at once; the rest of it would be waited for. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const nothing = wait(10).then(() => undefined)
  const part = await Promise.race([reader?.read(), nothing])
  await Promise.race([reader?.read(), nothing])
  await reader?.cancel()
  return part?.value ? new TextDecoder().decode(part.value) : ''
}

/** Routes of which nothing but refusals at the door was seen: there the fuzzing would have shown nothing. */
function shallow(reached: Reached): string[] {
  const doors = new Set([401, 403, 404, 413, 415])
  return [...reached]
    .filter(
      ([route, counts]) => !route.endsWith('*') && [...counts.keys()].every((status) => doors.has(status)),
    )
    .map(([route]) => route)
}
