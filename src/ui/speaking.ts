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

/**
 * A component that is drawn once for each language and key, and kept. Only for what the code itself says, of which there are a few:
 * never for words of a person.
 */
export function kept<Props>(
  draw: (props: Props) => Child,
  keyOf: (props: Props) => string,
): (props: Props) => Html {
  const drawn = new Map<string, Html>()
  return (props) => {
    const key = `${speaking} ${keyOf(props)}`
    const known = drawn.get(key)
    if (known) return known
    const made = new Html(htmlOf(draw(props)))
    drawn.set(key, made)
    return made
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
