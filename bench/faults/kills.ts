import { kills } from './kill.ts'
import { faultsBenchmark } from './struck.ts'

/**
 * `npm run bench kills`: the server and its engine are killed under load, in turn, a hundred times each, in a section of their own
 * since it takes long.
 */
export const { heading, targets, words, run } = faultsBenchmark('Kills', {
  faults: kills,
  rounds: 100,
  inTurn: true,
  withSight: false,
  targets: ['100 × kill -9 of the server and 100 × of the engine: nothing lost, half done or repeated'],
})
