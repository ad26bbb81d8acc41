import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Options } from './benchmark.ts'
import type { Trace } from './preload/trace.ts'
import { measured } from './processes.ts'
import { type Found, inRounds, type Measure, mean, middleOf, rate, type Taken } from './rounds.ts'
import { newEnvironment, serverWithCrowd } from './server.ts'

export const heading = 'Where a sign-in’s time goes'

const hashes = 'bare argon2id'
const journeys = { whole: 'sign-in', 'password alone': 'password' } as const

/** CPU of a sign-in under full load, by who uses it, and the wall time of one alone, step by step. */
export async function run(options: Options): Promise<string> {
  const [rounds, seconds] = [options.number('rounds', 3), options.number('seconds', 4)]
  const server = await serverWithCrowd()
  const bare = async () =>
    (await measured<{ perSecond: number }>('yardsticks/bare-hash.ts', String(seconds))).perSecond
  const measures: readonly Measure[] = [
    { name: hashes, unit: 'hashes/s', run: bare },
    ...Object.entries(journeys).map(([name, journey]) => ({
      name,
      unit: 'sign-ins/s',
      run: () => server.load(journey, 32, seconds),
    })),
  ]
  const found = await inRounds(measures, rounds).finally(() => server.remove())
  return `${cpuTable(found)}

${await stepsTable(seconds)}
`
}

/** What the cores did for one sign-in while 32 were under way all the time. */
function cpuTable(found: Found): string {
  const names = Object.keys(journeys)
  const columns = names.map((name) => middleRound(found.get(name) ?? []))
  const rows = [...(columns[0]?.keys() ?? [])].map((who) => {
    return `| ${who} | ${columns.map((column) => (column.get(who) ?? 0).toFixed(2)).join(' | ')} |`
  })
  return `CPU of one sign-in, in ms, 32 at once. A bare hash takes ${(cores / rate(found, hashes)).toFixed(2)} ms of a core in the same rounds. The pool is where
the hash is; the main thread is everything else of the server. A column is the round whose rate is in the middle (of an even number
the mean of the two there), so that its lines add up to its last one.

| who | ${names.join(' | ')} |
|---|${names.map(() => '---|').join('')}
${rows.join('\n')}`
}

const cores = 1000 * availableParallelism()

/**
 * Milliseconds of the cores for one sign-in, by who used them, in the middle one of these rounds. What nobody of ours used is the
 * difference within the same round: medians of different rounds would not add up.
 */
export function middleRound(rounds: readonly Taken[]): ReadonlyMap<string, number> {
  const middle = middleOf(rounds.toSorted((a, b) => a.perSecond - b.perSecond)).map(
    ({ perSecond, cpu = {} }) => {
      const whole = cores / perSecond
      const used = Object.values(cpu).reduce((sum, each) => sum + each, 0)
      return {
        ...cpu,
        'idle cores, and other programs on them': whole - used,
        'all cores, for one sign-in': whole,
      }
    },
  )
  const all = [...new Set(middle.flatMap((round) => Object.keys(round)))]
  return new Map(
    all.map((who) => [who, mean(middle.map((round: Record<string, number>) => round[who] ?? 0))]),
  )
}

/** One parent after the other, so that nothing waits for anything else. */
async function stepsTable(seconds: number): Promise<string> {
  const environment = await newEnvironment()
  const file = join(environment.KABINET_DATA ?? '', 'trace.json')
  const server = await serverWithCrowd(undefined, {
    preload: ['preload/trace.ts'],
    environment: { ...environment, BENCH_TRACE: file },
  })
  try {
    await server.load('sign-in', 8, 2)
    process.kill(server.pid, 'SIGUSR2')
    const { done, p50 } = await server.load('sign-in', 1, seconds)
    process.kill(server.pid, 'SIGUSR2')
    await wait(500)
    const trace = JSON.parse(readFileSync(file, 'utf8')) as Trace
    return `A sign-in alone, ${done} of them one after the other: ${p50.toFixed(1)} ms (median). Wall time of the server in its requests, in ms of
one sign-in, by who was waited for (those of a transaction leave together, so their times overlap):

${stepRows(trace, done)}`
  } finally {
    await server.remove()
  }
}

function stepRows({ requests, steps }: Trace, signIns: number): string {
  const rows = Object.entries(requests).flatMap(([request, { count, milliseconds }]) => {
    // A page that was asked for once by something else is not a part of a sign-in.
    if (count < signIns / 2) return []
    const own = steps.filter((step) => step.request === request)
    const waited = own.reduce((sum, step) => sum + step.milliseconds, 0)
    return [
      `| **${request}** | ${(count / signIns).toFixed(1)} | **${(milliseconds / signIns).toFixed(2)}** |`,
      ...own.map((step) => row(step.what, step.count, step.milliseconds, signIns)),
      // Statements that leave together are waited for together: then their sum is more than the whole.
      ...(waited < milliseconds ? [row('the server itself', count, milliseconds - waited, signIns)] : []),
    ]
  })
  const after = steps.filter((step) => !requests[step.request])
  const [count, milliseconds] = [sum(after, 'count'), sum(after, 'milliseconds')]
  return [
    '| request and what it waits for | times | ms |',
    '|---|---|---|',
    ...rows,
    `| after the answer (notices, audit chain): statements | ${(count / signIns).toFixed(1)} | ${(milliseconds / signIns).toFixed(2)} |`,
  ].join('\n')
}

function row(what: string, count: number, milliseconds: number, signIns: number): string {
  return `| ${what} | ${(count / signIns).toFixed(1)} | ${(milliseconds / signIns).toFixed(2)} |`
}

function sum(steps: Trace['steps'], field: 'count' | 'milliseconds'): number {
  return steps.reduce((all, step) => all + step[field], 0)
}
