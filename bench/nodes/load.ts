import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import { type Person, recovers, signsIn } from '../drivers/journeys.ts'
import { type Census, makeCounter } from './census.ts'
import { appAt, Client, Parent } from './client.ts'
import type { Door } from './cluster.ts'
import { keepsLive, type Stream } from './stream.ts'

/**
 * The load while nodes come and go, in a process of its own: sign-ins, readers of the feed, whole recoveries with a
 * phone each, and open cabinets. Begins with a line `ready` and ends when its standard input does, with a line of JSON.
 */
export type Load = {
  readonly origin: string
  readonly authority: string
  /** Whose cabinets are open; the same people sign in elsewhere, which their feeds tell. */
  readonly living: readonly Person[]
  /** Who recovers, once each. */
  readonly recovering: readonly Person[]
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
  const parent = new Parent(new Client(door, counter))
  await signsIn(parent, iin)
  // Each has sent as many requests: in turn, all of their feeds would come to one node.
  for (const _ of range(at % 3)) await parent.get(routes.home)
  streams.push(await keepsLive(parent))
}
process.stdout.write('ready\n')
const queue = [...load.recovering]
await Promise.all([
  ...range(signInWorkers).map((at) => again('sign-in', 250, signIn(at))),
  ...range(readers).map(readFeed),
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
    const client = new Client(door, counter)
    const { iin } = load.living[at % load.living.length] ?? { iin: '' }
    await signsIn(new Parent(client), iin).finally(() => client.leaves())
    return true
  }
}

async function recovery(): Promise<boolean> {
  const citizen = queue.shift()
  if (!citizen) return false
  const clients = [new Client(door, counter), new Client(door, counter)] as const
  await recovers(new Parent(clients[0]), appAt(clients[1]), citizen).finally(() => {
    for (const client of clients) client.leaves()
  })
  return true
}

/** A parent who stays signed in for the whole of it; a page that is not the feed is a lost session. */
async function readFeed(at: number): Promise<void> {
  const parent = new Parent(new Client(door, counter))
  let isIn = false
  await again('feed', 40, async () => {
    // Another one each: an account's attempts are counted before they are judged, and more than five at once wait.
    if (!isIn) await signsIn(parent, load.living[at]?.iin ?? '')
    isIn = true
    const answer = await parent.get(routes.cabinet.feed)
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
