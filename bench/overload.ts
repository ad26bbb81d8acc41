import { setTimeout as wait } from 'node:timers/promises'
import type { Options } from './benchmark.ts'
import type { Flood, FloodResult } from './load/flood.ts'
import type { Probe, ProbeResult } from './load/probe.ts'
import { measured } from './processes.ts'
import { type Server, serverWithCrowd } from './server.ts'

export const heading = 'Overload'

const crowd = 60_000
const atOnce = 32
/** People of the crowd whom the flood leaves alone. */
const apart = 1000

/** Ten times the sign-ins that the server can do, for a minute, while others read pages. */
export async function run(options: Options): Promise<string> {
  const [seconds, times, calm] = [
    options.number('seconds', 60),
    options.number('times', 10),
    options.number('calm', 10),
  ]
  const server = await serverWithCrowd(crowd)
  try {
    const parts: string[] = []
    for (const what of ['password', 'whole'] as const) {
      const journey = what === 'whole' ? 'sign-in' : 'password'
      const before = await server.load(journey, atOnce, calm)
      const [flooded, probed] = await flood(server, what, before.perSecond * times, seconds)
      // As long as those who were turned away were told to wait: the last of the flood are through.
      await wait(5000)
      const after = await server.load(journey, atOnce, calm)
      parts.push(told(what, [before.perSecond, after.perSecond], flooded, probed))
    }
    return `Capacity is what ${atOnce} parents at once get, before and after. Then ${times} times as many begin each second for ${seconds} s, whatever becomes of
those before, from a process on the same two cores; another process reads other pages, 20 times a second each.

${parts.join('\n')}`
  } finally {
    await server.remove()
  }
}

async function flood(
  server: Server,
  what: Flood['what'],
  perSecond: number,
  seconds: number,
): Promise<[FloodResult, ProbeResult]> {
  // Who is turned away comes again after five seconds; the others are let in once.
  const ready = Math.ceil(perSecond * 6 + (perSecond / 10) * seconds * 1.2)
  const asked: Flood = { origin: server.origin, what, perSecond, seconds, ready, from: apart, crowd }
  const probe: Probe = { origin: server.origin, seconds, pid: server.pid, person: what === 'whole' ? 0 : 1 }
  process.stderr.write(`${what}: ${perSecond.toFixed(0)} a second for ${seconds} s\n`)
  return Promise.all([
    measured<FloodResult>('load/flood.ts', JSON.stringify(asked)),
    measured<ProbeResult>('load/probe.ts', JSON.stringify(probe)),
  ])
}

function told(
  what: Flood['what'],
  capacity: readonly [number, number],
  flooded: FloodResult,
  { pages, memoryBefore, memoryMost }: ProbeResult,
): string {
  const [before, after] = capacity
  const of = (flooded.goodput / ((before + after) / 2)) * 100
  const ms = (value: number) => `${value.toFixed(0)} ms`
  const late = what === 'whole' ? `; ${flooded.refusedLate.toFixed(0)}/s of them at the password` : ''
  const rows = pages.map(
    ({ path, asked, wrong, p50, p99, most }) =>
      `| \`${path}\` | ${asked} | ${wrong} | ${ms(p50)} | ${ms(p99)} | ${ms(most)} |`,
  )
  return `**${what === 'password' ? 'The password step alone' : 'Whole journeys of three requests, each by a new browser'}**

| what | figure |
|---|---|
| capacity, before and after | ${before.toFixed(0)} and ${after.toFixed(0)} sign-ins/s |
| offered | ${flooded.offered.toFixed(0)}/s (${flooded.heldBack.toFixed(0)}/s more not begun: no connection or browser free) |
| let in | ${flooded.goodput.toFixed(0)}/s, ${of.toFixed(0)} % of capacity, after ${ms(flooded.enteredP50)} (p99 ${ms(flooded.enteredP99)}) |
| refused, 503 with Retry-After | ${flooded.refused.toFixed(0)}/s, after ${ms(flooded.refusedP50)} (p99 ${ms(flooded.refusedP99)})${late} |
| neither | ${flooded.wrong} |
| the flood itself takes | ${flooded.cores.toFixed(2)} of the cores |
| the server's memory | ${memoryBefore.toFixed(0)} MiB before, ${memoryMost.toFixed(0)} MiB at most |

| other page | asked | not 200 | p50 | p99 | most |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}
