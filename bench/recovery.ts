import type { Options } from './benchmark.ts'
import { inRounds, type Measure, requestsOf, table } from './rounds.ts'
import { serverWithCrowd } from './server.ts'

export const heading = 'Recovery'
const [withHash, without] = ['a whole recovery', 'a whole recovery, its hashes left out']
const atOnce = 96

/** Whole recoveries of both sides, with the hash and without, and «Показать код» alone. Everybody recovers once. */
export async function run(options: Options): Promise<string> {
  const [rounds, seconds] = [options.number('rounds', 3), options.number('seconds', 8)]
  const server = await serverWithCrowd()
  const hashless = await serverWithCrowd(undefined, { preload: ['preload/without-hash.ts'] })
  const measures: readonly Measure[] = [
    { name: withHash, unit: 'recoveries/s', run: () => server.load('recovery', atOnce, seconds) },
    {
      name: without,
      unit: 'recoveries/s',
      against: [withHash],
      run: () => hashless.load('recovery', atOnce, seconds),
    },
    { name: 'a code shown, 16 at once', unit: 'codes/s', run: () => server.load('code', 16, seconds / 2) },
  ]
  try {
    const found = await inRounds(measures, rounds)
    return `${atOnce} recoveries at once, each by somebody else: ${requestsOf(found, withHash)} requests of the browser and of the app with its proofs, from «Забыли
пароль?» to the feed page after the sign-in, with two hashes (the new password, the sign-in with it). Three answers wait for the
next half second by design, so the rate is bound by ${atOnce} parents at once while the cores are not busy: the CPU of one says what
it costs. The live streams of both sides are not opened.

${table(measures, found)}
`
  } finally {
    await Promise.all([server.remove(), hashless.remove()])
  }
}
