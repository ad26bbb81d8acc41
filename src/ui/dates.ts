import type { Language } from '../domain/language.ts'

/** Kazakhstan keeps one time, UTC+5, since 1 March 2024. */
const timeZone = 'Asia/Almaty'
const offset = '+05:00'
const locales: Record<Language, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }

function formatter(options: Intl.DateTimeFormatOptions) {
  const made = new Map<Language, Intl.DateTimeFormat>()
  return (language: Language, at: Date) => {
    const format = made.get(language) ?? new Intl.DateTimeFormat(locales[language], { timeZone, ...options })
    made.set(language, format)
    return format.format(at)
  }
}

/** «22 ноября 2026 г.» */
export const dayWords = formatter({ day: 'numeric', month: 'long', year: 'numeric' })
/** «14:05» */
export const timeWords = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const momentFormat = formatter({
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** «22 ноября, 14:05 (UTC+5)»: a moment with its offset. */
export function momentWords(language: Language, at: Date): string {
  return `${momentFormat(language, at)} (UTC+5)`
}

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
