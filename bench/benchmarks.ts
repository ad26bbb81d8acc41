import type { Benchmark } from './benchmark.ts'

/** Every benchmark by its name on the command line, in the order of a whole run. */
export const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'sign-in': () => import('./sign-in.ts'),
  'sign-in-steps': () => import('./sign-in-steps.ts'),
  pages: () => import('./pages.ts'),
  recovery: () => import('./recovery.ts'),
  transfer: () => import('./transfer.ts'),
  'better-auth': () => import('./better-auth.ts'),
  scale: () => import('./scale.ts'),
  overload: () => import('./overload.ts'),
  kills: () => import('./faults/kills.ts'),
  faults: () => import('./faults/index.ts'),
  failover: () => import('./failover/index.ts'),
  nodes: () => import('./nodes.ts'),
  import: () => import('./import.ts'),
  'start-up': () => import('./start-up.ts'),
  memory: () => import('./memory.ts'),
  weight: () => import('./weight.ts'),
  simulate: () => import('./simulate.ts'),
}

/** All of them, loaded: none runs by that. */
export async function allBenchmarks(): Promise<readonly (Benchmark & { readonly name: string })[]> {
  return Promise.all(Object.entries(benchmarks).map(async ([name, load]) => ({ name, ...(await load()) })))
}

/** What the page of the sections is made from: headings in their order, and the targets of each. */
export function shapeOf(all: readonly Benchmark[]) {
  const aims = all.flatMap(({ heading, targets = [] }) => (heading === null ? [] : [{ heading, targets }]))
  return { aims, headings: aims.map(({ heading }) => heading) }
}
