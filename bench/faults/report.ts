import { median } from '../rounds.ts'
import { changes } from './ledger.ts'
import type { Outcome } from './rounds.ts'
import type { Sight } from './sight.ts'

/** Everything about a fault's rounds that should not be. */
export function complaintsOf(outcome: Outcome): string[] {
  return [
    ...outcome.lost.map((what) => `lost: ${what}`),
    ...outcome.halfDone.map((what) => `half done: ${what}`),
    ...outcome.repeated.map((what) => `happened more often than asked: ${what}`),
    ...outcome.faults.map((what) => `answer: ${what}`),
    ...outcome.problems,
    ...outcome.recoveries.flatMap((back, at) =>
      back === null ? [`round ${at + 1}: nobody got in for a minute`] : [],
    ),
  ]
}

const mostListed = 50

/** What was found, as Markdown. */
export function section(
  outcomes: readonly Outcome[],
  notRun: readonly string[],
  sight: Sight | undefined,
): string {
  const found = outcomes.flatMap((outcome) =>
    complaintsOf(outcome).map((what) => `\`${outcome.fault.name}\`: ${what}`),
  )
  const all = [...notRun, ...found]
  const more = all.length > mostListed ? [`and ${all.length - mostListed} more`] : []
  return [
    ...(outcomes.length > 0 ? [intro, table(outcomes), ...logged(outcomes)] : []),
    ...(all.length > 0
      ? ['Found:', [...all.slice(0, mostListed), ...more].map((line) => `- ${line}`).join('\n')]
      : []),
    ...(sight ? [sightTable(sight)] : []),
  ].join('\n\n')
}

const intro = `Parents in a process of their own sign in, change passwords, end sessions, recover with a code from the app and with a printed
one, activate apps and take over the account of a child, while the fault happens once a round. Each change is written down before
it is asked for and again when its whole answer is there. After each round the ledger is compared with the tables and, through the
portal, with what passwords, sessions and codes open; the audit's chain is verified. Unsure changes were cut: each may have
happened or not, but not in part. Back: from the fault to the first sign-in that ended in the feed.`

function table(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map((outcome) => {
    const { fault, rounds, acknowledged, unsure, lost, halfDone, repeated, unavailable, recoveries } = outcome
    const times = recoveries.filter((back) => back !== null)
    const counts = [rounds, acknowledged, unsure, lost.length, halfDone.length, repeated.length, unavailable]
    const back = times.length > 0 ? [`${median(times)} ms`, `${Math.max(...times)} ms`] : ['never', 'never']
    return `| ${[`\`${fault.name}\`: ${fault.what}`, ...counts, ...back].join(' | ')} |`
  })
  const kinds = changes.map(
    (kind) => `${kind} ${outcomes.reduce((sum, outcome) => sum + (outcome.kinds[kind] ?? 0), 0)}`,
  )
  return `| fault | rounds | acknowledged | unsure | lost | half done | repeated | answers 503 | back, median | longest |
|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}

Acknowledged in all: ${kinds.join(', ')}.`
}

/** What the logs said at error level meanwhile: some of it is what an operator should see. */
function logged(outcomes: readonly Outcome[]): string[] {
  const lines = outcomes.flatMap(({ fault, errors }) =>
    [...Map.groupBy(errors, (error) => error)].map(
      ([error, all]) => `\`${fault.name}\` ${all.length} × ${error}`,
    ),
  )
  return lines.length > 0 ? [`In the logs at error level: ${lines.join('; ')}.`] : []
}

function sightTable({ seen }: Sight): string {
  const lines = seen.map(({ what, as, told, reported }) => `| ${what} | ${told} | ${reported} ${as} |`)
  return `That the audit sees: the same parents and the same audit behind a proxy that forgets commits or single statements while it
answers as if nothing were wrong. One lie is told of in several ways, by tables and by the portal.

| what the proxy does | times | reported |
|---|---|---|
${lines.join('\n')}`
}
