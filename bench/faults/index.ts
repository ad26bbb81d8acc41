import { median } from '../figures.ts'
import { kills } from './kill.ts'
import { type Fault, inRounds, type Outcome } from './rounds.ts'

export const faults: readonly Fault[] = [...kills]

/**
 * `npm run bench faults [NAME …] [-- --rounds N]`: every fault, or those that are named, and a Markdown section about what was
 * found. Whatever is lost, half done or odd is listed under the table; the exit code says whether there was anything.
 */
export async function benchFaults(names: readonly string[], rounds: number): Promise<string> {
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name))
  if (unknown.length > 0)
    throw new Error(
      `no such fault: ${unknown.join(', ')}; there are ${faults.map(({ name }) => name).join(', ')}`,
    )
  const outcomes: Outcome[] = []
  for (const fault of faults) {
    if (names.length === 0 || names.includes(fault.name)) outcomes.push(await inRounds(fault, rounds))
  }
  if (outcomes.some((outcome) => complaintsOf(outcome).length > 0)) process.exitCode = 1
  return section(outcomes)
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

function section(outcomes: readonly Outcome[]): string {
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
${complaints.length === 0 ? '' : `\nFound:\n\n${complaints.slice(0, 50).join('\n')}\n`}`
}
