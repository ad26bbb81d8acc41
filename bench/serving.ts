import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountLine, header, password, people } from './crowd.ts'
import { median } from './figures.ts'
import type { Load, LoadResult } from './load.ts'
import { kabinet, measured, started } from './processes.ts'

type Measure = {
  readonly name: string
  readonly unit: string
  readonly against?: string
  run(): Promise<number>
}

const hashes = 'bare argon2id, one a core'
const bytes = 'node:http alone, same bytes'

/**
 * Sign-ins against the bare hash rate and pages against `node:http`, round by round, so that a slow moment of the
 * machine meets both sides. Returns a section of docs/benchmarks.md.
 */
export async function benchServing(rounds: number, seconds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-bench-'))
  const environment = { KABINET_DATA: join(folder, 'data'), PORT: '0', KABINET_LOG: 'warn' }
  const began = performance.now()
  const server = await started(['dist/server/kabinet.js', 'demo'], environment)
  const startSeconds = (performance.now() - began) / 1000
  const iins = people(2000)
  const file = join(folder, 'accounts.csv')
  writeFileSync(file, [header, ...iins.map(accountLine)].join('\n'))
  await kabinet(['import', 'accounts', file], environment)
  const page = await (await fetch(`${server.origin}/sign-in`)).arrayBuffer()
  const raw = await started(['bench/raw-http.ts', String(page.byteLength)])

  const load = (origin: string, journey: Load['journey'], concurrency: number) => async () => {
    const asked: Load = { origin, journey, concurrency, seconds, iins, password }
    const result = await measured<LoadResult>('load.ts', JSON.stringify(asked))
    if (result.failed > 0) process.stderr.write(`${journey} at ${concurrency}: ${result.failed} failed\n`)
    return result.perSecond
  }
  const bare = async () => (await measured<{ perSecond: number }>('bare-hash.ts', String(seconds))).perSecond
  const signIns = (many: number): Measure => ({
    name: `sign-in, ${many} at once`,
    unit: 'sign-ins/s',
    against: hashes,
    run: load(server.origin, 'sign-in', many),
  })
  const measures: readonly Measure[] = [
    { name: hashes, unit: 'hashes/s', run: bare },
    ...[1, 8, 32].map(signIns),
    { name: bytes, unit: 'pages/s', run: load(raw.origin, 'iin-page', 16) },
    { name: 'IIN page', unit: 'pages/s', against: bytes, run: load(server.origin, 'iin-page', 16) },
    { name: 'feed page, signed in', unit: 'pages/s', against: bytes, run: load(server.origin, 'feed', 16) },
  ]
  const found = await inRounds(measures, rounds)
  await raw.stop()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  return section(measures, found, { rounds, seconds, startSeconds })
}

async function inRounds(measures: readonly Measure[], rounds: number): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>(measures.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, unit, run } of measures) {
      const value = await run()
      found.get(name)?.push(value)
      process.stderr.write(`round ${round}/${rounds}  ${name}: ${value.toFixed(1)} ${unit}\n`)
    }
  }
  return found
}

function section(
  measures: readonly Measure[],
  found: ReadonlyMap<string, readonly number[]>,
  run: { rounds: number; seconds: number; startSeconds: number },
): string {
  const value = (name: string) => median(found.get(name) ?? [])
  const lines = measures.map(({ name, unit, against }) => {
    const ratio = against ? `${((100 * value(name)) / value(against)).toFixed(0)} %` : ''
    return `| ${name} | ${value(name).toFixed(1)} ${unit} | ${ratio} |`
  })
  return `## Serving

Medians of ${run.rounds} interleaved rounds of ${run.seconds} s. The load comes from a process of its own on the same cores as the
server and its PostgreSQL. A sign-in is three requests (the IIN page, the IIN, the password), each by a new browser, with its
hash, its rows and its durable commits. The demo answered ${run.startSeconds.toFixed(1)} s after its start on an empty data folder
(new database, migrations, import).

| what | median | of its yardstick |
|---|---|---|
${lines.join('\n')}
`
}
