import type { Language } from '../domain/language.ts'
import { type Child, Html, htmlOf } from './markup.ts'
import { uiWords } from './messages.ts'

/** Drawing never waits for anything, so one variable serves all pages. */
let speaking: Language = 'ru'

/** Draws with every component inside speaking `language`. */
export function inLanguage(language: Language, child: Child): Html {
  const before = speaking
  speaking = language
  try {
    return new Html(htmlOf(child))
  } finally {
    speaking = before
  }
}

/** The language of what is being drawn. */
export function useLanguage(): Language {
  return speaking
}

/** The components' own words in the language of what is being drawn. */
export function useUiWords() {
  return uiWords(speaking)
}
