import { setTimeout as wait } from 'node:timers/promises'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'

/**
 * What the mobile-citizens register (BMG) says of a number and an IIN. It never says whose a number is. `UNAVAILABLE`:
 * it did not answer, which refuses nothing by itself.
 */
export type MobileCitizensAnswer = 'MATCH' | 'MISMATCH' | 'NOT_REGISTERED' | 'UNAVAILABLE'

/** The port: adapters answer it from a table of our own or from the state's gateway. */
export type MobileCitizens = {
  ask(question: { readonly iin: Iin; readonly phone: Phone }): Promise<MobileCitizensAnswer>
}

/** A person waits for a code meanwhile. */
const patienceMilliseconds = 5000

/** A register that fails or takes longer than a person waits is unavailable: no fault of it stops a recovery. */
export function patient(
  register: MobileCitizens,
  onFault: (error: unknown) => void,
  milliseconds = patienceMilliseconds,
): MobileCitizens {
  return {
    async ask(question) {
      const late = new AbortController()
      try {
        return await Promise.race([
          register.ask(question),
          wait(milliseconds, 'UNAVAILABLE' as const, { signal: late.signal }),
        ])
      } catch (error) {
        onFault(error)
        return 'UNAVAILABLE'
      } finally {
        late.abort()
      }
    },
  }
}
