import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { companion } from '../../src/companion/index.ts'
import { makeLog } from '../../src/http/log.ts'
import { newCitizen } from '../citizen.ts'
import { states } from '../support/figures.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { Debts, owedValues } from './debts.ts'
import type { Reached } from './judge.ts'
import { nothingLearnt } from './learnt.ts'
import { namesInCode } from './names.ts'
import { type Plan, plan } from './plans.ts'
import type { Route } from './requests.ts'
import type { House, Tried } from './send.ts'
import { fits, survey } from './survey.ts'
import { walk } from './walk.ts'
import { beginnings, silentNumber, type Walker } from './walkers.ts'

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

test(`${runs} requests: no 5xx, no crash, nothing personal in a log line or an address`, async () => {
  const began = performance.now()
  const before = prototypes()
  const [reached, debts]: [Reached, Debts] = [new Map(), new Debts()]
  const tried: Tried = { requests: 0, prototypes: 0, bombs: 0, slowestBomb: 0 }
  const found: string[] = []
  const names = Object.keys(beginnings)
  const share = Math.ceil(runs / names.length)
  await Promise.all(
    names.map(async (name, at) => {
      for (let from = 0; from < share && found.length < 50; from += perPortal) {
        const numRuns = Math.min(perPortal, share - from)
        const plans = fc.sample(plan, { seed: seed + at + from, numRuns })
        const faults = await fuzz(name, plans, { reached, debts, tried }, from === 0)
        found.push(...faults.map((fault) => `${name}: ${fault}`))
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const none = { came: found.length, allowed: 0 }
  const pace = `${seconds.toFixed(1)} s (${Math.round(tried.requests / seconds)}/s), FUZZ_SEED=${seed}`
  states('fuzzing of every route', {
    ...none,
    attempts: tried.requests,
    says: `${reached.size} routes in ${pace}`,
  })
  const fields = debts.fields()
  const given = [...fields.values()].flat().length * Object.keys(owedValues).length - debts.unpaid().length
  states('CRLF and Unicode in every field', {
    ...none,
    attempts: given,
    says: `every field of ${fields.size} forms and calls, each kind at least once`,
  })
  const changed = prototypes().filter((name) => !before.includes(name))
  states('prototype pollution', { attempts: tried.prototypes, came: changed.length, allowed: 0 })
  states('JSON bombs at the API of the app', {
    ...none,
    attempts: tried.bombs,
    says: `the slowest answer ${Math.round(tried.slowestBomb)} ms, with ${names.length} walkers at once`,
  })
  expect([...new Set(found)].slice(0, 20)).toEqual([])
  expect(rejections).toEqual([])
  expect(changed).toEqual([])
  expect(tried.prototypes).toBeGreaterThan(300)
  expect(tried.bombs).toBeGreaterThan(300)
  // One that goes off takes minutes, or the memory; the walkers wait for each other here.
  expect(tried.slowestBomb).toBeLessThan(10_000)
  await expectWhole(reached, debts)
}, 7_200_000)

/** Every address was reached, past its door, and every field of every form and call was given what it is owed. */
async function expectWhole(reached: Reached, debts: Debts): Promise<void> {
  const all = routesOf(await newTestPortal())
  expect(all.map(nameOf).filter((route) => !reached.has(route))).toEqual([])
  expect(shallow(reached)).toEqual([])
  expect(debts.unpaid()).toEqual([])
  const fields = debts.fields()
  const posts = all.filter(({ method, path }) => method === 'POST' && !path.endsWith('*'))
  // Each address that takes a form has one that was shown, each call its names.
  const isShown = (route: Route) => [...fields.keys()].some((key) => fits(key, nameOf(route)))
  expect(posts.filter((route) => !isShown(route)).map(nameOf)).toEqual([])
  const sent = new Set([...fields.values()].flat())
  expect(namesInCode().filter((name) => !sent.has(name))).toEqual([])
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`

/** What hangs on the prototypes that everything shares. */
function prototypes(): string[] {
  return [Object, Array, Function, String].flatMap((each) =>
    Reflect.ownKeys(each.prototype).map((name) => `${each.name}.${String(name)}`),
  )
}

/**
 * Sends the plans to a portal of their own, walk by walk, the first time after a survey of everything; what was wrong with the
 * answers and in the log. The requests of the survey take the place of as many that were drawn.
 */
async function fuzz(
  name: string,
  drawn: readonly Plan[],
  run: Pick<House, 'reached' | 'debts' | 'tried'>,
  isFirst: boolean,
): Promise<string[]> {
  const portal = await newTestPortal({
    // With the part of Security that names addresses; what would be sent stays in the outbox.
    config: { mail: { via: 'terminal' } },
    limits: {
      signIn: { answerSlot: { slotMilliseconds: 1 }, perAddress: unlimited },
      transfer: { verdictSlot: { slotMilliseconds: 1 } },
      recovery: { startsPerAddress: { starts: many, firstDelaySeconds: 0, longestDelaySeconds: 0 } },
    },
    with: ({ registers }) => ({
      registers: {
        ...registers,
        mobileCitizens: {
          ask: async (question) =>
            question.phone === silentNumber ? 'UNAVAILABLE' : registers.mobileCitizens.ask(question),
        },
      },
    }),
  })
  const house: House = { ...run, portal, all: routesOf(portal), learnt: nothingLearnt() }
  const begins = async (): Promise<Walker> => {
    const walker = await beginnings[name]?.(portal)
    if (!walker) throw new Error('no such beginning')
    return walker
  }
  const { faults, requests } = isFirst ? await survey(house, begins) : { faults: [], requests: 0 }
  const plans = drawn.slice(requests)
  for (let next = 0; next < plans.length; ) {
    const walker = await begins()
    const own = plans.slice(next, next + (walker.near ? perNear : perWalk))
    const sleeps = own.findIndex(({ minutes }) => minutes > 30)
    const steps = sleeps < 0 ? own : own.slice(0, sleeps + afterSleep)
    faults.push(...(await walk(house, walker, steps)))
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

/** Routes of which nothing but refusals at the door was seen: there the fuzzing would have shown nothing. */
function shallow(reached: Reached): string[] {
  const doors = new Set([401, 403, 404, 413, 415])
  return [...reached]
    .filter(
      ([route, counts]) => !route.endsWith('*') && [...counts.keys()].every((status) => doors.has(status)),
    )
    .map(([route]) => route)
}
