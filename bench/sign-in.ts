import type { Options } from './benchmark.ts'
import { measured } from './processes.ts'
import { inRounds, type Measure, table } from './rounds.ts'
import { serverWithCrowd } from './server.ts'

export const heading = 'Sign-in'
const hashes = 'bare argon2id, one a core'

/** Sign-ins at several concurrencies, whole and the password alone, against what the library alone hashes. */
export async function run(options: Options): Promise<string> {
  const [rounds, seconds] = [options.number('rounds', 5), options.number('seconds', 4)]
  const server = await serverWithCrowd()
  const load = (journey: string, concurrency: number) => () => server.load(journey, concurrency, seconds)
  const bare = async () =>
    (await measured<{ perSecond: number }>('yardsticks/bare-hash.ts', String(seconds))).perSecond
  const measures: readonly Measure[] = [
    { name: hashes, unit: 'hashes/s', run: bare },
    ...[1, 8, 32].flatMap((many): Measure[] => [
      { name: `whole, ${many} at once`, unit: 'sign-ins/s', against: [hashes], run: load('sign-in', many) },
      {
        name: `password alone, ${many} at once`,
        unit: 'sign-ins/s',
        against: [hashes],
        run: load('password', many),
      },
    ]),
  ]
  try {
    return `A whole sign-in is three requests (the IIN page, the IIN, the password), each time by a new browser, with its hash, its
rows and its durable commits; “password alone” is the last of them, with the others done before the clock starts.

${table(measures, await inRounds(measures, rounds))}
`
  } finally {
    await server.remove()
  }
}
