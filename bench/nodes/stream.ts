import type { IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { routes } from '../../src/routes.ts'
import type { Parent } from './client.ts'

/** A cabinet's live feed as its page keeps it: an EventSource, which comes back with the last id it saw. */
export type Stream = {
  /** Ids of the notices it was told. */
  readonly heard: ReadonlySet<string>
  /** Notices that one connection told more than once; one that comes back may hear some again, which the page drops. */
  twice(): number
  /** How often it came back after an end. */
  returns(): number
  /** Whether the server said that the session is over. */
  isEnded(): boolean
  leave(): void
}

/** A browser waits 3 s before it comes back; here it is sooner, so that more of them meet a roll. */
const comesBackMilliseconds = 300

/** Opens the feed and keeps it open; resolves when the first answer's head is there. */
export async function keepsLive(parent: Parent): Promise<Stream> {
  const leaving = new AbortController()
  const heard = new Set<string>()
  let [returns, twice, ended, last] = [0, 0, false, '']
  const path = `${routes.cabinet.live}?since=${Date.now()}`
  const open = () => {
    const headers = { ...parent.headers(), ...(last ? { 'last-event-id': last } : {}) }
    return parent.client.listens(path, headers, leaving.signal)
  }
  const read = async (feed: IncomingMessage) => {
    let text = ''
    const here = new Set<string>()
    const decoder = new TextDecoder()
    for await (const part of feed) {
      text += decoder.decode(part, { stream: true })
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end)
        text = text.slice(end + 2)
        const id = /^id: (.+)$/m.exec(event)?.[1]
        if (id) {
          if (here.has(id)) twice += 1
          here.add(id)
          heard.add(id)
          last = id
        }
        if (/^event: ended$/m.test(event)) ended = true
      }
    }
  }
  const goOn = async (first: IncomingMessage) => {
    let feed: IncomingMessage | undefined = first
    while (!leaving.signal.aborted && !ended) {
      if (feed) await read(feed).catch(() => {})
      if (leaving.signal.aborted || ended) return
      await wait(comesBackMilliseconds)
      returns += 1
      feed = await open().catch(() => undefined)
    }
  }
  goOn(await open())
  return {
    heard,
    returns: () => returns,
    twice: () => twice,
    isEnded: () => ended,
    leave: () => leaving.abort(),
  }
}
