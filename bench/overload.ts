import { setTimeout as wait } from 'node:timers/promises'
import type { Options } from './benchmark.ts'
import type { Flood, FloodResult } from './load/flood.ts'
import type { Probe, ProbeResult } from './load/probe.ts'
import { isSteady, judgedOverload, type Part, partTold } from './overload-section.ts'
import { measured } from './processes.ts'
import { type Server, serverWithCrowd } from './server.ts'

export { targets } from './overload-section.ts'
export const heading = 'Overload'

const crowd = 60_000
const atOnce = 32
/** People of the crowd whom the flood leaves alone. */
const apart = 1000
/** Before and after may differ by so much of the larger; a part that is less steady is measured again, so often at most. */
const steady = 0.2
const mostRepeats = 2

type Asked = { readonly seconds: number; readonly times: number; readonly calm: number }

/** Ten times the sign-ins that the server can do, for a minute, while others read pages. */
export async function run(options: Options): Promise<string> {
  const asked: Asked = {
    seconds: options.number('seconds', 60),
    times: options.number('times', 10),
    calm: options.number('calm', 10),
  }
  const { seconds, times } = asked
  const server = await serverWithCrowd(crowd)
  try {
    const parts = [await steadyPart(server, 'password', asked), await steadyPart(server, 'whole', asked)]
    return `Capacity is what ${atOnce} parents at once get of the same requests, before and after, once the server is warm; shares are of the larger
of the two. Then ${times} times as many begin each second for ${seconds} s, whatever becomes of those before, from a process on the same cores; another
process reads other pages, 20 times a second each. Where the two capacities differ by more than ${100 * steady} %, the part is measured again, at
most twice, and says so.

${judgedOverload(parts)}

${parts.map(partTold).join('\n')}`
  } finally {
    await server.remove()
  }
}

/** Measures until the machine was as fast after as before, or patience ends; what was not steady is told with the part. */
async function steadyPart(server: Server, what: Flood['what'], asked: Asked): Promise<Part> {
  const unsteady: Part['capacity'][] = []
  for (;;) {
    const part = await measuredPart(server, what, asked, unsteady)
    if (isSteady(part) || unsteady.length === mostRepeats) return part
    unsteady.push(part.capacity)
    const [before, after] = part.capacity
    process.stderr.write(`${what}: ${before.toFixed(0)}/s before, ${after.toFixed(0)}/s after: once more\n`)
  }
}

async function measuredPart(
  server: Server,
  what: Flood['what'],
  { seconds, times, calm }: Asked,
  unsteady: readonly Part['capacity'][],
): Promise<Part> {
  const capacity = async () =>
    (await server.load(what === 'whole' ? 'sign-in' : 'password', atOnce, calm)).perSecond
  // The first seconds compile the server's code.
  await capacity()
  const before = await capacity()
  // What the machine has shown it can do counts: a slow moment must not make the flood a small one.
  const known = Math.max(before, ...unsteady.flat())
  const [flooded, probed] = await flood(server, what, known * times, seconds)
  // As long as those who were turned away were told to wait: the last of the flood are through.
  await wait(5000)
  return { what, capacity: [before, await capacity()], unsteady: [...unsteady], flooded, probed, steady }
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
