import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import type { Register } from './register.ts'

/** `from` an app: such a question has places, connections and a breaker that nobody else can fill. */
export type MobileCitizensQuestion = { readonly iin: Iin; readonly phone: Phone; readonly from?: 'app' }

/** What the mobile-citizens register (BMG) says of a number and an IIN. It never says whose a number is. */
export const mobileCitizensFacts = ['MATCH', 'MISMATCH', 'NOT_REGISTERED'] as const
export type MobileCitizensFact = (typeof mobileCitizensFacts)[number]

/**
 * `UNAVAILABLE`: the register did not answer, which refuses nothing by itself. `BUSY`: more is asked at the moment than can
 * be, so nothing was learnt: whoever asked comes again. The two must not be mixed up, or a crowd would pass for silence.
 */
export type MobileCitizensAnswer = MobileCitizensFact | 'UNAVAILABLE' | 'BUSY'

/** The port: adapters answer it from a table of our own or from the state's gateway. */
export type MobileCitizens = Register<MobileCitizensQuestion, MobileCitizensAnswer>
