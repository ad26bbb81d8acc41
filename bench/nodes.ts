import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Options } from './benchmark.ts'
import { type Census, makeCounter } from './nodes/census.ts'
import { Client, Parent } from './nodes/client.ts'
import { authority, type Cluster, type Door, type Node, startCluster } from './nodes/cluster.ts'
import type { Load, LoadResult } from './nodes/load.ts'
import { whenAway } from './nodes/proxy-duties.ts'
import { nodesSection } from './nodes/section.ts'
import { type Finding, whicheverNode } from './nodes/shared.ts'
import { type Sizes, sizesOf } from './nodes/sizes.ts'
import { begin } from './processes.ts'

export { targets } from './nodes/section.ts'
export const heading = 'Several nodes'

/** One load with what was done to the nodes meanwhile. */
export type Run = {
  readonly what: string
  readonly nodes: number
  readonly restarts: number
  readonly seconds: number
  readonly census: Census
  readonly feeds: Feeds
  readonly notices: Notices
}
/** What open cabinets were told, beside the database. */
export type Feeds = { open: number; returns: number; told: number; missed: number; twice: number }
/** SMS of the run's recoveries: rows of the outbox, messages at the gateway, those that came more than once. */
export type Notices = { queued: number; came: number; twice: number }
export type Shared = { readonly nodes: number; readonly findings: readonly Finding[] }

const living = 20
const recoveriesAtMost = 120
/** Enough for the size of an account's rows to be seen. */
const persons = 20_000
const calmMilliseconds = 2000

/**
 * Two and three nodes behind haproxy with deploy/haproxy.cfg: first whether it matters which one answers, then restarts of
 * all of them, one after the other, under load, and for comparison without a drain. A control with kill -9 must show failures.
 * Returns a section of docs/benchmarks.md; throws when something does not hold, or a control shows nothing.
 */
export async function run(options: Options): Promise<string> {
  const rolls = options.number('rolls', 3)
  const [shared, runs]: [Shared[], Run[]] = [[], []]
  let version = ''
  let sizes: Sizes | undefined
  let away: readonly Finding[] = []
  for (const many of [2, 3]) {
    const cluster = await startCluster(many, persons)
    version = cluster.proxy.version
    try {
      shared.push({ nodes: many, findings: await whicheverNode(cluster, cluster.citizens.slice(-5)) })
      say(`${many} nodes: whichever answers, it is the same`)
      runs.push(await underLoad(cluster, `rolls: ${rolls}`, 0, () => rollAll(cluster, rolls, 'SIGTERM')))
      if (many < 3) {
        for (const node of cluster.nodes)
          await cluster.restarts(node, 'SIGTERM', { KABINET_DRAIN_SECONDS: '0' })
        const sudden = () => rollAll(cluster, 1, 'SIGTERM')
        runs.push(await underLoad(cluster, 'for comparison: one roll without a drain', 1, sudden))
        continue
      }
      sizes = await sizesOf(cluster)
      const hard = () => rollAll(cluster, 1, 'SIGKILL')
      runs.push(await underLoad(cluster, 'control: one roll with kill -9', 1, hard))
      away = await whenAway(cluster, doorOf(cluster))
    } finally {
      await cluster.stop()
    }
  }
  for (const { what, census, feeds, notices } of runs) {
    const lost = census.failed + feeds.missed + feeds.twice + notices.twice + notices.queued - notices.came
    if (what.startsWith('for comparison')) continue
    if (what.startsWith('control') ? census.failed === 0 : lost > 0)
      throw new Error(`${what}: ${census.failed} failed requests, ${JSON.stringify({ feeds, notices })}`)
  }
  return nodesSection({ version, shared, runs, sizes, away })
}

/** Restarts every node in turn, each when the one before answers through the proxy again. Returns how many restarts. */
async function rollAll(cluster: Cluster, rolls: number, signal: NodeJS.Signals): Promise<number> {
  for (let roll = 1; roll <= rolls; roll += 1) {
    for (const node of cluster.nodes) {
      const began = performance.now()
      await cluster.restarts(node, signal)
      await serves(cluster, node)
      say(
        `roll ${roll}/${rolls}: ${node.name} is back after ${((performance.now() - began) / 1000).toFixed(1)} s`,
      )
    }
  }
  return rolls * cluster.nodes.length
}

/** Waits until the proxy sends visitors to the node again. */
async function serves(cluster: Cluster, node: Node): Promise<void> {
  const client = new Client(doorOf(cluster), makeCounter())
  const watcher = new Parent(client)
  for (let tries = 200; tries > 0; tries -= 1) {
    await watcher.get('/').catch(() => {})
    if (client.node === node.name) return client.leaves()
    await wait(50)
  }
  throw new Error(`${node.name} does not come back behind the proxy`)
}

/** Runs the load while something is done to the nodes, and looks afterwards at what the database says of it. */
async function underLoad(
  cluster: Cluster,
  what: string,
  part: number,
  act: () => Promise<number>,
): Promise<Run> {
  const { proxy, nodes, citizens, gateway, database } = cluster
  const load: Load = {
    origin: proxy.origin,
    authority,
    living: citizens.slice(0, living),
    recovering: citizens.slice(living + part * recoveriesAtMost, living + (part + 1) * recoveriesAtMost),
  }
  const before = new Set(gateway.came.keys())
  const since = new Date()
  const child = begin(['bench/nodes/load.ts', JSON.stringify(load)], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout?.on('data', (text: Buffer) => (said += text))
  const gone = once(child, 'exit')
  while (!said.startsWith('ready')) {
    if (child.exitCode !== null) throw new Error(`the load ended with ${child.exitCode}`)
    await wait(50)
  }
  const began = performance.now()
  await wait(calmMilliseconds)
  const restarts = await act()
  await wait(calmMilliseconds)
  const seconds = (performance.now() - began) / 1000
  child.stdin?.end()
  await gone
  const { census, streams } = JSON.parse(said.slice('ready\n'.length)) as LoadResult
  const feeds = await compare(database, streams)
  const notices = await noticesSince(cluster, since, before)
  say(`${nodes.length} nodes, ${what}: ${census.requests} requests, ${census.failed} failed`)
  for (const { what: asked, outcome, requests } of census.failures)
    say(`  ${asked}: ${outcome}, ${requests} times`)
  for (const complaint of census.complaints) say(`  ${complaint}`)
  return { what, nodes: nodes.length, restarts, seconds, census, feeds, notices }
}

/** Every notice that was written of a cabinet's account after its first, against what its feed was told. */
async function compare(database: Cluster['database'], streams: LoadResult['streams']): Promise<Feeds> {
  const feeds: Feeds = { open: streams.length, returns: 0, told: 0, missed: 0, twice: 0 }
  for (const { heard, returns, twice } of streams) {
    const ids = new Set(heard)
    const { rows } = await database.query<{ id: string }>(
      `select id from events where id >= $1 and account_id = (select account_id from events where id = $1)`,
      [heard[0]],
    )
    if (rows.length === 0) feeds.missed += 1
    feeds.returns += returns
    feeds.told += ids.size
    feeds.twice += twice
    feeds.missed += rows.filter(({ id }) => !ids.has(id)).length
  }
  return feeds
}

/** Waits until the outbox has sent what it holds. */
async function noticesSince(cluster: Cluster, since: Date, before: ReadonlySet<string>): Promise<Notices> {
  const { database, gateway } = cluster
  for (let tries = 100; tries > 0; tries -= 1) {
    const { rows } = await database.query<{ waiting: number }>(
      `select count(*)::int as waiting from outbox where channel = 'sms' and state = 'queued'`,
    )
    if (rows[0]?.waiting === 0) break
    await wait(100)
  }
  const { rows } = await database.query<{ queued: number }>(
    `select count(*)::int as queued from outbox where channel = 'sms' and created_at >= $1`,
    [since],
  )
  const came = [...gateway.came].filter(([id]) => !before.has(id))
  const twice = came.filter(([, times]) => times > 1).length
  return { queued: rows[0]?.queued ?? 0, came: came.length, twice }
}

function doorOf(cluster: Cluster): Door {
  return { origin: cluster.proxy.origin, ca: readFileSync(authority, 'utf8') }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
