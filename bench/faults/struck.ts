import type { Benchmark, Options } from '../benchmark.ts'
import { complaintsOf, section } from './report.ts'
import { beginRounds, type Fault, type Outcome, type Rounds } from './rounds.ts'
import { isSeeing, proveSight } from './sight.ts'

/** The proof that the audit sees a loss is asked for like a fault. */
const sightName = 'sight'

type Struck = {
  readonly faults: readonly Fault[]
  /** Unless the command line says another number. */
  readonly rounds: number
  /** A round of each in turn, so that the same hours of the machine meet all of them; else one fault after the other. */
  readonly inTurn: boolean
  readonly withSight: boolean
  /** Of the faults all together, then of the sight. */
  readonly targets: readonly [string, string?]
}

/**
 * A benchmark of faults: all of them, or those named on the command line. Its text is a section as Markdown, without its heading;
 * the exit code is 1 when anything was lost, half done or otherwise wrong, all of which is listed.
 */
export function faultsBenchmark(heading: string, { faults, inTurn, withSight, ...given }: Struck) {
  const words = [...faults.map(({ name }) => name), ...(withSight ? [sightName] : [])]
  const targets = given.targets.filter((target) => target !== undefined)

  async function run(options: Options): Promise<string> {
    const named = options.words()
    const asked = named.length > 0 ? named : words
    const rounds = options.number('rounds', given.rounds)
    const chosen = faults.filter(({ name }) => asked.includes(name))
    const notRun: string[] = []
    const outcomes: Outcome[] = []
    for (const group of inTurn ? [chosen] : chosen.map((fault) => [fault]))
      outcomes.push(...(await together(group, rounds, notRun)))
    const sight = asked.includes(sightName) ? await proveSight() : undefined
    const isWhole = outcomes.every((outcome) => complaintsOf(outcome).length === 0) && notRun.length === 0
    if (!isWhole || (sight && !isSeeing(sight))) process.exitCode = 1
    return section({ outcomes, notRun, sight, targets, wanted: { faults, rounds: given.rounds } })
  }
  return { heading, targets, words, run } satisfies Benchmark
}

/** A round of each in turn. A fault that breaks off is told in `notRun`, and the others go on. */
async function together(faults: readonly Fault[], rounds: number, notRun: string[]): Promise<Outcome[]> {
  const running = new Map<Fault, Rounds>()
  const tries = async (fault: Fault, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      notRun.push(`\`${fault.name}\` broke off: ${error instanceof Error ? error.message : String(error)}`)
      const broken = running.get(fault)
      running.delete(fault)
      await broken?.close()
    }
  }
  for (const fault of faults)
    await tries(fault, async () => void running.set(fault, await beginRounds(fault, rounds)))
  const began = performance.now()
  for (let round = 1; round <= rounds; round += 1) {
    for (const [fault, each] of running) await tries(fault, each.round)
    const left = ((performance.now() - began) / round) * (rounds - round)
    process.stderr.write(`round ${round}/${rounds}, about ${(left / 60_000).toFixed(1)} minutes left\n`)
  }
  const outcomes = [...running.values()].map((each) => each.outcome())
  for (const [fault, each] of running) await tries(fault, each.close)
  return outcomes
}
