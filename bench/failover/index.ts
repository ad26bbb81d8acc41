import type { Options } from '../benchmark.ts'
import { complaintsOf } from '../faults/report.ts'
import { type Fault, inRounds, type Outcome } from '../faults/rounds.ts'
import { median } from '../rounds.ts'
import { targetsTable } from '../targets.ts'
import { type ClusterOptions, startCluster } from './cluster.ts'
import { machineLostBehind, type PrimaryFault, primaryFaults } from './faults.ts'
import type { Member } from './member.ts'
import { startNodes } from './nodes.ts'
import type { Cluster } from './operate.ts'
import { type Readiness, watchReadiness } from './readiness.ts'

/** Its section in docs/benchmarks.md. */
export const heading = 'Failover'

export const targets = [
  'a dozen failovers, unplanned and with another leader after them: nothing lost, half done or repeated',
] as const
const dozen = 12

/** An outcome of the ledger's rounds, and what the nodes said of themselves meanwhile: ms after each fault. */
type Failover = Outcome & {
  readonly away: readonly { readonly first: number; readonly last: number }[]
  /** After so many of the rounds another member led than before. */
  readonly leadersChanged: number
  readonly isPlanned: boolean
}

/**
 * `npm run bench failover`: two nodes of Kabinet on PostgreSQL under Patroni, whose primary is killed, frozen and moved while
 * parents use the nodes. `--rounds 24` in all: a quarter recovers in place, a quarter is planned, and twelve are failovers;
 * `--members 3`, `--strict 1` (0: changes go on without a standby), `--fault 0` (all, or the number of one), `--etcd 2` (the version
 * of its interface). Returns a section without its heading; progress goes to the error output. Its last line is a run with
 * asynchronous replication that must lose: a harness that does not see that loss proves nothing. The exit code says whether all was
 * as it must be.
 */
export async function run(options: Options): Promise<string> {
  const rounds = options.number('rounds', 24)
  const shape: ClusterOptions = {
    members: options.number('members', 3),
    replication: options.number('strict', 1) === 1 ? 'strict' : 'synchronous',
    etcdApi: options.number('etcd', 2) === 3 ? 3 : 2,
  }
  const chosen = options.number('fault', 0)
  const isChosen = (number: number) => chosen === 0 || chosen === number
  const share = Math.max(1, Math.round(rounds / primaryFaults.length))
  const outcomes: Failover[] = []
  for (const [at, fault] of primaryFaults.entries())
    if (isChosen(at + 1)) outcomes.push(await inFailovers(fault, share, shape))
  const losing = isChosen(primaryFaults.length + 1)
    ? await inFailovers(machineLostBehind, 1, { ...shape, replication: 'asynchronous' })
    : undefined
  const isClean = outcomes.every((outcome) => complaintsOf(outcome).length === 0)
  if (!isClean || losing?.lost.length === 0) process.exitCode = 1
  return section(shape, outcomes, losing)
}

async function inFailovers(
  primaryFault: PrimaryFault,
  rounds: number,
  shape: ClusterOptions,
): Promise<Failover> {
  let cluster: Cluster | undefined
  let readiness: Readiness | undefined
  let primary: Member | undefined
  const strikes: number[] = []
  const ends: number[] = []
  let leadersChanged = 0
  const found: string[] = []
  const standing = () => {
    if (!cluster) throw new Error('the cluster has not begun')
    return cluster
  }
  const fault: Fault = {
    name: primaryFault.name,
    what: primaryFault.what,
    async begins() {
      cluster = await startCluster(shape)
      const nodes = await startNodes(cluster)
      readiness = watchReadiness(nodes.origins)
      return nodes
    },
    async strikes() {
      primary = await standing().leader()
      strikes.push(Date.now())
      await primaryFault.strike(standing(), primary)
    },
    async mends() {
      if (!primary) return
      // A cluster that does not come back is a finding, told beside what the ledger says of it.
      found.push(...(await primaryFault.repair(standing(), primary).catch((error: Error) => [error.message])))
    },
    async checks(nodes) {
      ends.push(Date.now())
      // Where nobody leads, the repair has said so.
      const leads = await standing()
        .leader()
        .catch(() => primary)
      if (leads !== primary) leadersChanged += 1
      if (!nodes.runs()) found.push('a node of Kabinet ended', ...nodes.errors().slice(-8))
      return found.splice(0)
    },
  }
  try {
    const outcome = await inRounds(fault, rounds)
    const away = strikes.flatMap((struck, at) => {
      const said = readiness?.away(struck, ends[at] ?? struck)
      return said ? [{ first: said.first - struck, last: said.last - struck }] : []
    })
    return { ...outcome, away, leadersChanged, isPlanned: primaryFault.isPlanned === true }
  } finally {
    readiness?.stop()
    cluster?.stop()
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function section(
  { members, replication, etcdApi }: ClusterOptions,
  outcomes: readonly Failover[],
  losing: Failover | undefined,
): string {
  const all = losing ? [...outcomes, losing] : outcomes
  const lines = all.map((outcome) => {
    const times = outcome.recoveries.filter((back) => back !== null)
    const middle = (moments: readonly number[]) => (moments.length > 0 ? seconds(median(moments)) : '—')
    const cells = [
      `\`${outcome.fault.name}\`: ${outcome.fault.what}`,
      ...[outcome.rounds, outcome.leadersChanged, outcome.acknowledged, outcome.unsure],
      ...[outcome.lost.length, outcome.halfDone.length, outcome.repeated.length, outcome.unavailable],
      middle(times),
      times.length > 0 ? seconds(Math.max(...times)) : '—',
      `${middle(outcome.away.map(({ first }) => first))} – ${middle(outcome.away.map(({ last }) => last))}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  const complaints = outcomes.flatMap((outcome) =>
    complaintsOf(outcome).map((what) => `- \`${outcome.fault.name}\`: ${what}`),
  )
  return `Two nodes of Kabinet on ${members} members of PostgreSQL 18 under Patroni with deploy/patroni.yml, replication ${replication}, over
etcd’s interface of version ${etcdApi}, all on one machine. Parents sign in, change passwords, recover, end sessions and activate apps while
the fault happens; ledger and audit are those of the faults above. Back: from the fault to the first sign-in that ended in the
feed; nobody restarted Kabinet. Another leader: after so many rounds another member led than before; where PostgreSQL alone is killed,
Patroni may start it in place. Not ready: from when until when after the fault /readyz of a node said so, medians of the first and
the last probe of four a second.

${whyOf(members, replication)}

| fault | rounds | another leader | acknowledged | unsure | lost | half done | repeated | answers 503 | back, median | longest | not ready |
|---|---|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}

${outcomes.length > 0 ? judged(outcomes, losing) : ''}
${complaints.length === 0 ? '' : `\nFound:\n\n${complaints.slice(0, 50).join('\n')}\n`}`
}

function judged(outcomes: readonly Failover[], losing: Failover | undefined): string {
  const sum = (of: (outcome: Failover) => number) => outcomes.reduce((all, each) => all + of(each), 0)
  const failovers = sum(({ isPlanned, leadersChanged }) => (isPlanned ? 0 : leadersChanged))
  const wrong = [
    sum((each) => each.lost.length),
    sum((each) => each.halfDone.length),
    sum((each) => each.repeated.length),
  ] as const
  const [lost, half, repeated] = wrong
  const isClean = lost + half + repeated === 0
  const sees = losing === undefined ? '' : `; ${losing.lost.length} lost seen where they must be`
  return targetsTable([
    {
      what: targets[0],
      figure: `${failovers} failovers in ${sum((each) => each.rounds)} rounds, ${sum((each) => each.acknowledged)} changes: ${lost} lost, ${half} half done, ${repeated} repeated${sees}`,
      isReached: isClean && failovers >= dozen && losing?.lost.length !== 0,
      cause: isClean ? 'not all of it was run' : 'see “Found” in the section',
    },
  ])
}

/** Why this form of the cluster; the other one is asked for with `--members 2 --strict 0`. */
function whyOf(members: number, replication: ClusterOptions['replication']): string {
  return members === 2 && replication !== 'strict'
    ? 'A pair, whose primary goes on alone while the other is away: what it acknowledges then is on one disk.'
    : 'Three members and not a pair (`--members 2 --strict 0`): a pair with strict replication acknowledges nothing while one is away, and without it a change may be on one disk only.'
}
