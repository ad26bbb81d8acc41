import { type Limits, limits as shipped } from './limits.ts'

type Blocks = Limits['signIn']['failuresPerIin']

/**
 * Seconds that sign-in waits after failures beyond the free budget: none for 0, then 30 s doubling up to an hour.
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

/**
 * Delay of one address's failed answers, in slots of one second: 0 below both thresholds (20 failures in ten minutes,
 * 30 IINs in an hour), 1 from there, doubling each time the traffic doubles, 8 at most. A town behind one carrier
 * address is slowed down, never shut out.
 */
export function addressDelaySlots(
  failuresIn10Min: number,
  iinsPerHour: number,
  limit: Limits['signIn']['perAddress'] = shipped.signIn.perAddress,
): number {
  return delaySlots(Math.max(failuresIn10Min / limit.failures, iinsPerHour / limit.iins), limit)
}

/** The same for any traffic: `load` is how much there was over how much is free. */
export function delaySlots(
  load: number,
  limit: { readonly firstDelaySeconds: number; readonly longestDelaySeconds: number },
): number {
  if (load < 1) return 0
  const doublings = Math.min(Math.floor(Math.log2(load)), 30)
  return Math.min(limit.firstDelaySeconds * 2 ** doublings, limit.longestDelaySeconds)
}
