import type { Language } from '../src/domain/language.ts'

const locales: Record<Language, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }
/**
 * Kazakhstan's time, UTC+5 (POSIX turns the sign), as on every page of the portal. By its number: a phone that was not updated since
 * February 2024 believes that Almaty has UTC+6.
 */
const timeZone = 'Etc/GMT-5'

function words(language: Language, at: string | number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], { timeZone, ...options }).format(new Date(at))
}

/** «14:05» */
export function timeOf(language: Language, at: string | number): string {
  return words(language, at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** Chromium knows no Kazakh months: it would say «M11 22». */
const kazakhMonths = [
  'қаңтар',
  'ақпан',
  'наурыз',
  'сәуір',
  'мамыр',
  'маусым',
  'шілде',
  'тамыз',
  'қыркүйек',
  'қазан',
  'қараша',
  'желтоқсан',
] as const

/** «22 ноября» */
export function dayOf(language: Language, at: string | number): string {
  if (language === 'kk') {
    const [, month, day] = dayKey(at).split('-').map(Number)
    return `${day} ${kazakhMonths[(month ?? 1) - 1]}`
  }
  return words(language, at, { day: 'numeric', month: 'long' })
}

/** «14:05» on the same day, else «22 ноября, 14:05». */
export function momentOf(language: Language, at: string | number, now: number): string {
  const time = timeOf(language, at)
  return isSameDay(at, now) ? time : `${dayOf(language, at)}, ${time}`
}

export function isSameDay(at: string | number, other: string | number): boolean {
  return dayKey(at) === dayKey(other)
}

/** The day in Kazakhstan, `2026-11-22`. */
export function dayKey(at: string | number): string {
  return new Date(new Date(at).getTime() + 5 * 3_600_000).toISOString().slice(0, 10)
}
