import { useState } from 'preact/hooks'
import { turnPushOn } from '../push.ts'
import { change, useApp } from '../state.ts'
import { feedWords } from '../words/feed.ts'
import { Icon } from './icon.tsx'

/** Offers notices on the phone's screen, where they can be turned on and are not. */
export function PushOffer() {
  const { language, push } = useApp()
  const words = feedWords(language)
  const [hasFailed, setFailed] = useState(false)
  if (push !== 'can-ask') return null
  const turnOn = async () => {
    setFailed(false)
    const now = await turnPushOn()
    if (now === 'failed') setFailed(true)
    else change({ push: now })
  }
  return (
    <section class="card push">
      <Icon name="bell" />
      <div>
        <h2>{words.pushTitle}</h2>
        <p class="hint">{words.pushLead}</p>
        <p role="status">{hasFailed && words.pushFailed}</p>
        <button type="button" class="button secondary small" onClick={() => void turnOn()}>
          {words.pushOn}
        </button>
      </div>
    </section>
  )
}
