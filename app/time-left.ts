/** How long something still lasts, as a person would say it. */
export type TimeLeft =
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'over' }

const step = 10

/**
 * Whole minutes, rounded up, as long as there is more than one; then tens of seconds: calm enough to be read, and
 * the person is never promised less time than there is.
 */
export function timeLeft(until: number, now: number): TimeLeft {
  const seconds = Math.ceil((until - now) / 1000)
  if (seconds <= 0) return { kind: 'over' }
  if (seconds > 60) return { kind: 'minutes', minutes: Math.ceil(seconds / 60) }
  return { kind: 'seconds', seconds: Math.ceil(seconds / step) * step }
}

/** The part of a lifetime that is left, from 1 down to 0. */
export function partLeft(from: number, until: number, now: number): number {
  return until <= from ? 0 : Math.min(1, Math.max(0, (until - now) / (until - from)))
}
