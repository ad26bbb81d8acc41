import type { EventParams, SecurityKind } from '../account/events.ts'
import type { Language } from '../domain/language.ts'
import { eventWords } from './event-words.ts'
import { noticeWords } from './messages.ts'

/** A security event as far as its words need it. */
export type Worded = {
  readonly kind: SecurityKind
  readonly browser: string | null
  readonly params: EventParams
}

/** What is known of the occasion: request or case number, browser, device. */
export function occasionOf({ browser, params }: Omit<Worded, 'kind'>, language: Language): string[] {
  const words = noticeWords(language)
  const known = [
    params.request && words.request(params.request),
    params.case && words.case(params.case),
    browser === 'unknown' ? words.unknownBrowser : browser,
    params.device,
  ]
  return known.flatMap((part) => part || [])
}

/** Title and body of a security event in one language: what is known of the occasion first, then what to do. */
export function wordNotice(event: Worded, language: Language): { title: string; body: string } {
  const [title = '', advice = ''] = eventWords(language)[event.kind]
  const occasion = occasionOf(event, language)
  return { title, body: occasion.length > 0 ? `${occasion.join(', ')}. ${advice}` : advice }
}
