import { useEffect, useRef } from 'preact/hooks'
import type { Notice as Told } from '../../companion/answers.ts'
import { serverNow } from '../../companion/ask.ts'
import { dayKey, dayOf, isSameDay, timeOf } from '../../dates.ts'
import { tellSeen } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Icon } from '../../ui/icon.tsx'
import { feedWords } from '../../words/feed.ts'
import { Contest } from './contest.tsx'
import { Transfer } from './transfer.tsx'

/** How long a notice must be on the screen to count as read. */
const readMilliseconds = 1200

/** What happened, newest first, by days. */
export function Notices({ notices }: { notices: readonly Told[] }) {
  const { language } = useApp()
  const words = feedWords(language)
  const days = byDay(notices)
  return (
    <section class="notices" aria-labelledby="notices">
      <h2 id="notices">{words.notices}</h2>
      {notices.length === 0 ? (
        <div class="empty">
          <Icon name="bell" size={32} />
          <p class="notice-title">{words.empty}</p>
          <p class="hint">{words.emptyLead}</p>
        </div>
      ) : (
        [...days].map(([day, ofDay]) => (
          <section key={day}>
            <h3>{isSameDay(day, serverNow()) ? words.today : dayOf(language, `${day}T12:00:00+05:00`)}</h3>
            <ul class="cards">
              {ofDay.map((notice) => (
                <NoticeItem key={notice.id} notice={notice} />
              ))}
            </ul>
          </section>
        ))
      )}
    </section>
  )
}

function byDay(notices: readonly Told[]): Map<string, Told[]> {
  const days = new Map<string, Told[]>()
  for (const notice of notices) {
    const day = dayKey(notice.at)
    days.set(day, [...(days.get(day) ?? []), notice])
  }
  return days
}

function NoticeItem({ notice }: { notice: Told }) {
  const { language } = useApp()
  const words = feedWords(language)
  const item = useRef<HTMLLIElement>(null)
  const isNew = notice.state !== 'opened'
  useEffect(() => (isNew && item.current ? onceRead(item.current, notice.id) : undefined), [isNew])
  return (
    <li ref={item} class={isNew ? 'card told new' : 'card told'}>
      <p class="told-title">
        {notice.title}
        {isNew && <span class="unseen"> ({words.unread})</span>}
      </p>
      {notice.body && <p>{notice.body}</p>}
      <Contest notice={notice} />
      <Transfer notice={notice} />
      <p class="told-foot">
        <time dateTime={notice.at}>{timeOf(language, notice.at)}</time>
        <span>{words.states[notice.state]}</span>
      </p>
    </li>
  )
}

/** Tells the server once the notice has been on the screen for a moment. Returns how to stop watching. */
function onceRead(element: HTMLElement, id: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const watcher = new IntersectionObserver(
    (entries) => {
      clearTimeout(timer)
      if (entries.at(-1)?.isIntersecting && !document.hidden) {
        timer = setTimeout(() => void tellSeen([id], 'opened'), readMilliseconds)
      }
    },
    { threshold: 0.6 },
  )
  watcher.observe(element)
  return () => {
    watcher.disconnect()
    clearTimeout(timer)
  }
}
