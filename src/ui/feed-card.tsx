import type { QueueSystem } from '../domain/queue-system.ts'
import { UseIcon } from './icons.tsx'
import { useUiWords } from './speaking.ts'

/** The kinds that have an icon of their own. */
export const feedKinds = ['security', 'transfer', 'referral', 'queue', 'attendance', 'notice'] as const
export type FeedKind = (typeof feedKinds)[number]

/** The icon's kind of any event: what we do not know looks like a notice. */
export function feedKind(category: 'security' | 'system', kind: string): FeedKind {
  if (category === 'security') return /^transfer|^objected$/.test(kind) ? 'transfer' : 'security'
  return feedKinds.find((known) => known === kind) ?? 'notice'
}

export const feedIcons = {
  security: 'shield',
  transfer: 'transfer',
  referral: 'referral',
  queue: 'queue',
  attendance: 'attendance',
  notice: 'bell',
} as const

/** One event, already worded. */
export type FeedItem = {
  id: string
  kind: FeedKind
  title: string
  body?: string | undefined
  /** «14:05», and the same moment as ISO 8601. */
  time: string
  dateTime: string
  system?: QueueSystem | undefined
  unread: boolean
  /** Where the title leads. */
  href?: string | undefined
  /** A quiet line under the words: how far the notice has come. */
  note?: string | undefined
  /** The thing to do about it («Это не я»), before everything else one can do. */
  action?: { label: string; href: string } | undefined
}

/** One event of the feed. Every part keeps its place in the markup, so that a script can fill a clone of it. */
export function FeedCard({ item }: { item: FeedItem }) {
  const words = useUiWords()
  return (
    <li class={item.unread ? 'event unread' : 'event'} data-event={item.id}>
      <span class="badge">
        <UseIcon name={feedIcons[item.kind]} />
      </span>
      <article>
        <p class="event-meta">
          <time datetime={item.dateTime} data-slot="time">
            {item.time}
          </time>
          <span class="chip plain" data-slot="system" hidden={!item.system}>
            {item.system}
          </span>
          <span class="fresh" data-slot="fresh" hidden={!item.unread}>
            {words.fresh}
          </span>
        </p>
        <h3>
          {item.href ? (
            <a href={item.href} data-slot="title">
              {item.title}
            </a>
          ) : (
            <span data-slot="title">{item.title}</span>
          )}
        </h3>
        <p class="event-body" data-slot="body" hidden={!item.body}>
          {item.body}
        </p>
        {item.note && <p class="hint">{item.note}</p>}
        {item.action && (
          <a class="button secondary" href={item.action.href} data-slot="action">
            <span>{item.action.label}</span>
            <span class="unseen">: {item.title}</span>
          </a>
        )}
      </article>
    </li>
  )
}
