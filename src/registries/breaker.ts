import type { Clock } from '../domain/clock.ts'

/** `closed`: questions pass. `open`: none does. `half-open`: one is under way to see whether it answers again. */
export type BreakerState = 'closed' | 'open' | 'half-open'

type State = { readonly is: BreakerState; failures: number; readonly since: number }

/**
 * Leaves a failing register alone: after `failures` in a row nobody waits for it, and after `openMilliseconds` one question
 * tries it again. The others do not wait for that one.
 */
export function makeBreaker(given: {
  readonly clock: Clock
  readonly failures: number
  readonly openMilliseconds: number
  readonly onChange: (state: BreakerState) => void
}) {
  const { clock, failures, openMilliseconds, onChange } = given
  const now = () => clock.now().getTime()
  const fresh = (is: BreakerState): State => ({ is, failures: 0, since: now() })
  let state = fresh('closed')
  const become = (is: BreakerState) => {
    state = fresh(is)
    onChange(is)
  }
  // A clock that was set back must not keep it open: then its time is over too.
  const isOver = () => Math.abs(now() - state.since) >= openMilliseconds

  return {
    /** Whether a question would pass now. */
    admits: () => state.is === 'closed' || (state.is === 'open' && isOver()),
    /**
     * Lets a question pass, or not. Whoever passed tells how it went, or that nothing was learnt (undefined); what began
     * under an earlier state counts no more.
     */
    enter(): ((wentWell: boolean | undefined) => void) | undefined {
      if (state.is === 'half-open' || (state.is === 'open' && !isOver())) return undefined
      if (state.is === 'open') become('half-open')
      const mine = state
      return (wentWell) => {
        if (state !== mine) return
        if (mine.is === 'half-open') become(wentWell ? 'closed' : 'open')
        else if (wentWell) mine.failures = 0
        else if (wentWell === false) {
          mine.failures += 1
          if (mine.failures >= failures) become('open')
        }
      }
    },
  }
}
