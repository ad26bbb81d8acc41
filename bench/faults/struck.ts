import type { Benchmark, Options } from '../benchmark.ts'
import { complaintsOf, section } from './report.ts'
import { type Fault, inRounds, type Outcome } from './rounds.ts'
import { isSeeing, proveSight } from './sight.ts'

/** The proof that the audit sees a loss is asked for like a fault. */
const sightName = 'sight'

/**
 * A benchmark of faults: all of them, or those named on the command line. Its text is a section as Markdown, without its heading;
 * the exit code is 1 when anything was lost, half done or otherwise wrong, all of which is listed.
 */
export function faultsBenchmark(
  heading: string,
  { faults, withSight }: { readonly faults: readonly Fault[]; readonly withSight: boolean },
) {
  const words = [...faults.map(({ name }) => name), ...(withSight ? [sightName] : [])]

  async function run(options: Options): Promise<string> {
    const named = options.words()
    const asked = named.length > 0 ? named : words
    const rounds = options.number('rounds', 5)
    const outcomes: Outcome[] = []
    const notRun: string[] = []
    for (const fault of faults) {
      if (!asked.includes(fault.name)) continue
      try {
        outcomes.push(await inRounds(fault, rounds))
      } catch (error) {
        notRun.push(`\`${fault.name}\` broke off: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    const sight = asked.includes(sightName) ? await proveSight() : undefined
    const isWhole = outcomes.every((outcome) => complaintsOf(outcome).length === 0) && notRun.length === 0
    if (!isWhole || (sight && !isSeeing(sight))) process.exitCode = 1
    return section(outcomes, notRun, sight)
  }
  return { heading, words, run } satisfies Benchmark
}
