import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { audit } from '../src/account/audit.ts'
import type { Options } from './benchmark.ts'
import { median } from './rounds.ts'
import { draw } from './scale/drawn.ts'
import { type SizedNode, sizedNode } from './scale/node.ts'
import { type PruneRun, pruneOnce } from './scale/prune.ts'
import { type Figure, type Figures, scaleSection } from './scale/section.ts'
import { type Parent, parent, readsFeed, steps } from './scale/steps.ts'

export { targets } from './scale/section.ts'
export const heading = 'Scale'

type Asked = {
  readonly sizes: readonly number[]
  readonly rounds: number
  /** Drawn anew from each table in each round. */
  readonly people: number
}

/**
 * What the pages cost with so many accounts: nodes of all sizes serve side by side, and each round draws new people from
 * the whole of each table. `--from 10000 --to 1000000` and the powers of ten between; `--folder F` keeps the databases there
 * and takes those that are there.
 */
export async function run(options: Options): Promise<string> {
  const sizes = powersOfTen(options.number('from', 10_000), options.number('to', 1_000_000))
  const asked: Asked = { sizes, rounds: options.number('rounds', 5), people: options.number('people', 100) }
  const kept = options.text('folder')
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'kabinet-scale-'))
  const nodes: SizedNode[] = []
  const figures: Figures = new Map()
  const rates = new Map<number, number[]>()
  const prunes: PruneRun[] = []
  try {
    for (const size of sizes) nodes.push(await sizedNode(folder, size))
    for (const { size, database } of nodes)
      prunes.push(
        await pruneOnce(database, size, 'before the rounds: on fresh databases what a day has left'),
      )
    // Round 0 compiles the servers' code and is not counted.
    for (let round = 0; round <= asked.rounds; round += 1) {
      if (round === 1) for (const kept of [figures, rates]) kept.clear()
      await playRound(nodes, asked.people, figures, rates)
      nodes.reverse()
      process.stderr.write(`round ${round}/${asked.rounds}\n`)
    }
    for (const { size, database } of nodes) prunes.push(await pruneOnce(database, size, 'after them'))
  } finally {
    for (const node of nodes) await node.stop()
    if (kept === undefined) rmSync(folder, { recursive: true, force: true })
  }
  return scaleSection({ ...asked, figures, rates, prunes })
}

function powersOfTen(from: number, to: number): number[] {
  const sizes: number[] = []
  for (let size = from; size <= to; size *= 10) sizes.push(size)
  return sizes
}

/** Each step at each size before the next step, so that a slow moment of the machine meets all sizes. */
async function playRound(
  nodes: readonly SizedNode[],
  people: number,
  figures: Figures,
  rates: Map<number, number[]>,
): Promise<void> {
  const seats: { node: SizedNode; idle: number; parents: Parent[]; readers: Parent[] }[] = []
  for (const node of nodes) {
    const parents = async () => (await draw(node.database, node.size, people)).map((who) => parent(node, who))
    // Others read in the end: whoever has recovered a password has no session any more.
    seats.push({ node, idle: await idleCpu(node), parents: await parents(), readers: await parents() })
  }
  for (const step of steps) {
    for (const { node, idle, parents } of seats) {
      const each = Array.from({ length: step.times ?? 1 }, () => parents).flat()
      const figure = await measured(node, idle, each, step.slot ? 16 : 1, step.run)
      if (!step.apart)
        keep(figures, step.name, node.size, step.slot ? { ...figure, time: undefined } : figure)
    }
  }
  for (const { node, idle } of seats)
    keep(figures, 'audit: one line', node.size, await auditLines(node, idle, people))
  for (let turn = 0; turn < 3; turn += 1)
    for (const { node, readers } of seats)
      rates.set(node.size, [...(rates.get(node.size) ?? []), await feedRate(readers)])
}

function auditLines(node: SizedNode, idle: number, many: number): Promise<Figure> {
  const line = { type: 'sign-in', actor: 'citizen', outcome: 'matched', accountId: undefined } as const
  return measured(node, idle, Array.from({ length: many }), 1, () =>
    node.database.inTransaction((tx) => audit(tx, line)),
  )
}

/** Runs a step for each, so many at once, and takes what it cost beyond what the node does unasked. */
async function measured<T>(
  node: SizedNode,
  idlePerMillisecond: number,
  each: readonly T[],
  atOnce: number,
  run: (one: T) => Promise<void>,
): Promise<Figure> {
  const times: number[] = []
  const waiting = [...each]
  const [before, began] = [node.cpu(), performance.now()]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (waiting.length > 0) {
        const one = waiting.shift() as T
        const start = performance.now()
        await run(one)
        times.push(performance.now() - start)
      }
    }),
  )
  const [after, wall] = [node.cpu(), performance.now() - began]
  const spent = after.node + after.postgres - before.node - before.postgres
  return { cpu: (spent - idlePerMillisecond * wall) / each.length, time: median(times) }
}

async function idleCpu(node: SizedNode): Promise<number> {
  const [before, began] = [node.cpu(), performance.now()]
  await wait(1500)
  const after = node.cpu()
  return (after.node + after.postgres - before.node - before.postgres) / (performance.now() - began)
}

/** Feed pages a second, 16 at once, for a second. */
async function feedRate(parents: readonly Parent[]): Promise<number> {
  const end = performance.now() + 1000
  let pages = 0
  await Promise.all(
    Array.from({ length: 16 }, async (_, at) => {
      for (let next = at; performance.now() < end; next += 16) {
        const reader = parents[next % parents.length]
        if (reader) await readsFeed(reader)
        pages += 1
      }
    }),
  )
  return pages
}

function keep(figures: Figures, name: string, size: number, figure: Figure): void {
  const bySize = figures.get(name) ?? new Map<number, Figure[]>()
  figures.set(name, bySize)
  bySize.set(size, [...(bySize.get(size) ?? []), figure])
}
