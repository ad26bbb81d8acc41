import type { FeedEvent, SecurityKind } from '../account/events.ts'
import type { Language } from '../domain/language.ts'
import { type NoticeState, noticeWords, wordNotice } from '../notify/index.ts'
import { routes } from '../routes.ts'
import { dayWords, localDay, localIso, timeWords } from '../ui/dates.ts'
import type { FeedDay } from '../ui/feed.tsx'
import { type FeedItem, feedKind } from '../ui/feed-card.tsx'
import { type CabinetWords, cabinetWords } from './messages.ts'

/** How far the notices of events have come; absent where nobody had to be told. */
export type NoticeStates = ReadonlyMap<string, NoticeState>

/** An event as the feed shows it, in one language. With `state`, also how far its notice has come. */
export function feedItem(event: FeedEvent, language: Language, state?: NoticeState): FeedItem {
  const words = cabinetWords(language)
  const common = {
    id: event.id,
    kind: feedKind(event.category, event.kind),
    time: timeWords(language, event.at),
    dateTime: localIso(event.at),
    unread: event.unread,
  }
  if (event.category === 'system') {
    return { ...common, ...event.words[language], system: event.system ?? undefined }
  }
  const place = places[event.kind]
  return {
    ...common,
    ...wordNotice(event, language),
    href: place?.title ?? routes.cabinet.security,
    action: place?.action && { label: words.feed[place.action], href: place.to },
    note: state && noticeWords(language).states[state],
  }
}

const { security, password, notMe, moved, printedCode } = routes.cabinet
type Place = {
  /** Where the title leads; Security when left out. */
  readonly title?: string
  /** The thing to do about it, and where. */
  readonly action?: 'notMe' | 'answer' | 'more'
  readonly to: string
}

/** «Это не я» for what the owner may not have done, the former holder's answer, and the page of a transfer. */
const places: Readonly<Partial<Record<SecurityKind, Place>>> = {
  'signed-in-new-browser': { action: 'notMe', to: password },
  'signed-in-after-failures': { action: 'notMe', to: password },
  'password-recovered': { action: 'notMe', to: notMe },
  'app-activated': { action: 'notMe', to: security },
  'app-waits': { action: 'notMe', to: security },
  'printed-code-used': { action: 'notMe', to: notMe },
  'printed-code-made': { action: 'notMe', to: printedCode },
  'address-added': { action: 'notMe', to: security },
  'address-removed': { action: 'notMe', to: security },
  'transferred-away': { title: moved, action: 'answer', to: moved },
  'transferred-here': { title: moved, action: 'more', to: moved },
  'transfer-approved': { title: moved, to: moved },
  objected: { title: moved, action: 'more', to: moved },
  'transfer-undone': { title: moved, to: moved },
}

/** Events under their days, newest day first. */
export function feedDays(
  events: readonly FeedEvent[],
  language: Language,
  now: Date,
  states: NoticeStates = new Map(),
): FeedDay[] {
  const days = new Map<string, FeedEvent[]>()
  for (const event of events) {
    const day = localDay(event.at)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days].map(([date, members]) => ({
    date,
    heading: dayHeading(cabinetWords(language), language, members[0]?.at ?? now, now),
    items: members.map((event) => feedItem(event, language, states.get(event.id))),
  }))
}

/** «Сегодня», «Вчера», or the date. */
export function dayHeading(words: CabinetWords, language: Language, at: Date, now: Date): string {
  const day = localDay(at)
  if (day === localDay(now)) return words.feed.today
  if (day === localDay(new Date(now.getTime() - 86_400_000))) return words.feed.yesterday
  return dayWords(language, at)
}
