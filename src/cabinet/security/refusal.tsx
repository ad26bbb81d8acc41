import type { PortalContext } from '../../http/visit.ts'
import { Notice } from '../../ui/notice.tsx'
import type { SecurityWords } from './messages.ts'

/** Why a form was not acted on, though nothing in it was wrong. */
export type Refused = { is: 'busy' } | { is: 'stale' } | { is: 'waiting'; seconds: number }

export function Refusal({ words, refused }: { words: SecurityWords; refused: Refused }) {
  if (refused.is === 'waiting') {
    return (
      <Notice kind="warning" title={words.waitTitle} role="status">
        <p>{words.wait(refused.seconds)}</p>
      </Notice>
    )
  }
  return (
    <Notice kind="warning" role="status">
      <p>{refused.is === 'busy' ? words.busy : words.stale}</p>
    </Notice>
  )
}

/** The status that goes with it; says when to try again. */
export function refusedStatus(c: PortalContext, refused: Refused): 200 | 429 | 503 {
  if (refused.is === 'stale') return 200
  c.header('Retry-After', String(refused.is === 'waiting' ? refused.seconds : 5))
  return refused.is === 'waiting' ? 429 : 503
}
