import { type Limits, limits as shipped } from '../../src/domain/limits.ts'

type Blocks = Limits['signIn']['failuresPerIin']

/**
 * What account/attempts.ts has the database reckon, said once more: the seconds that sign-in waits after so many failures
 * beyond the free budget. None for 0, then 30 s doubling up to an hour.
 */
export function blockSeconds(
  failuresBeyondBudget: number,
  limit: Blocks = shipped.signIn.failuresPerIin,
): number {
  if (failuresBeyondBudget <= 0) return 0
  const doubled = limit.firstBlockSeconds * 2 ** Math.min(failuresBeyondBudget - 1, 30)
  return Math.min(doubled, limit.longestBlockSeconds)
}

/**
 * The same counted from the first failure of the window: the last failure of the budget (the fifth) already costs
 * 30 s, so that exactly the budget is free.
 */
export function blockSecondsAfter(failures: number, limit: Blocks = shipped.signIn.failuresPerIin): number {
  return blockSeconds(failures - limit.attempts + 1, limit)
}
