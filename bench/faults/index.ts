import type { Options } from '../benchmark.ts'
import { clockFaults } from './clock.ts'
import { databaseFaults } from './databases.ts'
import { kills } from './kill.ts'
import { outsideFaults } from './outside.ts'
import { complaintsOf, section } from './report.ts'
import { type Fault, inRounds, type Outcome } from './rounds.ts'
import { isSeeing, proveSight } from './sight.ts'

export const faults: readonly Fault[] = [...kills, ...databaseFaults, ...clockFaults, ...outsideFaults]
export const heading = 'Faults'
/** The proof that the audit sees a loss is asked for like a fault. */
const sightName = 'sight'
export const words = [...faults.map(({ name }) => name), sightName]

/**
 * `npm run bench faults`: every fault for some rounds and the proof that the audit sees; `npm run bench faults -- kill-server
 * --rounds 100`: the named ones. Returns the section as Markdown, without its heading; the exit code is 1 when anything was
 * lost, half done or otherwise wrong, all of which is listed.
 */
export async function run(options: Options): Promise<string> {
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
