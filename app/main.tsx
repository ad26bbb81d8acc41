import { render } from 'preact'
import { greet } from './activation/activate.ts'
import { tokenOf } from './activation/payload.ts'
import { App } from './app.tsx'
import { recallFeed } from './kept/feed.ts'
import { recall } from './kept/storage.ts'
import { show, startLanguage } from './language.ts'
import { startAt } from './move.ts'
import { canKeepKeys } from './platform.ts'
import { pushState } from './push.ts'
import { change } from './state.ts'
import { watchUpdates } from './updates.ts'
import './styles/app.css'

/*
 * Read once and taken out of the address at once: neither history, nor a shared screenshot, nor a reload keeps the
 * token of a link.
 */
const fragment = location.hash
history.replaceState(null, '', '/ed24/')

const canKeep = await canKeepKeys().catch(() => false)
change({ language: await startLanguage() })
show()
const isRegistered = canKeep && (await recall<boolean>('registered')) === true
if (!canKeep) change({ path: [{ at: 'unsupported' }] })
else await openWith(fragment)

const root = document.getElementById('app')
if (root) render(<App />, root)

// A link that is opened while the app already stands open only changes the fragment.
addEventListener('hashchange', () => {
  const next = location.hash
  if (next === '' || !canKeep) return
  history.replaceState(null, '', '/ed24/')
  void openWith(next)
})

watchUpdates().catch(() => undefined)
if (isRegistered) {
  change({ push: await pushState() })
  const hello = await greet()
  if (hello.ok) change({ push: await pushState() })
}

async function openWith(link: string): Promise<void> {
  const token = tokenOf(link)
  const isKnown = (await recall<boolean>('registered')) === true
  if (isKnown) {
    const kept = await recallFeed()
    if (kept) change({ feed: kept.feed, receivedAt: kept.receivedAt })
  }
  const first = { at: 'number' as const, ...(token === undefined ? {} : { token }) }
  if (token === undefined && isKnown && link !== '#register') startAt({ at: 'feed' })
  else if (isKnown) startAt({ at: 'feed' }, first)
  else startAt(first)
}
