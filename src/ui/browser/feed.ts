import type { LiveEvent } from '../live-event.ts'
import { Following } from './following.ts'

/** Adds events to the feed while the page is open; closes the stream while nobody looks. */
export class KabinetFeed extends Following {
  override connectedCallback() {
    // A form that leaves the page («Выйти») may end the stream before its answer comes: that end is no news.
    addEventListener('submit', this.close)
    super.connectedCallback()
  }

  override disconnectedCallback() {
    removeEventListener('submit', this.close)
    super.disconnectedCallback()
  }

  protected override hear(stream: EventSource) {
    stream.addEventListener('notice', (event) => this.#add(JSON.parse(event.data) as LiveEvent))
    // The server then answers with the sign-in page, which says why.
    stream.addEventListener('ended', () => location.reload())
  }

  #add(event: LiveEvent) {
    if (this.querySelector(`[data-event="${CSS.escape(event.id)}"]`)) return
    const blank = this.querySelector('template')?.content.firstElementChild?.cloneNode(true)
    if (!(blank instanceof HTMLElement)) return
    const card = blank.querySelector('[data-event]')
    if (!card) return
    fill(card, event)
    const known = this.querySelector(`[data-day="${CSS.escape(event.date)}"] .events`)
    if (known) known.prepend(card)
    else {
      blank.dataset.day = event.date
      blank.querySelector('h2')?.replaceChildren(event.day)
      this.querySelector('[data-days]')?.prepend(blank)
    }
    // The first event of an empty feed: the words for «nothing yet» go.
    document.querySelector('[data-nothing]')?.remove()
    countUnread(event.unread)
    const said = this.querySelector<HTMLElement>('[role=status]')
    if (said) said.textContent = `${said.dataset.arrived}: ${event.title}`
  }
}

function fill(card: Element, event: LiveEvent) {
  card.setAttribute('data-event', event.id)
  card.querySelector('use')?.setAttribute('href', `#icon-${event.icon}`)
  slot(card, 'time', event.time)?.setAttribute('datetime', event.dateTime)
  slot(card, 'system', event.system)
  slot(card, 'body', event.body)
  lead(slot(card, 'title', event.title), event.href)
  const action = card.querySelector<HTMLElement>('[data-slot=action]')
  action?.firstElementChild?.replaceChildren(event.action?.label ?? '')
  action?.lastElementChild?.replaceChildren(`: ${event.title}`)
  if (event.action) lead(action, event.action.href)
  else action?.remove()
}

/** Gives a link its address, within this site only; without one it becomes plain words. */
function lead(link: HTMLElement | null, href: string | undefined) {
  if (link instanceof HTMLAnchorElement && href && isOurs(href)) link.href = href
  else link?.replaceWith(link.textContent)
}

function isOurs(href: string): boolean {
  return URL.canParse(href, location.href) && new URL(href, location.href).origin === location.origin
}

function slot(card: Element, name: string, text = ''): HTMLElement | null {
  const place = card.querySelector<HTMLElement>(`[data-slot=${name}]`)
  if (!place) return null
  place.textContent = text
  place.hidden = text === ''
  return place
}

/** The number beside «Лента событий». */
function countUnread(count: number) {
  const badge = document.querySelector<HTMLElement>('[data-unread]')
  badge?.querySelector('[data-count]')?.replaceChildren(String(count))
  if (badge) badge.hidden = count === 0
}
