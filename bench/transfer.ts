import type { Options } from './benchmark.ts'
import { importFamilies } from './families.ts'
import { inRounds, type Measure, requestsOf, table } from './rounds.ts'
import { serverWithCrowd } from './server.ts'

export const heading = 'Transfer'
const [withHash, without] = ['a whole transfer', 'a whole transfer, its hashes left out']
/** All of them ask the registers at once at first; more than 60 would find their guard full and be told to come later. */
const atOnce = 48

/** Whole transfers of both sides, with the hash and without. Every family moves once. */
export async function run(options: Options): Promise<string> {
  const [rounds, seconds] = [options.number('rounds', 3), options.number('seconds', 12)]
  const server = await serverWithCrowd()
  const hashless = await serverWithCrowd(undefined, { preload: ['preload/without-hash.ts'] })
  try {
    await Promise.all([importFamilies(server), importFamilies(hashless)])
    const measures: readonly Measure[] = [
      { name: withHash, unit: 'transfers/s', run: () => server.load('transfer', atOnce, seconds) },
      {
        name: without,
        unit: 'transfers/s',
        against: [withHash],
        run: () => hashless.load('transfer', atOnce, seconds),
      },
    ]
    const found = await inRounds(measures, rounds)
    return `${atOnce} at once, each of another family, ${requestsOf(found, withHash)} requests of the browser and of the app: «Забыли пароль?», «Обновить номер», the
five questions, number and app, code, new password, sign-in, feed page. The verdict on the answers waits for the next two seconds
and three other answers for the next half second, by design: the CPU of one says what it costs.

${table(measures, found)}
`
  } finally {
    await Promise.all([server.remove(), hashless.remove()])
  }
}
