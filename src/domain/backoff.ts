import { type Limits, limits as shipped } from './limits.ts'

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
