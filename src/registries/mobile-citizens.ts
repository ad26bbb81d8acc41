import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import type { Register } from './register.ts'

export type MobileCitizensQuestion = { readonly iin: Iin; readonly phone: Phone }

/** What the mobile-citizens register (BMG) says of a number and an IIN. It never says whose a number is. */
export const mobileCitizensFacts = ['MATCH', 'MISMATCH', 'NOT_REGISTERED'] as const
export type MobileCitizensFact = (typeof mobileCitizensFacts)[number]

/** `UNAVAILABLE`: the register did not answer, which refuses nothing by itself. */
export type MobileCitizensAnswer = MobileCitizensFact | 'UNAVAILABLE'

/** The port: adapters answer it from a table of our own or from the state's gateway. */
export type MobileCitizens = Register<MobileCitizensQuestion, MobileCitizensAnswer>
