import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from './benchmark.ts'
import { accountHeader, accountLine } from './crowd.ts'
import { begin, type Environment, program } from './processes.ts'
import { inRounds, type Measure, table } from './rounds.ts'
import { newEnvironment, serverWithCrowd, startServer, writeLines } from './server.ts'

export const heading = 'Import'
const few = 2000

/**
 * A million accounts into one of two servers, then sign-ins at both in turn, so that the same moments of the machine meet
 * the small and the large database.
 */
export async function run(options: Options): Promise<string> {
  const [rows, rounds, seconds] = [
    options.number('rows', 1_000_000),
    options.number('rounds', 5),
    options.number('seconds', 5),
  ]
  const small = await serverWithCrowd(few)
  const large = await startServer(await newEnvironment(), { crowd: rows })
  try {
    const path = join(large.folder, 'accounts.csv')
    await writeLines(path, accountHeader, rows, accountLine)
    const first = await importOf(path, large.environment)
    process.stderr.write(`new: ${first.seconds.toFixed(0)} s\n`)
    const again = await importOf(path, large.environment)
    process.stderr.write(`again: ${again.seconds.toFixed(0)} s\n`)
    const inSmall = `sign-ins with ${few.toLocaleString('en')} accounts`
    const measures: readonly Measure[] = [
      { name: inSmall, unit: 'sign-ins/s', run: () => small.load('sign-in', 8, seconds) },
      {
        name: `sign-ins with ${rows.toLocaleString('en')} accounts`,
        unit: 'sign-ins/s',
        against: [inSmall],
        run: () => large.load('sign-in', 8, seconds),
      },
    ]
    const line = (what: string, { seconds: took, peakMiB }: Imported) =>
      `| ${what} | ${took.toFixed(0)} s, ${(rows / took).toFixed(0)} rows/s, peak ${peakMiB} MiB | | |`
    return `${table(measures, await inRounds(measures, rounds))}
${line(`import of ${rows.toLocaleString('en')} accounts with password hashes, new`, first)}
${line('the same file again, nothing changes', again)}
`
  } finally {
    await Promise.all([small.remove(), large.remove()])
  }
}

type Imported = { readonly seconds: number; readonly peakMiB: number }

/** Runs `kabinet import` beside the serving node; its peak memory is read from the kernel while it runs. */
async function importOf(path: string, environment: Environment): Promise<Imported> {
  const began = performance.now()
  const child = begin([program, 'import', 'accounts', path], {
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
