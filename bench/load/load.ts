import { usualCrowd } from '../crowd.ts'
import { Connection } from '../drivers/connection.ts'
import { cpuOf, type Watched } from './cpu.ts'
import { journeys } from './journeys.ts'

/**
 * The load, in a process of its own: virtual parents, each on a kept connection, one journey after the other. Prints one line
 * of JSON. What a journey needs beforehand is prepared before the clock starts.
 */
export type Load = {
  readonly origin: string
  readonly journey: string
  readonly concurrency: number
  readonly seconds: number
  /** Where its first person stands in the crowd, so that each run can have people of its own; after the last comes the first. */
  readonly from?: number
  readonly crowd?: number
  /** Whose CPU time is measured meanwhile, by pid: the server's, and that of the engine's postmaster. */
  readonly watch?: Watched
}
export type LoadResult = {
  readonly perSecond: number
  readonly done: number
  readonly failed: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Milliseconds of CPU for each journey, by who used them. */
  readonly cpu: Readonly<Record<string, number>>
  /** HTTP requests of each journey, of both sides. */
  readonly requests: number
  /** People of the crowd that were used up. */
  readonly used: number
}
/** One journey of a virtual parent; false when it did not end well, undefined when nothing prepared is left. */
export type Step = (parent: number) => Promise<boolean | undefined>
/** `next` gives the place of the crowd's next person. */
export type Journey = (load: Load, next: () => number) => Promise<Step> | Step

/** A journey that broke off counts as one that did not end well; what the first few said is worth reading. */
let toldOf = 0
function told(error: Error): false {
  toldOf += 1
  if (toldOf <= 3) process.stderr.write(`${error.message}\n`)
  return false
}

if (import.meta.main) {
  const load = JSON.parse(process.argv[2] ?? '{}') as Load
  process.stdout.write(`${JSON.stringify(await run(load))}\n`)
  process.exit()
}

async function run(load: Load): Promise<LoadResult> {
  let person = load.from ?? 0
  const make = await journeys[load.journey]?.()
  if (!make) throw new Error(`no journey is called ${load.journey}`)
  const step = await make(load, () => person++ % (load.crowd ?? usualCrowd))
  const times: number[] = []
  let failed = 0
  const [cpuBefore, ownBefore, sentBefore] = [cpuOf(load.watch), process.cpuUsage(), Connection.sent]
  const began = performance.now()
  const end = began + load.seconds * 1000
  await Promise.all(
    Array.from({ length: load.concurrency }, async (_, parent) => {
      while (performance.now() < end) {
        const start = performance.now()
        const isDone = await step(parent).catch(told)
        if (isDone === undefined) return
        if (isDone) times.push(performance.now() - start)
        else failed += 1
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const own = process.cpuUsage(ownBefore)
  const cpu = Object.entries(cpuOf(load.watch)).map(
    ([who, spent]) => [who, spent - (cpuBefore[who] ?? 0)] as const,
  )
  const each = (all: number) => all / Math.max(1, times.length)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  return {
    ...{ perSecond: times.length / seconds, done: times.length, failed, p50: at(0.5), p99: at(0.99) },
    cpu: Object.fromEntries([
      ...cpu.map(([who, spent]) => [who, each(spent)]),
      ['load', each((own.user + own.system) / 1000)],
    ]),
    requests: Math.round(each(Connection.sent - sentBefore)),
    used: person - (load.from ?? 0),
  }
}
