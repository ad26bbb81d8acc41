import { createContext, useContext } from 'hono/jsx'
import type { Language } from '../domain/language.ts'
import { uiWords } from './messages.ts'

/** The language of the page being rendered; `<Layout>` provides it to every component inside. */
export const Speaking = createContext<Language>('ru')

/** The components' own words in the language of the page. */
export function useUiWords() {
  return uiWords(useContext(Speaking))
}
