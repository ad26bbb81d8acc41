import { clockFaults } from './clock.ts'
import { databaseFaults } from './databases.ts'
import { otherKills } from './kill.ts'
import { outsideFaults } from './outside.ts'
import { faultsBenchmark } from './struck.ts'

/**
 * `npm run bench faults`: everything but the kills of `npm run bench kills` for some rounds, and the proof that the audit sees;
 * `npm run bench faults -- disk-full --rounds 10`: the named ones.
 */
export const { heading, targets, words, run } = faultsBenchmark('Faults', {
  faults: [...otherKills, ...databaseFaults, ...clockFaults, ...outsideFaults],
  rounds: 3,
  inTurn: false,
  withSight: true,
  targets: [
    'every other fault: nothing lost, half done or repeated',
    'every lie told to the audit is reported',
  ],
})
