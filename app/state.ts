import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../src/domain/language.ts'
import type { Code, Feed, Request } from './companion/answers.ts'
import type { PushState } from './push.ts'
import type { Path } from './screen.ts'

/** What became of a card after its button was pressed, or why nothing did. */
export type Outcome =
  | 'busy'
  | 'refused'
  | 'approved'
  | 'limited-ended'
  | 'agreed'
  | 'number-removed'
  | 'offline'
  | 'unavailable'
  /** Too much is asked at this moment; nothing was done. */
  | 'crowded'
  | 'gone'
  | 'waits'
  | 'frozen'
  | 'closed'
  | 'contested'
  | 'number-not-yours'

export type State = {
  readonly language: Language
  readonly path: Path
  readonly feed: Feed | undefined
  /** Requests that were asked for by their number, where the feed does not list all. */
  readonly found: readonly Request[]
  /** When the feed was received, by this phone's clock. */
  readonly receivedAt: number | undefined
  /** Why the feed may be older than it should be. */
  readonly trouble: 'offline' | 'unavailable' | undefined
  /** Codes that this phone was shown; kept in memory only. By request. */
  readonly codes: Readonly<Record<string, Code & { readonly mintedAt: number }>>
  /** By the id of a request, binding or notice. */
  readonly outcomes: Readonly<Record<string, Outcome>>
  readonly push: PushState
  readonly newVersion: ServiceWorker | undefined
}

let state: State = {
  language: 'kk',
  path: [{ at: 'feed' }],
  feed: undefined,
  found: [],
  receivedAt: undefined,
  trouble: undefined,
  codes: {},
  outcomes: {},
  push: 'unsupported',
  newVersion: undefined,
}
const watchers = new Set<() => void>()

export function current(): State {
  return state
}

export function change(by: Partial<State>): void {
  state = { ...state, ...by }
  for (const watcher of watchers) watcher()
}

/** The app's state; the component is drawn again whenever it changes. */
export function useApp(): State {
  const [, draw] = useState(state)
  useEffect(() => {
    const watcher = () => draw(state)
    watchers.add(watcher)
    // It may have changed between the drawing and this effect.
    watcher()
    return () => {
      watchers.delete(watcher)
    }
  }, [])
  return state
}
