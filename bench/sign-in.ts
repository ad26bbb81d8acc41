import { availableParallelism } from 'node:os'
import type { Options } from './benchmark.ts'
import { measured } from './processes.ts'
import { asText, cpu, type Found, inRounds, type Measure, rate, ratio, table } from './rounds.ts'
import { serverWithCrowd } from './server.ts'
import { targetsTable } from './targets.ts'

export const heading = 'Sign-in'
export const targets = [
  'password steps per second, 32 at once ≥ 90 % of the bare hash rate',
  'whole sign-ins per second, 32 at once ≥ 90 % of the bare hash rate',
] as const
const least = 0.9

const hashes = 'bare argon2id, one a core'
const [password, whole] = ['password alone, 32 at once', 'whole, 32 at once']

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
    const found = await inRounds(measures, rounds)
    return `A whole sign-in is three requests (the IIN page, the IIN, the password), each time by a new browser, with its hash, its
rows and its durable commits; “password alone” is the last of them, with the others done before the clock starts.

${table(measures, found)}

${judged(found)}
`
  } finally {
    await server.remove()
  }
}

function judged(found: Found): string {
  const [steps, journeys] = targets
  const line = (what: string, name: string, cause: string) => {
    const of = ratio(found, name, hashes)
    return { what, figure: asText(of), isReached: of.middle >= least, cause }
  }
  return targetsTable([
    line(steps, password, besideHash(found, password)),
    line(
      journeys,
      whole,
      `${besideHash(found, whole)}; ${inMs(mainOf(found, whole) - mainOf(found, password))} of the main thread are for two more pages and the row of the IIN, and hashing empties the others’ caches`,
    ),
  ])
}

/** What else the same cores do for one, from the same rounds. */
function besideHash(found: Found, name: string): string {
  const spent = cpu(found, name)
  const hash = (1000 * availableParallelism()) / rate(found, hashes)
  return `on the same cores as a hash of ${inMs(hash)} the server’s main thread takes ${inMs(mainOf(found, name))}, PostgreSQL ${inMs(spent.get('PostgreSQL') ?? 0)} and the load ${inMs(spent.get('load') ?? 0)}`
}

function mainOf(found: Found, name: string): number {
  return cpu(found, name).get('server, main thread') ?? 0
}

function inMs(value: number): string {
  return `${value.toFixed(1)} ms`
}
