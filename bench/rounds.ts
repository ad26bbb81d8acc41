/** Something measured once a round. */
export type Measure = {
  readonly name: string
  readonly unit: string
  /** What it is compared with: names of other measures of the same rounds. */
  readonly against?: readonly string[]
  run(): Promise<number | Taken>
}
/** A rate, the milliseconds of CPU that one of it took, by who used them, and its HTTP requests. */
export type Taken = {
  readonly perSecond: number
  readonly cpu?: Readonly<Record<string, number>>
  readonly requests?: number
}
export type Found = ReadonlyMap<string, readonly Taken[]>

/** The middle of several measurements, of an even number the mean of the middle two; 0 of none. */
export function median(values: readonly number[]): number {
  return mean(middleOf(values.toSorted((a, b) => a - b)))
}

/** Of an ordered list the one in the middle, or the two there. */
export function middleOf<T>(ordered: readonly T[]): readonly T[] {
  return ordered.slice(Math.floor((ordered.length - 1) / 2), Math.floor(ordered.length / 2) + 1)
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length)
}

/** Takes every measure once a round, so that a slow moment of the machine meets both sides of a comparison. */
export async function inRounds(measures: readonly Measure[], rounds: number): Promise<Found> {
  const found = new Map<string, Taken[]>(measures.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, unit, run } of measures) {
      const value = await run()
      const taken = typeof value === 'number' ? { perSecond: value } : value
      found.get(name)?.push(taken)
      process.stderr.write(`round ${round}/${rounds}  ${name}: ${taken.perSecond.toFixed(1)} ${unit}\n`)
    }
  }
  return found
}

/** Round by round, one measure by another: median, smallest, largest. */
export function ratio(found: Found, name: string, to: string) {
  const others = found.get(to) ?? []
  const ratios = (found.get(name) ?? []).map(
    ({ perSecond }, at) => perSecond / (others[at]?.perSecond ?? Number.NaN),
  )
  return { middle: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }
}

/** The median of a rate. */
export function rate(found: Found, name: string): number {
  return median((found.get(name) ?? []).map(({ perSecond }) => perSecond))
}

/** How many HTTP requests one took. */
export function requestsOf(found: Found, name: string): number {
  return median((found.get(name) ?? []).map(({ requests = 0 }) => requests))
}

/** Medians of the CPU that one took, by who used it. */
export function cpu(found: Found, name: string): ReadonlyMap<string, number> {
  const taken = found.get(name) ?? []
  const users = new Set(taken.flatMap((each) => Object.keys(each.cpu ?? {})))
  return new Map([...users].map((who) => [who, median(taken.map((each) => each.cpu?.[who] ?? 0))]))
}

/**
 * The measures as a table: medians, ratios, and the CPU that one of each took, which tells more than a rate on a machine that
 * is not quiet.
 */
export function table(measures: readonly Measure[], found: Found): string {
  const rows = measures.map(({ name, unit, against = [] }) => {
    const compared = against.map((to) => `${asText(ratio(found, name, to))} of ${to}`)
    return `| ${name} | ${rate(found, name).toFixed(1)} ${unit} | ${compared.join('; ')} | ${cpuText(found, name)} |`
  })
  return [
    '| what | median | ratio | CPU of one: server, PostgreSQL, load |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function cpuText(found: Found, name: string): string {
  const spent = cpu(found, name)
  if (spent.size === 0) return ''
  const of = (begin: string) =>
    [...spent].reduce((sum, [who, each]) => (who.startsWith(begin) ? sum + each : sum), 0)
  return `${['server', 'PostgreSQL', 'load'].map((who) => of(who).toPrecision(3)).join(', ')} ms`
}

/** A ratio with the smallest and the largest of the rounds behind it. */
export function asText({ middle, least, most }: ReturnType<typeof ratio>): string {
  if (middle >= 2) return `${middle.toFixed(2)} × (${least.toFixed(1)}–${most.toFixed(1)})`
  const percent = (share: number) => (100 * share).toFixed(0)
  return `${(100 * middle).toFixed(1)} % (${percent(least)}–${percent(most)})`
}
