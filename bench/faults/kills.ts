import { kills } from './kill.ts'
import { faultsBenchmark } from './struck.ts'

/** `npm run bench kills -- --rounds 100`: the server and its engine are killed under load, in a section of their own since it takes long. */
export const { heading, words, run } = faultsBenchmark('Kills', { faults: kills, withSight: false })
