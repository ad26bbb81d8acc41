import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { type Census, makeCounter } from './census.ts'
import { type Citizen, recovers, signsIn } from './journeys.ts'
import { type Door, Parent } from './parent.ts'
import { keepsLive, type Stream } from './stream.ts'

/**
 * The load while nodes come and go, in a process of its own: sign-ins, readers of the feed, whole recoveries with a
 * phone each, and open cabinets. Begins with a line `ready` and ends when its standard input does, with a line of JSON.
 */
export type Load = {
  readonly origin: string
  readonly authority: string
  /** Whose cabinets are open; the same people sign in elsewhere, which their feeds tell. */
  readonly living: readonly Citizen[]
  /** Who recovers, once each. */
  readonly recovering: readonly Citizen[]
}
export type LoadResult = {
  readonly census: Census
  readonly streams: readonly {
    readonly heard: readonly string[]
    readonly returns: number
    readonly twice: number
  }[]
}

const signInWorkers = 3
const readers = 6
const recoveryWorkers = 2

const load = JSON.parse(process.argv[2] ?? '{}') as Load
const door: Door = { origin: load.origin, ca: readFileSync(load.authority, 'utf8') }
const counter = makeCounter()
let isOver = false
process.stdin.on('end', () => (isOver = true)).resume()

const streams: Stream[] = []
for (const [at, { iin }] of load.living.entries()) {
  const parent = new Parent(door, counter)
  await signsIn(parent, iin)
  // Each has sent as many requests: in turn, all of their feeds would come to one node.
  for (const _ of range(at % 3)) await parent.asks(routes.home)
  streams.push(await keepsLive(parent))
}
process.stdout.write('ready\n')
const queue = [...load.recovering]
await Promise.all([
  ...range(signInWorkers).map((at) => again('sign-in', 250, signIn(at))),
  ...range(readers).map(() => readFeed()),
  ...range(recoveryWorkers).map(() => again('recovery', 100, recovery)),
])
// What was written last is on its way to the feeds.
await wait(2000)
const heard = streams.map((stream) => ({
  heard: [...stream.heard].sort(),
  returns: stream.returns(),
  twice: stream.twice(),
}))
for (const stream of streams) stream.leave()
const result: LoadResult = { census: counter.census(), streams: heard }
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0))

function signIn(first: number) {
  let at = first
  return async () => {
    at += signInWorkers
    const parent = new Parent(door, counter)
    await signsIn(parent, load.living[at % load.living.length]?.iin ?? '').finally(() => parent.leaves())
    return true
  }
}

async function recovery(): Promise<boolean> {
  const citizen = queue.shift()
  if (!citizen) return false
  const [parent, phone] = [new Parent(door, counter), new Parent(door, counter)]
  await recovers(parent, phone, citizen).finally(() => {
    parent.leaves()
    phone.leaves()
  })
  return true
}

/** A parent who stays signed in for the whole of it; a page that is not the feed is a lost session. */
async function readFeed(): Promise<void> {
  const parent = new Parent(door, counter)
  await signsIn(parent, load.living[0]?.iin ?? '')
  await again('feed', 40, async () => {
    const answer = await parent.asks(routes.cabinet.feed)
    if (answer.status !== 200) throw new Error(`the feed answered ${answer.status}`)
    return true
  })
}

/** Does a journey again and again until the end; `false`: there is nobody left to do it. */
async function again(name: string, pause: number, journey: () => Promise<boolean>): Promise<void> {
  while (!isOver) {
    try {
      if (!(await journey())) return
      counter.journey(name)
    } catch (error) {
      counter.journey(`${name}, broken off`)
      counter.complain(`${name}: ${error instanceof Error ? error.message.slice(0, 160) : error}`)
    }
    await wait(pause)
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
