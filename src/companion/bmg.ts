import type { CodeBmg } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import type { Parts } from '../http/parts.ts'
import type { MobileCitizensAnswer } from '../registries/mobile-citizens.ts'

const said: Record<MobileCitizensAnswer, CodeBmg> = {
  MATCH: 'match',
  MISMATCH: 'mismatch',
  NOT_REGISTERED: 'not-registered',
  UNAVAILABLE: 'unavailable',
}

/** What BMG says of a number and a person, as it is kept with a code. */
export async function bmgSays(parts: Parts, question: { iin: Iin; phone: Phone }): Promise<CodeBmg> {
  return said[await parts.registers.mobileCitizens.ask(question)]
}
