import { setTimeout as wait } from 'node:timers/promises'
import { iinOf } from '../crowd.ts'
import type { Answer } from '../drivers/answer.ts'
import { Browser } from '../drivers/browser.ts'
import { Connection } from '../drivers/connection.ts'
import { givesPasswordTo, namesIin, namesIinTo } from '../drivers/journeys.ts'

/**
 * More sign-ins than the server can do, in a process of its own: `perSecond` of them begin each second, whether or not the ones
 * before have ended. `password`: the request with the hash alone, by browsers that stand there; who is turned away waits as
 * told and comes again. `whole`: journeys of three requests by new browsers. Prints one line of JSON.
 */
export type Flood = {
  readonly origin: string
  readonly what: 'password' | 'whole'
  readonly perSecond: number
  readonly seconds: number
  /** Browsers that stand at the password before it begins. */
  readonly ready: number
  readonly from: number
  /** How many people there are; after the last comes the first. */
  readonly crowd: number
}
export type FloodResult = {
  /** A second, of those that were let in; and how many journeys began. */
  readonly goodput: number
  readonly offered: number
  readonly refused: number
  /** Of these at the password, with an IIN that was let in before. */
  readonly refusedLate: number
  /** Refusals without Retry-After, answers that are neither, and connections that broke. */
  readonly wrong: number
  /** Milliseconds until a refusal. */
  readonly refusedP50: number
  readonly refusedP99: number
  /** Milliseconds until they were in. */
  readonly enteredP50: number
  readonly enteredP99: number
  /** Not begun, since as many as `mostUnderWay` were under way. */
  readonly heldBack: number
  /** Cores that the flood itself took. */
  readonly cores: number
}

const mostUnderWay = 1500
const paceMilliseconds = 2

const flood = JSON.parse(process.argv[2] ?? '{}') as Flood
const free: Connection[] = []
let opened = 0
const counts = { offered: 0, wrong: 0, heldBack: 0, late: 0 }
const times = { entered: [] as number[], refused: [] as number[] }
let person = flood.from
const standing = flood.what === 'password' ? await prepared(flood.ready) : []

const [began, cpuBefore] = [performance.now(), process.cpuUsage()]
let owed = 0
let last = began
while (last - began < flood.seconds * 1000) {
  await wait(paceMilliseconds)
  const now = performance.now()
  owed += ((now - last) / 1000) * flood.perSecond
  last = now
  for (; owed >= 1; owed -= 1) begin()
}
const seconds = (performance.now() - began) / 1000
const cpu = process.cpuUsage(cpuBefore)
const quantile = (values: number[], share: number) =>
  values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
const result: FloodResult = {
  goodput: times.entered.length / seconds,
  offered: counts.offered / seconds,
  refused: times.refused.length / seconds,
  refusedLate: counts.late / seconds,
  wrong: counts.wrong,
  refusedP50: quantile(times.refused, 0.5),
  refusedP99: quantile(times.refused, 0.99),
  enteredP50: quantile(times.entered, 0.5),
  enteredP99: quantile(times.entered, 0.99),
  heldBack: counts.heldBack / seconds,
  cores: (cpu.user + cpu.system) / 1e6 / seconds,
}
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit()

function begin(): void {
  const connection = free.pop() ?? (opened < mostUnderWay ? newConnection() : undefined)
  const browser = connection && (flood.what === 'whole' ? new Browser(connection) : standing.pop())
  if (!connection || !browser) {
    counts.heldBack += 1
    if (connection) free.push(connection)
    return
  }
  counts.offered += 1
  signIn(Object.assign(browser, { connection }))
    .catch(() => (counts.wrong += 1))
    .finally(() => free.push(connection))
}

async function signIn(browser: Browser): Promise<void> {
  const began = performance.now()
  const answer = await throughTo(browser)
  const taken = performance.now() - began
  const retry = Number(answer.header('retry-after')[0])
  if (answer.header('location')[0] === '/cabinet') times.entered.push(taken)
  else if (answer.status === 503 && retry > 0) {
    times.refused.push(taken)
    if (flood.what === 'password') setTimeout(() => standing.unshift(browser), retry * 1000)
  } else counts.wrong += 1
}

/** The answer to the password, or to the IIN where that was turned away already. */
async function throughTo(browser: Browser): Promise<Answer> {
  if (flood.what === 'password') return givesPasswordTo(browser)
  const named = await namesIinTo(browser, iinOf(nextPerson()))
  if (named.status === 503) return named
  const answer = await givesPasswordTo(browser)
  if (answer.status === 503) counts.late += 1
  return answer
}

function nextPerson(): number {
  const place = person++
  return flood.from + ((place - flood.from) % (flood.crowd - flood.from))
}

/** Browsers that have named their person. */
async function prepared(many: number): Promise<Browser[]> {
  const browsers: Browser[] = []
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      const connection = newConnection()
      while (browsers.length < many) {
        const browser = new Browser(connection)
        browsers.push(browser)
        await namesIin(browser, iinOf(nextPerson()))
      }
      free.push(connection)
    }),
  )
  return browsers
}

function newConnection(): Connection {
  opened += 1
  return new Connection(flood.origin)
}
