import type { FeedEvent } from '../account/events.ts'
import type { Language } from '../domain/language.ts'
import { routes } from '../routes.ts'
import { dayWords, localDay, localIso, timeWords } from '../ui/dates.ts'
import type { FeedDay } from '../ui/feed.tsx'
import { type FeedItem, feedKind } from '../ui/feed-card.tsx'
import { type CabinetWords, cabinetWords } from './messages.ts'
import { securityWords } from './security/messages.ts'

/** An event as the feed shows it, in one language. */
export function feedItem(event: FeedEvent, language: Language): FeedItem {
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
  const [title = '', advice = ''] = words.events[event.kind]
  const browser =
    event.browser === 'unknown' ? securityWords(language).security.unknownBrowser : event.browser
  const isSignIn = event.kind === 'signed-in-new-browser' || event.kind === 'signed-in-after-failures'
  const action = isSignIn ? { label: words.feed.notMe, href: routes.cabinet.password } : undefined
  return {
    ...common,
    title,
    body: browser ? `${browser}. ${advice}` : advice,
    href: routes.cabinet.security,
    action,
  }
}

/** Events under their days, newest day first. */
export function feedDays(events: readonly FeedEvent[], language: Language, now: Date): FeedDay[] {
  const days = new Map<string, FeedEvent[]>()
  for (const event of events) {
    const day = localDay(event.at)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days].map(([date, members]) => ({
    date,
    heading: dayHeading(cabinetWords(language), language, members[0]?.at ?? now, now),
    items: members.map((event) => feedItem(event, language)),
  }))
}

/** «Сегодня», «Вчера», or the date. */
export function dayHeading(words: CabinetWords, language: Language, at: Date, now: Date): string {
  const day = localDay(at)
  if (day === localDay(now)) return words.feed.today
  if (day === localDay(new Date(now.getTime() - 86_400_000))) return words.feed.yesterday
  return dayWords(language, at)
}
