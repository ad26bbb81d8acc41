import type { Language } from '../domain/language.ts'
import { formatter } from '../domain/moment.ts'

export { momentWords } from '../domain/moment.ts'

/** Kazakhstan's one offset, see domain/moment.ts. */
const offset = '+05:00'

/** «22 ноября 2026 г.» */
export const dayWords = formatter({ day: 'numeric', month: 'long', year: 'numeric' })
/** «14:05» */
export const timeWords = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The day in Kazakhstan as `2026-11-22`. */
export function localDay(at: Date): string {
  return localIso(at).slice(0, 10)
}

/** The moment in Kazakhstan's time as `2026-11-22T14:05:00+05:00`, for `<time datetime>`. */
export function localIso(at: Date): string {
  const shifted = new Date(at.getTime() + 5 * 3_600_000)
  return `${shifted.toISOString().slice(0, 19)}${offset}`
}

/** A `YYYY-MM-DD` date of a register, in words. */
export function dateWords(language: Language, date: string): string {
  return dayWords(language, new Date(`${date}T12:00:00${offset}`))
}
