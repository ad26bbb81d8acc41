import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../domain/clock.ts'
import { type BreakerState, makeBreaker } from './breaker.ts'
import { type Leave, makeBulkhead } from './bulkhead.ts'
import type { Register } from './register.ts'
import { RegisterTrouble, type TroubleCode, troubleOf } from './trouble.ts'

/** How a register fares, for the log and the metrics: never with a word of a question or an answer. */
export type Watch = {
  asked(outcome: 'answered' | TroubleCode, seconds: number): void
  trouble(trouble: RegisterTrouble): void
  breaker(state: BreakerState): void
}

/** A person waits meanwhile. The whole includes the line at the door and the second try. */
export const usualPatience = {
  tryMilliseconds: 5000,
  wholeMilliseconds: 8000,
  pauseMilliseconds: 200,
  /** With less time left than this a second try is not begun. */
  leastTryMilliseconds: 500,
  places: 20,
  waiting: 40,
  failures: 5,
  openMilliseconds: 10_000,
}
export type Patience = typeof usualPatience
const graceMilliseconds = 20
/** The time of one question, its tries and its wait at the door together. */
type Whole = { readonly signal: AbortSignal; readonly endsAt: number }

/**
 * Stands between a register and whoever asks. No fault of the register reaches the asker or makes it wait longer than
 * `wholeMilliseconds`: what is not an answer in the contract's form is `unavailable`. A question is asked a second
 * time only where that is safe and may help at once (`trouble.ts`). `busy` is said instead where it was only that more is
 * asked than can be: that a crowd of ours waits tells nothing of the register.
 */
export function guard<Question, Answer, Unavailable>(
  register: Register<Question, Answer>,
  unavailable: Unavailable,
  given: {
    readonly clock: Clock
    readonly watch: Watch
    readonly patience?: Partial<Patience>
    readonly busy?: Unavailable
  },
): Register<Question, Answer | Unavailable> {
  const patience: Patience = { ...usualPatience, ...given.patience }
  const { watch, busy = unavailable } = given
  const wholeTryMilliseconds = Math.min(
    patience.tryMilliseconds,
    patience.wholeMilliseconds - graceMilliseconds,
  )
  const bulkhead = makeBulkhead(patience)
  const breaker = makeBreaker({ ...patience, clock: given.clock, onChange: watch.breaker })

  async function pass(question: Question, whole: Whole): Promise<Answer> {
    if (!breaker.admits()) throw new RegisterTrouble('left-alone')
    const leave = await bulkhead.enter(whole.signal)
    if (!leave) throw new RegisterTrouble('busy')
    const tell = breaker.enter()
    if (!tell) {
      leave()
      throw new RegisterTrouble('left-alone')
    }
    const isLate = whole.endsAt - performance.now() < wholeTryMilliseconds
    try {
      const answer = await inTwoTries(question, whole, leave)
      tell(true)
      return answer
    } catch (error) {
      const trouble = troubleOf(error)
      // It had not the time of a whole try: that was our own line, and must not look like a slow register.
      const isOurs = isLate && trouble.code === 'timeout'
      tell(isOurs ? undefined : trouble.showsLife)
      throw isOurs ? new RegisterTrouble('busy', { cause: trouble }) : error
    }
  }

  async function inTwoTries(question: Question, whole: Whole, leave: Leave): Promise<Answer> {
    const first = attempt(question, whole)
    let asked = first.asked
    try {
      return await first.answer
    } catch (error) {
      const left = whole.endsAt - performance.now() - patience.pauseMilliseconds
      if (!troubleOf(error).mayAskAgain || left < patience.leastTryMilliseconds) throw error
      await wait(patience.pauseMilliseconds)
      const second = attempt(question, whole)
      asked = second.asked
      return await second.answer
    } finally {
      // Not before the adapter has really ended: else more would be under way than there are places.
      asked.then(leave, leave)
    }
  }

  function attempt(question: Question, whole: Whole) {
    const signal = AbortSignal.any([whole.signal, AbortSignal.timeout(patience.tryMilliseconds)])
    const asked = (async () => register.ask(question, signal))()
    return { asked, answer: Promise.race([asked, lateness(signal)]) }
  }

  return {
    async ask(question) {
      const began = performance.now()
      const seconds = () => (performance.now() - began) / 1000
      const whole: Whole = {
        signal: AbortSignal.timeout(patience.wholeMilliseconds),
        endsAt: began + patience.wholeMilliseconds,
      }
      try {
        const answer = await pass(question, whole)
        watch.asked('answered', seconds())
        return answer
      } catch (error) {
        const trouble = troubleOf(error)
        watch.asked(trouble.code, seconds())
        watch.trouble(trouble)
        return trouble.isCrowd ? busy : unavailable
      }
    },
  }
}

/** An adapter that heeds the signal says itself what it knows of its question; one that does not is not waited for. */
function lateness(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = () => setTimeout(() => reject(new RegisterTrouble('timeout')), graceMilliseconds)
    if (signal.aborted) late()
    else signal.addEventListener('abort', late, { once: true })
  })
}
