const firstSeconds = 10
const longestSeconds = 3600

/** After so many tries, which take two to three and a half hours, a notice is a dead end. */
export const mostTries = 12

/**
 * Seconds until the next try after `tries` failed ones: 10 s doubling up to an hour, the upper half by chance, so that
 * what failed together does not come back together. `chance` is in [0, 1). A Retry-After may lengthen it, to an hour.
 */
export function retrySeconds(tries: number, chance: number, afterSeconds = 0): number {
  const doubled = Math.min(firstSeconds * 2 ** Math.min(tries - 1, 20), longestSeconds)
  return Math.max(doubled / 2 + (doubled / 2) * chance, Math.min(afterSeconds, longestSeconds))
}
