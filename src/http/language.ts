import { isLanguage, type Language } from '../domain/language.ts'

/**
 * The language to speak: what the person chose, else the account's, else the first that the browser asks for,
 * else Kazakh, the state language.
 */
export function chooseLanguage(
  chosen: unknown,
  accountLanguage: Language | undefined,
  accepted: string,
): Language {
  if (isLanguage(chosen)) return chosen
  if (accountLanguage) return accountLanguage
  const wanted = accepted
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=')
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality) || 0,
      }
    })
    .sort((a, b) => b.quality - a.quality)
  for (const { language } of wanted) if (isLanguage(language)) return language
  return 'kk'
}
