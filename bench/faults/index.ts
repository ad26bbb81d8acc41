import { median } from '../figures.ts'
import { clockFaults } from './clock.ts'
import { databaseFaults } from './databases.ts'
import { kills } from './kill.ts'
import { outsideFaults } from './outside.ts'
import { type Fault, inRounds, type Outcome } from './rounds.ts'
import { proveSight, type Sight } from './sight.ts'

export const faults: readonly Fault[] = [...kills, ...databaseFaults, ...clockFaults, ...outsideFaults]

/**
 * `npm run bench faults [NAME …] [-- --rounds N]`: every fault, or those that are named, and a Markdown section about what was
 * found. Whatever is lost, half done or odd is listed under the table; the exit code says whether there was anything.
 */
export async function benchFaults(names: readonly string[], rounds: number): Promise<string> {
  const unknown = names.filter((name) => name !== 'sight' && !faults.some((fault) => fault.name === name))
  if (unknown.length > 0)
    throw new Error(
      `no such fault: ${unknown.join(', ')}; there are ${faults.map(({ name }) => name).join(', ')}`,
    )
  const outcomes: Outcome[] = []
  for (const fault of faults) {
    if (names.length === 0 || names.includes(fault.name)) outcomes.push(await inRounds(fault, rounds))
  }
  const sight = names.length === 0 || names.includes('sight') ? await proveSight() : undefined
  if (outcomes.some((outcome) => complaintsOf(outcome).length > 0) || (sight && !isSeeing(sight)))
    process.exitCode = 1
  return section(outcomes, sight)
}

export function complaintsOf({
  lost,
  halfDone,
  repeated,
  problems,
  faults: answers,
  recoveries,
}: Outcome): string[] {
  return [
    ...lost.map((what) => `lost: ${what}`),
    ...halfDone.map((what) => `half done: ${what}`),
    ...repeated.map((what) => `happened more often than asked: ${what}`),
    ...answers.map((what) => `answer: ${what}`),
    ...problems,
    ...recoveries.flatMap((back, at) =>
      back === null ? [`round ${at + 1}: nobody got in for a minute`] : [],
    ),
  ]
}

/** Nothing was found where nothing was lost, and every kind of lie was reported. */
export function isSeeing({ honest, seen }: Sight): boolean {
  const clean = [honest.lost, honest.halfDone, honest.repeated].every((found) => found.length === 0)
  return clean && seen.every(({ told, reported }) => told > 0 && reported > 0)
}

function section(outcomes: readonly Outcome[], sight: Sight | undefined): string {
  const lines = outcomes.map((outcome) => {
    const { fault, rounds, acknowledged, unsure, lost, halfDone, repeated, unavailable, recoveries } = outcome
    const times = recoveries.filter((back) => back !== null)
    const cells = [
      `\`${fault.name}\`: ${fault.what}`,
      ...[rounds, acknowledged, unsure, lost.length, halfDone.length, repeated.length, unavailable],
      `${median(times)} ms`,
      `${Math.max(...times)} ms`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  const complaints = outcomes.flatMap((outcome) =>
    complaintsOf(outcome).map((what) => `- \`${outcome.fault.name}\`: ${what}`),
  )
  return `## Faults

Parents in a process of their own sign in, change passwords, recover with a code from the app and with a printed one, end
sessions and activate apps, while the fault happens once a round. Each change is written down before it is asked for and when
its whole answer is there. After each round the ledger is compared with the tables and, through the portal, with what passwords,
sessions and codes open. “Unsure” changes were cut: each may have happened or not, but not in part. Back: from the fault to the
first sign-in that ended in the feed.

| fault | rounds | acknowledged | unsure | lost | half done | repeated | answers 503 | back, median | longest |
|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}
${complaints.length === 0 ? '' : `\nFound:\n\n${complaints.slice(0, 50).join('\n')}\n`}${sight ? sightTable(sight) : ''}`
}

function sightTable({ seen }: Sight): string {
  const lines = seen.map(({ what, as, told, reported }) => `| ${what} | ${told} | ${reported} ${as} |`)
  return `
That the audit sees: the same parents and the same audit behind a proxy that forgets commits or single statements while it
answers as if nothing were wrong. One lie is told of in several ways, by tables and by the portal.

| what the proxy does | times | reported |
|---|---|---|
${lines.join('\n')}
`
}
