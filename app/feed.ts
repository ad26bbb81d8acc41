import type { Calls } from './companion/answers.ts'
import { ask, type Reply, serverNow } from './companion/ask.ts'
import { followChanges } from './companion/live.ts'
import { keepFeed } from './kept/feed.ts'
import { change, current, type Outcome } from './state.ts'

let asking: Promise<void> | undefined
let isStale = false

/** Asks for the feed. Called again while it is asked for, it asks once more afterwards, and not twice. */
function refresh(): Promise<void> {
  if (asking) {
    isStale = true
    return asking
  }
  asking = receive().finally(() => {
    asking = undefined
    if (isStale) {
      isStale = false
      void refresh()
    }
  })
  return asking
}

async function receive(): Promise<void> {
  const reply = await ask('feed', undefined)
  if (reply.kind !== 'done') return change({ trouble: reply.kind === 'offline' ? 'offline' : 'unavailable' })
  change({ feed: reply.value, receivedAt: Date.now(), trouble: undefined })
  await keepFeed(reply.value)
  const fresh = reply.value.notices.filter(({ state }) => state === 'queued' || state === 'sent')
  if (fresh.length > 0)
    await tellSeen(
      fresh.map(({ id }) => id),
      'delivered',
    )
}

const told = new Set<string>()

/** Tells the server that notices arrived, or that the person has had them on the screen. Once for each. */
export async function tellSeen(ids: readonly string[], state: 'delivered' | 'opened'): Promise<void> {
  const news = ids.filter((id) => !told.has(id + state))
  if (news.length === 0) return
  for (const id of news) told.add(id + state)
  const reply = await ask('seen', { notices: news, state })
  if (reply.kind !== 'done') for (const id of news) told.delete(id + state)
  else if (state === 'delivered') await showDelivered(news)
}

/** Shows at once what the server knows now. What was opened stays marked as new for as long as it is looked at. */
async function showDelivered(ids: readonly string[]): Promise<void> {
  const { feed } = current()
  if (!feed) return
  const notices = feed.notices.map((notice) =>
    ids.includes(notice.id) && notice.state !== 'opened'
      ? { ...notice, state: 'delivered' as const }
      : notice,
  )
  change({ feed: { ...feed, notices } })
  await keepFeed({ ...feed, notices })
}

/** Keeps the feed true while the app is open. Returns how to stop. */
export function followFeed(): () => void {
  const onWorker = (event: MessageEvent) => {
    if (event.data === 'changed') void refresh()
  }
  navigator.serviceWorker?.addEventListener('message', onWorker)
  const stop = followChanges(() => void refresh())
  void refresh()
  return () => {
    stop()
    navigator.serviceWorker?.removeEventListener('message', onWorker)
  }
}

/** Looks for requests by the number that the waiting page shows; they stand with the others then. */
export async function findRequests(number: number): Promise<'found' | 'none' | 'offline' | 'unavailable'> {
  const reply = await ask('requests', { number })
  if (reply.kind === 'offline') return 'offline'
  if (reply.kind === 'problem') return 'unavailable'
  change({ found: reply.value.requests })
  return reply.value.requests.length > 0 ? 'found' : 'none'
}

/** «Показать код»: the server makes it now. */
export async function showCode(request: string): Promise<void> {
  setOutcome(request, 'busy')
  const reply = await ask('code', { request })
  if (reply.kind === 'done') {
    const code = { ...reply.value, mintedAt: serverNow() }
    change({ codes: { ...current().codes, [request]: code } })
    setOutcome(request, undefined)
    await refresh()
    return
  }
  setOutcome(request, outcomeOf(reply))
  await refresh()
}

/** «Это не я» about a request or a newer installation. */
export async function refuse(subject: Calls['not-me']['in'], key: string): Promise<void> {
  const { [key]: _, ...codes } = current().codes
  change({ codes })
  await settle(key, 'refused', () => ask('not-me', subject))
}

/** «Это не я» about a recovery that a notice told of; the card shows the case. */
export async function contest(notice: string): Promise<void> {
  await settle(notice, undefined, () => ask('not-me', { notice }))
}

/** «Заморозить кабинет»: until the case is decided. */
export async function freeze(notice: string): Promise<void> {
  await settle(notice, undefined, () => ask('freeze', { notice }))
}

/** «Это я» about a newer installation. */
export async function approve(binding: string): Promise<void> {
  await settle(binding, 'approved', () => ask('approve', { binding }))
}

/** «Это я» about what put an account into limited mode. */
export async function endLimited(binding: string): Promise<void> {
  await settle(`limited:${binding}`, 'limited-ended', () => ask('end-limited', { binding }))
}

/** «Согласен» or «Возразить» about a transfer that a notice told of; the card shows the case. */
export async function answerTransfer(notice: string, answer: 'approve' | 'object'): Promise<void> {
  const done = answer === 'approve' ? 'agreed' : undefined
  await settle(notice, done, () => ask('transfer', { notice, answer }))
}

/** «Это не мой номер»: this phone leaves one account. */
export async function notMyNumber(binding: string, key: string): Promise<void> {
  await settle(key, 'number-removed', () => ask('not-my-number', { binding }))
}

async function settle(
  key: string,
  done: Outcome | undefined,
  act: () => Promise<Reply<unknown>>,
): Promise<void> {
  setOutcome(key, 'busy')
  const reply = await act()
  setOutcome(key, reply.kind === 'done' ? done : outcomeOf(reply))
  await refresh()
}

const known: readonly Outcome[] = [
  'gone',
  'waits',
  'frozen',
  'closed',
  'contested',
  'crowded',
  'number-not-yours',
]

function outcomeOf(reply: Exclude<Reply<unknown>, { kind: 'done' }>): Outcome {
  if (reply.kind === 'offline') return 'offline'
  return known.find((outcome) => outcome === reply.problem) ?? 'unavailable'
}

/** What a card says of itself; undefined takes it back. */
function setOutcome(key: string, outcome: Outcome | undefined): void {
  const { [key]: _, ...others } = current().outcomes
  change({ outcomes: outcome ? { ...others, [key]: outcome } : others })
}
