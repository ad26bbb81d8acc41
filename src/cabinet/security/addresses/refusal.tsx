import type { Language } from '../../../domain/language.ts'
import { Notice } from '../../../ui/notice.tsx'
import { securityWords } from '../messages.ts'
import { Refusal, type Refused } from '../refusal.tsx'
import { addressWords } from './messages.ts'

/** What a refusal is about; the name of its words. */
export type RefusalTitle = 'manyMails' | 'justSent' | 'manyTries'

export function titleOf({ isJustSent }: { isJustSent: boolean }): RefusalTitle {
  return isJustSent ? 'justSent' : 'manyMails'
}

/** Why nothing was done: `why` when there were too many mails or tries, and when to try again. */
export function AddressRefusal({
  refused,
  why,
  language,
}: {
  refused: Refused
  why: string
  language: Language
}) {
  if (refused.is !== 'waiting') return <Refusal words={securityWords(language)} refused={refused} />
  return (
    <Notice kind="warning" title={why} role="status">
      <p>{addressWords(language).wait(refused.seconds)}</p>
    </Notice>
  )
}
