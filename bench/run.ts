import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkDigit } from '../src/domain/iin.ts'
import type { Load, LoadResult } from './load.ts'
import { kabinet, measured, started } from './processes.ts'

/**
 * `npm run bench`: measures this machine's Kabinet against yardsticks in the same run, round by round, so that a slow
 * moment of the machine meets both sides. Prints medians and writes docs/benchmarks.md. `--rounds N --seconds N`.
 */
const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const rounds = option('rounds', 5)
const seconds = option('seconds', 4)
const accounts = 2000
const password = 'Qazaqstan-2026!'
const phc =
  '$argon2id$v=19$m=19456,t=2,p=1$YS1kZW1vLXNhbHQtMTZieQ$/+SL895APNFuLOzRYAfkqNmGFDh8vwI7ol4v4SviwqE'

const folder = mkdtempSync(join(tmpdir(), 'kabinet-bench-'))
const environment = { KABINET_DATA: join(folder, 'data'), PORT: '0', KABINET_LOG: 'warn' }
const iins = crowd(accounts)
const began = performance.now()
const server = await started(['dist/server/kabinet.js', 'demo'], environment)
const startMs = performance.now() - began
writeFileSync(
  join(folder, 'accounts.csv'),
  ['iin,full_name,phone,language,system,password_hash', ...iins.map(rowOf)].join('\n'),
)
await kabinet(['import', 'accounts', join(folder, 'accounts.csv')], environment)

type Measure = { readonly name: string; readonly unit: string; run(): Promise<number> }
const load = (journey: Load['journey'], concurrency: number) => async () => {
  const asked: Load = { origin: server.origin, journey, concurrency, seconds, iins, password }
  const result = await measured<LoadResult>('load.ts', JSON.stringify(asked))
  if (result.failed > 0) process.stderr.write(`${journey} at ${concurrency}: ${result.failed} failed\n`)
  return result.perSecond
}
const pageBytes = (await (await fetch(`${server.origin}/sign-in`)).arrayBuffer()).byteLength
const raw = await started(['bench/raw-http.ts', String(pageBytes)])
const measures: Measure[] = [
  {
    name: 'bare argon2id, one a core',
    unit: 'hashes/s',
    run: async () => (await measured<{ perSecond: number }>('bare-hash.ts', String(seconds))).perSecond,
  },
  { name: 'sign-in, 1 at once', unit: 'sign-ins/s', run: load('sign-in', 1) },
  { name: 'sign-in, 8 at once', unit: 'sign-ins/s', run: load('sign-in', 8) },
  { name: 'sign-in, 32 at once', unit: 'sign-ins/s', run: load('sign-in', 32) },
  { name: 'node:http alone, same bytes', unit: 'pages/s', run: rawPages },
  { name: 'IIN page', unit: 'pages/s', run: load('iin-page', 16) },
  { name: 'feed page, signed in', unit: 'pages/s', run: load('feed', 16) },
]

const found = new Map<string, number[]>(measures.map(({ name }) => [name, []]))
for (let round = 1; round <= rounds; round += 1) {
  for (const { name, unit, run } of measures) {
    const value = await run()
    found.get(name)?.push(value)
    process.stderr.write(`round ${round}/${rounds}  ${name}: ${value.toFixed(1)} ${unit}\n`)
  }
}
await raw.stop()
await server.stop()
rmSync(folder, { recursive: true, force: true })

const rows = measures.map(({ name, unit }) => ({ name, unit, value: median(found.get(name) ?? []) }))
const report = describe()
process.stdout.write(report)
writeFileSync(fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)), report)

async function rawPages(): Promise<number> {
  const asked: Load = { origin: raw.origin, journey: 'iin-page', concurrency: 16, seconds, iins, password }
  return (await measured<LoadResult>('load.ts', JSON.stringify(asked))).perSecond
}

function describe(): string {
  const value = (name: string) => rows.find((row) => row.name.startsWith(name))?.value ?? 0
  const yardstick = (name: string) =>
    name.startsWith('sign-in')
      ? value('bare argon2id')
      : name.includes('page')
        ? value('node:http')
        : undefined
  const lines = rows.map((row) => {
    const against = yardstick(row.name)
    const ratio = against ? `${((100 * row.value) / against).toFixed(0)} %` : ''
    return `| ${row.name} | ${row.value.toFixed(1)} ${row.unit} | ${ratio} |`
  })
  return `# Benchmarks

Written by \`npm run bench\`: medians of ${rounds} interleaved rounds of ${seconds} s. The load comes from a process of its own
on the same cores as the server and its PostgreSQL. A sign-in is three requests (the IIN page, the IIN, the password)
with its hash, five tables written and a durable commit.

Machine: ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}.
Start: the demo's first answer was ready ${(startMs / 1000).toFixed(1)} s after its start, on an empty data folder (new database, migrations, import).

| what | median | of its yardstick |
|---|---|---|
${lines.join('\n')}
`
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Made-up IINs with valid check digits, all different. */
function crowd(size: number): string[] {
  const made: string[] = []
  for (let serial = 0; made.length < size; serial += 1) {
    const eleven = `7701013${String(serial).padStart(4, '0')}`
    const digit = checkDigit(eleven)
    if (digit !== null) made.push(`${eleven}${digit}`)
  }
  return made
}

function rowOf(iin: string, index: number): string {
  return `${iin},Сынақ Адам,+7701${String(2_000_000 + index)},ru,INDIGO,${phc}`
}
