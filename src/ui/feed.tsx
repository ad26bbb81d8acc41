import { FeedCard, type FeedItem, feedIcons } from './feed-card.tsx'
import { IconSprite } from './icons.tsx'
import { kept, useUiWords } from './speaking.ts'

export type FeedDay = {
  /** The day as ISO 8601 («2026-11-22») and as words («Сегодня, 22 ноября»). */
  date: string
  heading: string
  items: readonly FeedItem[]
}

export type FeedProps = {
  days: readonly FeedDay[]
  /** Address of the event stream; left out, the page stays as it was rendered. */
  live?: string | undefined
}

/** Events by day, newest first. `<kabinet-feed>` adds the ones that come while the page is open. */
export function Feed({ days, live }: FeedProps) {
  const words = useUiWords()
  return (
    <kabinet-feed src={live}>
      <IconSprite names={Object.values(feedIcons)} />
      <p class="unseen" role="status" data-arrived={words.arrived} />
      <div data-days="">
        {days.map((day) => (
          <Day day={day} />
        ))}
      </div>
      {live && (
        <template>
          <BlankDay />
        </template>
      )}
    </kabinet-feed>
  )
}

/** What a script fills in; the dots keep the markup whole until then. */
const blank: FeedItem = {
  id: '',
  kind: 'notice',
  title: '…',
  time: '00:00',
  dateTime: '00:00',
  unread: true,
  href: '#',
  action: { label: '…', href: '#' },
}

const BlankDay = kept(
  () => <Day day={{ date: '', heading: '…', items: [blank] }} />,
  () => '',
)

function Day({ day }: { day: FeedDay }) {
  return (
    <section class="day" data-day={day.date}>
      <h2>{day.heading}</h2>
      <ul class="events">
        {day.items.map((item) => (
          <FeedCard item={item} />
        ))}
      </ul>
    </section>
  )
}
