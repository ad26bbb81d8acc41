import type { Options } from './benchmark.ts'
import { loaded, started } from './processes.ts'
import { inRounds, type Measure, table } from './rounds.ts'
import { serverWithCrowd } from './server.ts'

export const heading = 'Pages'
const bytes = 'node:http alone, same bytes'
const concurrency = 16

/** The IIN page and the feed page against `node:http` that answers as many bytes. */
export async function run(options: Options): Promise<string> {
  const [rounds, seconds] = [options.number('rounds', 5), options.number('seconds', 3)]
  const server = await serverWithCrowd()
  const page = await (await fetch(`${server.origin}/sign-in`)).arrayBuffer()
  const raw = await started(['bench/yardsticks/raw-http.ts', String(page.byteLength)])
  const alone = { origin: raw.origin, watch: { server: raw.process.pid ?? 0 } }
  const measures: readonly Measure[] = [
    {
      name: bytes,
      unit: 'pages/s',
      run: () => loaded({ ...alone, journey: 'iin-page', concurrency, seconds }),
    },
    {
      name: 'IIN page',
      unit: 'pages/s',
      against: [bytes],
      run: () => server.load('iin-page', concurrency, seconds),
    },
    {
      name: 'feed page, signed in',
      unit: 'pages/s',
      against: [bytes],
      run: () => server.load('feed', concurrency, seconds),
    },
  ]
  try {
    return `${concurrency} at once. The feed page looks up its session and its events at each request; it is compared with a peer's session
check in the section of that peer.

${table(measures, await inRounds(measures, rounds))}
`
  } finally {
    await Promise.all([raw.stop(), server.remove()])
  }
}
