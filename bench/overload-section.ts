import type { Flood, FloodResult } from './load/flood.ts'
import type { ProbeResult } from './load/probe.ts'
import { type Judged, targetsTable } from './targets.ts'

/** One kind of flood, with what the server could do before and after it. */
export type Part = {
  readonly what: Flood['what']
  /** Sign-ins a second before and after. */
  readonly capacity: readonly [number, number]
  /** The capacities of the attempts before, which were not steady. */
  readonly unsteady: readonly (readonly [number, number])[]
  /** By how much of the larger the two may differ. */
  readonly steady: number
  readonly flooded: FloodResult
  readonly probed: ProbeResult
}

export const targets = [
  'password steps let in at 10 × capacity ≥ 90 % of capacity',
  'whole sign-ins let in at 10 × capacity ≥ 90 % of capacity',
  'other pages meanwhile: p99 < 250 ms, every answer 200',
  'refused meanwhile: 503 with Retry-After, p99 < 250 ms',
  'memory meanwhile: ≤ 512 MiB, in the second half ≤ 10 % above the first',
] as const
const least = 0.9
const mostMilliseconds = 250
const mostMebibytes = 512
const mostGrowth = 1.1

const ms = (value: number) => `${value.toFixed(0)} ms`
const percent = (share: number) => `${(100 * share).toFixed(0)} %`
const larger = ({ capacity }: Part) => Math.max(...capacity)
const shareOf = (part: Part) => part.flooded.goodput / larger(part)

export function isSteady({ capacity: [before, after], steady }: Part): boolean {
  return Math.abs(before - after) <= steady * Math.max(before, after)
}

/** The targets of the section; of figures that both floods have, the worse one counts. */
export function judgedOverload(parts: readonly Part[]): string {
  const [password, whole, pages, refusals, memory] = targets
  const slowest = parts
    .flatMap(({ probed }) => probed.pages)
    .toSorted((a, b) => a.p99 - b.p99)
    .at(-1)
  const wrong = sum(parts.flatMap(({ probed }) => probed.pages.map((page) => page.wrong)))
  const refused = Math.max(...parts.map(({ flooded }) => flooded.refusedP99))
  const odd = sum(parts.map(({ flooded }) => flooded.wrong))
  return targetsTable([
    ...parts.map((part) => goodput(part, part.what === 'password' ? password : whole)),
    {
      what: pages,
      figure: `${ms(slowest?.p99 ?? 0)} (\`${slowest?.path}\`), ${wrong} not 200`,
      isReached: (slowest?.p99 ?? 0) < mostMilliseconds && wrong === 0,
    },
    {
      what: refusals,
      figure: `${ms(refused)}, ${odd} other answers`,
      isReached: refused < mostMilliseconds && odd === 0,
    },
    {
      what: memory,
      figure: parts
        .map(({ probed }) => `${probed.memoryHalves.map((most) => most.toFixed(0)).join(' and ')} MiB`)
        .join('; '),
      isReached: parts.every(
        ({
          probed: {
            memoryHalves: [first, second],
          },
        }) => {
          return Math.max(first, second) <= mostMebibytes && second <= mostGrowth * first
        },
      ),
    },
  ])
}

function goodput(part: Part, what: string): Judged {
  const { flooded, capacity } = part
  const flood = `the flood itself takes ${flooded.cores.toFixed(2)} of a core on the same cores`
  const pages =
    part.what === 'whole' ? ', and the first page of every journey is served before it is refused' : ''
  const unsteady = `the capacity was not steady: ${capacity.map((each) => each.toFixed(0)).join('/s before, ')}/s after; `
  return {
    what,
    figure: `${percent(shareOf(part))}, offered ${(flooded.offered / larger(part)).toFixed(1)} × capacity`,
    isReached: shareOf(part) >= least,
    cause: `${isSteady(part) ? '' : unsteady}${flood}${pages}`,
  }
}

/** One flood in full. */
export function partTold(part: Part): string {
  const { what, capacity, unsteady, flooded, probed } = part
  const late = what === 'whole' ? `; ${flooded.refusedLate.toFixed(0)}/s of them at the password` : ''
  const again = unsteady.map((pair) => pair.map((each) => each.toFixed(0)).join(' and ')).join(', ')
  const rows = probed.pages.map(({ path, asked, wrong, p50, p99, most }) => {
    return `| \`${path}\` | ${asked} | ${wrong} | ${ms(p50)} | ${ms(p99)} | ${ms(most)} |`
  })
  const [first, second] = probed.memoryHalves
  return `**${what === 'password' ? 'The password step alone' : 'Whole journeys of three requests, each by a new browser'}**
${again === '' ? '' : `\nMeasured again, as the machine was not steady: capacity before and after was ${again} sign-ins/s.\n`}${
  isSteady(part) ? '' : '\n**This time it was not steady either, so the share below is unsure.**\n'
}
| what | figure |
|---|---|
| capacity, before and after | ${capacity.map((each) => each.toFixed(0)).join(' and ')} sign-ins/s |
| offered | ${flooded.offered.toFixed(0)}/s, ${(flooded.offered / larger(part)).toFixed(1)} × capacity (${flooded.heldBack.toFixed(0)}/s more not begun: no connection or browser free) |
| let in | ${flooded.goodput.toFixed(0)}/s, ${percent(shareOf(part))} of capacity, after ${ms(flooded.enteredP50)} (p99 ${ms(flooded.enteredP99)}) |
| refused, 503 with Retry-After | ${flooded.refused.toFixed(0)}/s, after ${ms(flooded.refusedP50)} (p99 ${ms(flooded.refusedP99)})${late} |
| neither | ${flooded.wrong} |
| the flood itself takes | ${flooded.cores.toFixed(2)} of a core |
| the server’s memory | ${probed.memoryBefore.toFixed(0)} MiB before, ${first.toFixed(0)} MiB at most in the first half, ${second.toFixed(0)} MiB in the second |

| other page | asked | not 200 | p50 | p99 | most |
|---|---|---|---|---|---|
${rows.join('\n')}
`
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0)
}
