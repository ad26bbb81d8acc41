import type { Run, Shared } from '../nodes.ts'
import { targetsTable } from '../targets.ts'
import type { Finding } from './shared.ts'
import type { Sizes } from './sizes.ts'

export const targets = ['rolling restarts under load: no failed request, every notice told once'] as const

/** The section of docs/benchmarks.md. */
export function nodesSection(given: {
  version: string
  shared: readonly Shared[]
  runs: readonly Run[]
  sizes: Sizes | undefined
  away: readonly Finding[]
}): string {
  const { version, shared, runs, sizes, away } = given
  return `Production nodes on one PostgreSQL 18, behind haproxy ${version} with deploy/haproxy.cfg over TLS. The load (20 open cabinets,
3 sign-in loops, 6 readers of the feed, 2 recovery loops with a phone each) has a process and client addresses of its own, sends
nothing twice and counts every request. A roll restarts every node with SIGTERM, each when the one before serves again.

| under load | nodes | restarts | seconds | requests | failed | broken-off journeys | p50 | p99 | slowest |
|---|---|---|---|---|---|---|---|---|---|
${runs.map(row).join('\n')}

| under load | sign-ins | recoveries | feed pages | feeds’ returns | notices told | missed | twice | SMS | twice |
|---|---|---|---|---|---|---|---|---|---|
${runs.map(journeys).join('\n')}

${runs.map(outcomes).join('\n')}

Whichever node answers, with every request at the next node:

| what | ${shared.map(({ nodes }) => `${nodes} nodes`).join(' | ')} |
|---|${shared.map(() => '---|').join('')}
${findings(shared)}

What visitors get when something is gone (three nodes):

| what | found |
|---|---|
${away.map(({ what, found }) => `| ${what} | ${found} |`).join('\n')}

${sizes ? ofSizes(sizes) : ''}

${judged(runs)}`
}

/** What was not a comparison or a control. */
function judged(runs: readonly Run[]): string {
  const rolls = runs.filter(({ what }) => what.startsWith('rolls'))
  const sum = (of: (run: Run) => number) => rolls.reduce((all, run) => all + of(run), 0)
  const failed = sum(({ census }) => census.failed)
  const wrong = sum(
    ({ feeds, notices }) => feeds.missed + feeds.twice + notices.twice + notices.queued - notices.came,
  )
  return targetsTable([
    {
      what: targets[0],
      figure: `${failed} of ${sum(({ census }) => census.requests)} failed in ${sum(({ restarts }) => restarts)} restarts, ${wrong} notices missed or twice`,
      isReached: failed + wrong === 0,
    },
  ])
}

function row({ what, nodes, restarts, seconds, census }: Run): string {
  const brokenOff = Object.entries(census.journeys).reduce(
    (sum, [name, many]) => sum + (name.endsWith('broken off') ? many : 0),
    0,
  )
  const times = [census.p50, census.p99, census.slowest].map((time) => `${time.toFixed(0)} ms`)
  const cells = [
    `${what}`,
    nodes,
    restarts,
    seconds.toFixed(0),
    census.requests,
    census.failed,
    brokenOff,
    ...times,
  ]
  return `| ${cells.join(' | ')} |`
}

function journeys({ what, nodes, census, feeds, notices }: Run): string {
  const did = (name: string) => census.journeys[name] ?? 0
  const cells = [
    `${what}, ${nodes} nodes`,
    ...[did('sign-in'), did('recovery'), did('feed')],
    ...[feeds.returns, feeds.told, feeds.missed, feeds.twice],
    ...[`${notices.came} of ${notices.queued}`, notices.twice],
  ]
  return `| ${cells.join(' | ')} |`
}

function outcomes({ what, nodes, census }: Run): string {
  const totals = new Map<string, number>()
  for (const { outcome, requests } of census.lines)
    totals.set(String(outcome), (totals.get(String(outcome)) ?? 0) + requests)
  const list = [...totals]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([outcome, many]) => `${outcome}: ${many}`)
  return `- ${what}, ${nodes} nodes, by status: ${list.join(', ')}.`
}

function findings(shared: readonly Shared[]): string {
  return (shared[0]?.findings ?? [])
    .map(
      ({ what }, at) => `| ${what} | ${shared.map((each) => each.findings[at]?.found ?? '').join(' | ')} |`,
    )
    .join('\n')
}

function ofSizes({ tables, nodeMebibytes }: Sizes): string {
  const lines = tables.map(({ name, rows, bytes }) => `| ${name} | ${rows} | ${(bytes / rows).toFixed(0)} |`)
  return `After the load each of the three nodes took ${nodeMebibytes.join(', ')} MiB of memory, and on the disk, with its indexes:

| table | rows | bytes a row |
|---|---|---|
${lines.join('\n')}
`
}
