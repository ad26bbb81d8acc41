import { median } from '../rounds.ts'
import { type Judged, targetsTable } from '../targets.ts'
import type { PruneRun } from './prune.ts'

/** Of one step at one size: processor time of server and PostgreSQL, and time to the answer, in milliseconds a request. */
export type Figure = { readonly cpu: number; readonly time: number | undefined }
/** By step and size, one figure a round. */
export type Figures = Map<string, Map<number, Figure[]>>
export type Rates = ReadonlyMap<number, readonly number[]>

export const targets = [
  'feed page at 1,000,000 accounts ≤ 1.15 × its CPU at 10,000',
  'every recovery step at 1,000,000 accounts ≤ 1.15 × its CPU at 10,000',
] as const
const most = 1.15
const [small, large] = [10_000, 1_000_000]

const thousands = (size: number) => size.toLocaleString('en')

export function scaleSection(given: {
  sizes: readonly number[]
  rounds: number
  people: number
  figures: Figures
  rates: Rates
  prunes: readonly PruneRun[]
}): string {
  const { sizes, rounds, people, figures, rates, prunes } = given
  const [first = 0] = sizes
  /** The median at each size, and behind it that of the rounds' own ratios. */
  const cells = (values: (size: number) => readonly number[], digits: number) =>
    sizes.map((size) => {
      const of = size === first ? '' : ` (${ratio(values(size), values(first)).toFixed(2)})`
      return `${median(values(size)).toFixed(digits)}${of}`
    })
  const rows = [...figures].flatMap(([name, bySize]) => {
    const line = (what: 'cpu' | 'time') => cells((size) => valuesOf(bySize, size, what), 2).join(' | ')
    const cpu = `| ${name} | CPU ms | ${line('cpu')} |`
    return isTimed(bySize) ? [cpu, `| | time ms | ${line('time')} |`] : [cpu]
  })
  return `One node with ${sizes.map(thousands).join(', ')} accounts and everything that goes with them (\`bench/scale/fills.ts\`), all served side by side;
medians of ${rounds} rounds, each with ${people} people drawn anew from the whole table, so that a person's rows have not been read before; the files
are in the system's cache, and PostgreSQL's own holds 128 MB. CPU is that of the server and its PostgreSQL together, less what they do unasked; password hashes
are replaced by a cheap one. In brackets the median of the rounds’ own ratios to ${thousands(first)}. Answers that wait for a time slot have no time of their own.

| one request | | ${sizes.map(thousands).join(' | ')} |
|---|---|${sizes.map(() => '---|').join('')}
${rows.join('\n')}
| feed page, 16 at once | pages/s | ${cells((size) => rates.get(size) ?? [], 0).join(' | ')} |

${isWhole(sizes) ? `${targetsTable(judged(figures))}\n` : ''}
| a run of the prune job | accounts | rows gone | whole run | longest statement | longest transaction |
|---|---|---|---|---|---|
${prunes.map(pruneRow).join('\n')}
`
}

function pruneRow(run: PruneRun): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`
  return `| ${run.what} | ${thousands(run.size)} | ${thousands(run.rows)} | ${run.seconds.toFixed(2)} s | ${ms(run.longestStatement)} | ${ms(run.longestTransaction)} |`
}

/** Both sizes that the targets speak of were measured. */
function isWhole(sizes: readonly number[]): boolean {
  return [small, large].every((size) => sizes.includes(size))
}

/** The costliest step of each target, by CPU; what the clock says of its steps stands behind. */
function judged(figures: Figures): Judged[] {
  return [/^feed page/, /^recovery/].map((which, at) => {
    const steps = [...figures].filter(([name]) => which.test(name))
    const worst = (what: 'cpu' | 'time') =>
      steps
        .filter(([, bySize]) => what === 'cpu' || isTimed(bySize))
        .map(([name, bySize]) => ({
          name,
          ratio: ratio(valuesOf(bySize, large, what), valuesOf(bySize, small, what)),
        }))
        .toSorted((a, b) => a.ratio - b.ratio)
        .at(-1)
    const [cpu, time] = [worst('cpu'), worst('time')]
    return {
      what: targets[at] ?? '',
      figure: `at most ${cpu?.ratio.toFixed(2)} (${cpu?.name}); by the clock ${time?.ratio.toFixed(2)} (${time?.name})`,
      isReached: cpu !== undefined && cpu.ratio <= most,
    }
  })
}

/** Median of the rounds' own ratios: each round meets the same moments of the machine at every size. */
function ratio(values: readonly number[], to: readonly number[]): number {
  return median(values.map((value, round) => value / (to[round] ?? Number.NaN)))
}

function valuesOf(
  bySize: ReadonlyMap<number, readonly Figure[]>,
  size: number,
  what: keyof Figure,
): number[] {
  return (bySize.get(size) ?? []).flatMap((figure) => figure[what] ?? [])
}

function isTimed(bySize: ReadonlyMap<number, readonly Figure[]>): boolean {
  return [...bySize.values()].flat().some(({ time }) => time !== undefined)
}
