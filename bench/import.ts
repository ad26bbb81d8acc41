import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountLine, crowd, header, password, people } from './crowd.ts'
import { median } from './figures.ts'
import type { Load, LoadResult } from './load.ts'
import { measured, started } from './processes.ts'

/**
 * `npm run bench -- import`: a million accounts into one of two servers, then sign-ins at both in turn, so that the same
 * moments of the machine meet the small and the large database. `--rows N --rounds N`.
 */
export async function benchImport(rows: number, rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kabinet-import-'))
  const environmentOf = (name: string) => ({
    KABINET_DATA: join(folder, name),
    PORT: '0',
    KABINET_LOG: 'warn',
  })
  const [small, large] = await Promise.all(
    ['small', 'large'].map((name) => started(['dist/server/kabinet.js', 'demo'], environmentOf(name))),
  )
  if (!small || !large) throw new Error('the servers did not start')
  const few = join(folder, 'few.csv')
  const many = join(folder, 'many.csv')
  await writeAccounts(few, 2000)
  await writeAccounts(many, rows)
  await importOf(few, environmentOf('small'))
  const first = await importOf(many, environmentOf('large'))
  const again = await importOf(many, environmentOf('large'))

  const iins = people(2000)
  const rates: Record<'small' | 'large', number[]> = { small: [], large: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { origin }] of [
      ['small', small],
      ['large', large],
    ] as const) {
      const asked: Load = { origin, journey: 'sign-in', concurrency: 8, seconds: 5, iins, password }
      rates[name].push((await measured<LoadResult>('load.ts', JSON.stringify(asked))).perSecond)
    }
  }
  await Promise.all([small.stop(), large.stop()])
  rmSync(folder, { recursive: true, force: true })
  const [before, after] = [median(rates.small), median(rates.large)]
  return `## Import

| what | figure |
|---|---|
| ${rows.toLocaleString('en')} accounts with password hashes, new | ${first.seconds.toFixed(0)} s, ${(rows / first.seconds).toFixed(0)} rows/s, peak ${first.peakMiB} MiB |
| the same file again, nothing changes | ${again.seconds.toFixed(0)} s, ${(rows / again.seconds).toFixed(0)} rows/s, peak ${again.peakMiB} MiB |
| sign-ins with 2,000 accounts | ${before.toFixed(1)}/s |
| sign-ins with ${rows.toLocaleString('en')} accounts, in turn with the former | ${after.toFixed(1)}/s, ${((100 * after) / before).toFixed(0)} % |
`
}

async function writeAccounts(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path)
  file.write(`${header}\n`)
  let index = 0
  for (const iin of crowd()) {
    if (!file.write(`${accountLine(iin, index)}\n`)) await once(file, 'drain')
    index += 1
    if (index === rows) break
  }
  file.end()
  await once(file, 'close')
}

/** Runs `kabinet import` beside the serving node; its peak memory is read from the kernel while it runs. */
async function importOf(path: string, environment: Record<string, string>) {
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/server/kabinet.js', 'import', 'accounts', path], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  let peakMiB = 0
  const look = setInterval(() => {
    peakMiB = Math.max(peakMiB, peakOf(child.pid))
  }, 250)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(look)
  if (code !== 0) throw new Error(`the import ended with ${code}`)
  return { seconds: (performance.now() - began) / 1000, peakMiB }
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}
