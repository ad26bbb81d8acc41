import { queueSystems } from '../../../src/domain/queue-system.ts'

/** Words that are the same in two languages, and names that are nobody's to translate. */
const names = ['Сейтқали Айгерім', 'Сейтқали Аяна', 'Ясли-сад № 12 «Балапан»']
const same = new Set<string>([...queueSystems, ...names, 'Профиль', 'Браузер'])

/** Numbers, times, names of people, kindergartens and browsers: what stands in every language as it is. */
const patterns = [
  /^[^\p{L}]*$/u,
  /^[•\d\s]+$/,
  /^:? ?(Chrome|Chromium|Firefox|Safari|Edge|Linux)[\w, ]*$/,
  /^https:\/\/\S+$/,
  /^:? ?[\w.+-]+@[\w.-]+$/,
  // A birth certificate's number.
  /^[IVX]+-[А-Я]{2} № \d+$/,
  /^(\+7 7172 00-00-00|\(demo\))$/,
]

/** Whether a text may stand alike on pages of different languages. */
export function isData(text: string): boolean {
  return same.has(text) || patterns.some((pattern) => pattern.test(text))
}
