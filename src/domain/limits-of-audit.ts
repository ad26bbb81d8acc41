import { limit, minute } from './limit.ts'

/** What happened, and for how long it is kept: part of the one table, `limits.ts`. */
export const auditLimits = {
  audit: {
    chain: limit(
      { delaySeconds: 1 },
      {
        filledBy: 'nobody',
        stops: 'audit lines altered before they are chained',
        source: 'V16.4.2; number our own',
      },
    ),
    anchor: limit(
      { everySeconds: 10 * minute, everyLines: 1000 },
      {
        filledBy: 'nobody: the chain’s head goes to a file or address outside the database this often',
        stops: 'a chain that was cut off at its end, or written anew by whoever has database and keys',
        source: 'V16.4.3; numbers our own',
      },
    ),
    kept: limit(
      { months: 36 },
      {
        filledBy: 'nobody: older months go whole, and the chain keeps a record of what went',
        stops: 'data kept after its purpose is met',
        source: 'law 94-V; number our own',
      },
    ),
  },
}
