/** The three languages of the service; Kazakh first, as the state language. */
export const languages = ['kk', 'ru', 'en'] as const
export type Language = (typeof languages)[number]

/** Narrows an untrusted word to a language. */
export function isLanguage(word: unknown): word is Language {
  return (languages as readonly unknown[]).includes(word)
}

type Words = { readonly [key: string]: string | readonly string[] | ((...args: never[]) => string) | Words }
type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...args: infer A) => string
        ? (...args: A) => string
        : Same<T[K]>
}

/**
 * A slice's words in every language. Russian gives the shape; a missing, extra or differently shaped entry in
 * Kazakh or English does not compile. Returns a function from language to that language's words.
 */
export function catalogue<const T extends Words>(
  ru: T,
  kk: Same<T>,
  en: Same<T>,
): (language: Language) => Same<T> {
  const all: Record<Language, Same<T>> = { ru: ru as unknown as Same<T>, kk, en }
  return (language) => all[language]
}
