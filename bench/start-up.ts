import type { Options } from './benchmark.ts'
import { started } from './processes.ts'
import { median } from './rounds.ts'
import { newEnvironment, serverWithCrowd, startServer } from './server.ts'

export const heading = 'Start-up'

const nothing = 'a Node process that only answers'
const fresh = 'an empty data folder: a new database, its tables'
const kept = 'a data folder that is there already'

/** From the start of the process to the first answer, in turn. */
export async function run(options: Options): Promise<string> {
  const rounds = options.number('rounds', 7)
  const before = await serverWithCrowd()
  await before.stop()
  const found: Record<string, number[]> = { [nothing]: [], [fresh]: [], [kept]: [] }
  const note = (what: string, seconds: number) => {
    found[what]?.push(seconds)
    process.stderr.write(`${what}: ${seconds.toFixed(2)} s\n`)
  }
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    const raw = await started(['bench/yardsticks/raw-http.ts'])
    await (await fetch(raw.origin)).arrayBuffer()
    note(nothing, (performance.now() - began) / 1000)
    await raw.stop()
    const first = await startServer(await newEnvironment())
    note(fresh, first.readySeconds)
    await first.remove()
    const again = await startServer(before.environment)
    note(kept, again.readySeconds)
    await again.stop()
  }
  await before.remove()
  const rows = Object.entries(found).map(([what, seconds]) => {
    const shown = [median(seconds), Math.min(...seconds), Math.max(...seconds)].map(
      (each) => `${each.toFixed(2)} s`,
    )
    return `| ${what} | ${shown.join(' | ')} |`
  })
  return `From the start of the process to the first answer, its own PostgreSQL started on the way.

| on | median | shortest | longest |
|---|---|---|---|
${rows.join('\n')}
`
}
