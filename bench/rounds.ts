/** Something measured once a round. */
export type Measure = {
  readonly name: string
  readonly unit: string
  /** What it is compared with: names of other measures of the same rounds. */
  readonly against?: readonly string[]
  run(): Promise<number>
}
export type Found = ReadonlyMap<string, readonly number[]>

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Takes every measure once a round, so that a slow moment of the machine meets both sides of a comparison. */
export async function inRounds(measures: readonly Measure[], rounds: number): Promise<Found> {
  const found = new Map<string, number[]>(measures.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, unit, run } of measures) {
      const value = await run()
      found.get(name)?.push(value)
      process.stderr.write(`round ${round}/${rounds}  ${name}: ${value.toFixed(1)} ${unit}\n`)
    }
  }
  return found
}

/** Round by round, one measure by another: median, smallest, largest. */
export function ratio(
  found: Found,
  name: string,
  to: string,
): { middle: number; least: number; most: number } {
  const others = found.get(to) ?? []
  const ratios = (found.get(name) ?? []).map((value, at) => value / (others[at] ?? Number.NaN))
  return { middle: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }
}

/** The measures as a table of medians and ratios. */
export function table(measures: readonly Measure[], found: Found): string {
  const rows = measures.map(({ name, unit, against = [] }) => {
    const compared = against.map((to) => `${asText(ratio(found, name, to))} of ${to}`)
    return `| ${name} | ${median(found.get(name) ?? []).toFixed(1)} ${unit} | ${compared.join('; ')} |`
  })
  return ['| what | median | ratio |', '|---|---|---|', ...rows].join('\n')
}

function asText({ middle, least, most }: ReturnType<typeof ratio>): string {
  if (middle >= 2) return `${middle.toFixed(1)} × (${least.toFixed(1)}–${most.toFixed(1)})`
  const percent = (share: number) => (100 * share).toFixed(0)
  return `${percent(middle)} % (${percent(least)}–${percent(most)})`
}
