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

/** Title and body of a security event in one language: what is known of the occasion first, then what to do. */
export function wordNotice(event: Worded, language: Language): { title: string; body: string } {
  const words = noticeWords(language)
  const [title = '', advice = ''] = eventWords(language)[event.kind]
  const { request, device } = event.params
  const occasion = [
    request && words.request(request),
    event.params.case && words.case(event.params.case),
    event.browser === 'unknown' ? words.unknownBrowser : event.browser,
    device,
  ].filter(Boolean)
  return { title, body: occasion.length > 0 ? `${occasion.join(', ')}. ${advice}` : advice }
}
