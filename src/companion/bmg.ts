import type { CodeBmg } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import type { Phone } from '../domain/phone.ts'
import type { Parts } from '../http/parts.ts'
import type { MobileCitizensAnswer } from '../registries/mobile-citizens.ts'
import type { CompanionContext } from './caller.ts'

const said: Record<Exclude<MobileCitizensAnswer, 'BUSY'>, CodeBmg> = {
  MATCH: 'match',
  MISMATCH: 'mismatch',
  NOT_REGISTERED: 'not-registered',
  UNAVAILABLE: 'unavailable',
}
const againSeconds = 5
/** What BMG says of a number and a person, as it is kept with a code; `busy`: it could not be asked just now. */
export type BmgSays = (question: { readonly iin: Iin; readonly phone: Phone }) => Promise<CodeBmg | 'busy'>

/**
 * Asks BMG what it says before an app's word counts. While one question is under way the same one waits for its answer:
 * however often an app taps, it takes one place.
 */
export function askingBmg({ registers }: Pick<Parts, 'registers'>): BmgSays {
  const underWay = new Map<string, Promise<MobileCitizensAnswer>>()
  return async ({ iin, phone }) => {
    const key = `${iin}:${phone}`
    const asked = underWay.get(key) ?? registers.mobileCitizens.ask({ iin, phone, from: 'app' })
    underWay.set(key, asked)
    try {
      const answer = await asked
      return answer === 'BUSY' ? 'busy' : said[answer]
    } finally {
      underWay.delete(key)
    }
  }
}

/** The answer while BMG cannot be asked: nothing was done and nothing used up, and the app says to tap once more. */
export function bmgIsBusy(c: CompanionContext): Response {
  c.header('Retry-After', String(againSeconds))
  return c.json({ problem: 'crowded' }, 503)
}
