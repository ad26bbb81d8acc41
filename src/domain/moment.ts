import type { Language } from './language.ts'

/** Kazakhstan keeps one time, UTC+5 (POSIX turns the sign), since 1 March 2024; older time zone data do not know it. */
const timeZone = 'Etc/GMT-5'
const locales: Record<Language, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }

/** Words of moments in Kazakhstan's time, with one formatter a language. */
export function formatter(options: Intl.DateTimeFormatOptions) {
  const made = new Map<Language, Intl.DateTimeFormat>()
  return (language: Language, at: Date) => {
    const format = made.get(language) ?? new Intl.DateTimeFormat(locales[language], { timeZone, ...options })
    made.set(language, format)
    return format.format(at)
  }
}

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
