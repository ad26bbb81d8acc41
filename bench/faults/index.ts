import { clockFaults } from './clock.ts'
import { databaseFaults } from './databases.ts'
import { outsideFaults } from './outside.ts'
import { faultsBenchmark } from './struck.ts'

/**
 * `npm run bench faults`: everything but the kills for some rounds, and the proof that the audit sees; `npm run bench faults --
 * disk-full --rounds 10`: the named ones.
 */
export const { heading, words, run } = faultsBenchmark('Faults', {
  faults: [...databaseFaults, ...clockFaults, ...outsideFaults],
  withSight: true,
})
