import { isLanguage, type Language } from '../src/domain/language.ts'
import { ask } from './companion/ask.ts'
import { keep, recall } from './kept/storage.ts'
import { change, current } from './state.ts'

/** The language that was chosen here, else the first of the phone's that we speak, else Kazakh. */
export async function startLanguage(): Promise<Language> {
  const kept = await recall<unknown>('language').catch(() => undefined)
  if (isLanguage(kept)) return kept
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'kk'
}

/** Speaks `language` from now on, here, in the service worker and, where this phone is known, on the server. */
export async function speak(language: Language): Promise<void> {
  change({ language })
  show(language)
  await keep('language', language)
  if (await recall('registered')) await ask('hello', { language })
}

/** Tells the browser what the page speaks: for screen readers, hyphens and the installed app's own words. */
export function show(language = current().language): void {
  document.documentElement.lang = language
  const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
  const address = `/ed24/manifest.${language}.webmanifest`
  if (link && !link.href.endsWith(address)) link.href = address
}
