import { median } from '../rounds.ts'
import { type Judged, targetsTable } from '../targets.ts'
import { changes } from './ledger.ts'
import type { Fault, Outcome } from './rounds.ts'
import { isSeeing, type Sight } from './sight.ts'

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

type Found = {
  readonly outcomes: readonly Outcome[]
  readonly notRun: readonly string[]
  readonly sight: Sight | undefined
  /** Of the faults all together, then of the sight. */
  readonly targets: readonly string[]
  /** What the first target speaks of: these faults, so many rounds of each. */
  readonly wanted: { readonly faults: readonly Pick<Fault, 'name'>[]; readonly rounds: number }
}

/** What was found, as Markdown. */
export function section({ outcomes, notRun, sight, targets, wanted }: Found): string {
  const found = outcomes.flatMap((outcome) =>
    complaintsOf(outcome).map((what) => `\`${outcome.fault.name}\`: ${what}`),
  )
  const all = [...notRun, ...found]
  const more = all.length > mostListed ? [`and ${all.length - mostListed} more`] : []
  const [ofFaults = '', ofSight = ''] = targets
  const judged = [
    ...(outcomes.length > 0 ? [judgedFaults(ofFaults, outcomes, wanted)] : []),
    ...(sight ? [judgedSight(ofSight, sight)] : []),
  ]
  return [
    ...(outcomes.length > 0 ? [intro, table(outcomes), ...logged(outcomes)] : []),
    ...(all.length > 0
      ? ['Found:', [...all.slice(0, mostListed), ...more].map((line) => `- ${line}`).join('\n')]
      : []),
    ...(sight ? [sightTable(sight)] : []),
    targetsTable(judged),
  ].join('\n\n')
}

/** All that were wanted, as often as wanted, and nothing acknowledged lost, nothing half done, nothing more often than asked. */
export function judgedFaults(
  what: string,
  outcomes: readonly Outcome[],
  { faults, rounds }: Found['wanted'],
): Judged {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, each) => all + of(each), 0)
  const [lost, half, repeated] = [
    sum((each) => each.lost.length),
    sum((each) => each.halfDone.length),
    sum((each) => each.repeated.length),
  ]
  const done = faults.filter(({ name }) =>
    outcomes.some((each) => each.fault.name === name && each.rounds >= rounds),
  ).length
  const least = Math.min(...outcomes.map((each) => each.rounds))
  return {
    what,
    figure: `${outcomes.length} faults, ${least} rounds of each, ${sum((each) => each.acknowledged)} changes: ${lost} lost, ${half} half done, ${repeated} repeated`,
    isReached: lost + half + repeated === 0 && done === faults.length,
    cause: lost + half + repeated === 0 ? 'not all of it was run' : 'see “Found” in the section',
  }
}

function judgedSight(what: string, sight: Sight): Judged {
  const sum = (of: 'told' | 'reported') => sight.seen.reduce((all, each) => all + each[of], 0)
  return {
    what,
    figure: `${sum('reported')} of ${sum('told')}, ${sight.seen.length} kinds of lies`,
    isReached: isSeeing(sight),
  }
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
  const lines = seen.map(
    ({ what, as, told, reported, findings }) => `| ${what} | ${told} | ${reported} | ${findings} ${as} |`,
  )
  return `That the audit sees: the same parents and the same audit behind a proxy that forgets commits or single statements while it
answers as if nothing were wrong. Lies are told one at a time, and the audit looks before anybody makes another journey. One lie
may be found in several ways, by tables and by the portal.

| what the proxy does | told | reported | findings |
|---|---|---|---|
${lines.join('\n')}`
}
