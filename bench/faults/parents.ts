import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Odd } from '../drivers/answer.ts'
import { App } from '../drivers/app.ts'
import { type Child, Claimant } from './claimant.ts'
import { insisting, type Person } from './known.ts'
import { openLedger } from './ledger.ts'
import { Cut, Network } from './network.ts'
import { Parent } from './parent.ts'

/** The load, in a process of its own: told by messages what to do, answers each with a `Report`. */
export type Crowd = {
  readonly origin: string
  readonly ledger: string
  /** What runs out by the server's clock is then nobody's fault. */
  readonly movesClock: boolean
  /** Have an app that is theirs for days, and use everything again and again. */
  readonly settled: readonly Person[]
  /** A push subscription for each of them, where the deployment has a push service. */
  readonly subscriptions: readonly object[]
  /** Come once each: activation, recovery with the young app, limited mode. */
  readonly newcomers: readonly Person[]
  /** Come once each for a child (journeys §4). */
  readonly claimants: readonly { readonly person: Person; readonly child: Child }[]
  /** Only signs in: how long until that works again. */
  readonly watcher: Person
}
export type Told =
  | { readonly do: 'prepare' | 'run' | 'rest' | 'step' | 'prove' | 'report' }
  | { readonly do: 'replace'; readonly iins: readonly string[] }
  | { readonly do: 'watch'; readonly milliseconds: number }
export type Report = {
  /** `Date.now()` of the first sign-in that ended in the feed; for `watch`. */
  readonly back?: number | undefined
  readonly unavailable: number
  readonly faults: readonly string[]
  readonly odd: readonly string[]
  readonly newcomersLeft: number
}

const crowd = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Crowd
const network = new Network(crowd.origin)
const ledger = openLedger(crowd.ledger)
const { movesClock } = crowd
const odd: string[] = []
const make = (person: Person) => new Parent(person, new App(network), network, ledger, movesClock)
let settled = crowd.settled.map(make)
const watcher = make(crowd.watcher)
const newcomers = [...crowd.newcomers]
const claimants = [...crowd.claimants]
let arrived: Parent[] = []
const newcomersAtOnce = 2
const proofMilliseconds = 60_000

let turn = 0
let running = false
let underWay: Promise<unknown> = Promise.resolve()

const journeys: readonly ((parent: Parent) => Promise<void>)[] = [
  (parent) => parent.visits(),
  (parent) => parent.changesPassword(),
  (parent) => parent.recovers(),
  (parent) => parent.recoversWithPrintedCode(),
  (parent) => parent.endsOthers(),
  (parent) => parent.signsOut(),
]

/** One after another, each begun elsewhere in the list, until told to rest. What is cut is left as it is. */
async function lives(parent: Parent, first: number): Promise<void> {
  for (let at = first; running; at += 1) {
    await tries(() => journeys[at % journeys.length]?.(parent) ?? Promise.resolve())
  }
}

/** A newcomer's one visit; false when all have been here. */
async function comes(): Promise<boolean> {
  const person = newcomers.shift()
  if (!person) return false
  const parent = make(person)
  arrived.push(parent)
  await tries(async () => {
    await parent.recovers(true)
    await parent.visits()
  })
  return true
}

async function claims(): Promise<boolean> {
  const next = claimants.shift()
  if (!next) return false
  const claimant = new Claimant(next.person, new App(network), network, ledger, movesClock)
  arrived.push(claimant)
  await tries(() => claimant.transfers(next.child))
  return true
}

async function again(visit: () => Promise<boolean>): Promise<void> {
  while (running && (await visit()));
}

/** One journey of everybody, so that nobody's next one mends or hides what the last one left. */
async function step(): Promise<void> {
  turn += 1
  await Promise.all([
    ...settled.map((parent, at) =>
      tries(() => journeys[(at + turn) % journeys.length]?.(parent) ?? Promise.resolve()),
    ),
    ...Array.from({ length: newcomersAtOnce }, comes),
    claims(),
  ])
}

/** Of these settled parents nothing is asked any more; newcomers activate apps and take their places. */
async function replace(iins: readonly string[]): Promise<void> {
  settled = await Promise.all(
    settled.map(async (parent) => {
      const person = iins.includes(parent.iin) ? newcomers.shift() : undefined
      if (!person) return parent
      const instead = make(person)
      await instead.activates()
      return instead
    }),
  )
}

async function tries(journey: () => Promise<void>): Promise<void> {
  try {
    await journey()
  } catch (error) {
    if (error instanceof Odd) {
      if (!movesClock) odd.push(error.message)
    } else if (!(error instanceof Cut)) throw error
    await wait(20)
  }
}

async function does(told: Told): Promise<Partial<Report>> {
  switch (told.do) {
    case 'prepare':
      await Promise.all(
        settled.map(async (parent, at) => {
          await parent.activates()
          const subscription = crowd.subscriptions[at]
          if (subscription) await parent.subscribes(subscription)
        }),
      )
      return {}
    case 'run':
      running = true
      underWay = Promise.all([
        ...settled.map((parent, at) => lives(parent, at)),
        ...Array.from({ length: newcomersAtOnce }, () => again(comes)),
        again(claims),
      ])
      return {}
    case 'rest':
      running = false
      await underWay
      return {}
    case 'step':
      await step()
      return {}
    case 'replace':
      await replace(told.iins)
      return {}
    case 'prove':
      await Promise.all(
        [...settled, ...arrived].map((parent) =>
          tries(() => insisting(() => parent.proves(), proofMilliseconds)),
        ),
      )
      arrived = []
      return {}
    case 'watch':
      return { back: await firstSignIn(told.milliseconds) }
    case 'report':
      return {}
  }
}

/** Three at once, so that one that hangs does not hide that the others get in. Undefined: nobody did in time. */
async function firstSignIn(milliseconds: number): Promise<number | undefined> {
  const deadline = Date.now() + milliseconds
  let back: number | undefined
  const knock = async () => {
    while (back === undefined && Date.now() < deadline) {
      await tries(async () => {
        const browser = await watcher.signsIn()
        if ((await browser?.get('/cabinet'))?.status === 200) back ??= Date.now()
      })
    }
  }
  const knocking = Promise.all([knock(), knock(), knock()])
  await Promise.race([knocking, wait(milliseconds)])
  await knocking
  return back
}

process.on('message', (told: Told) => {
  does(told).then(
    (report) => {
      const newcomersLeft = newcomers.length
      process.send?.({
        unavailable: network.unavailable,
        faults: network.faults,
        odd,
        newcomersLeft,
        ...report,
      })
    },
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
