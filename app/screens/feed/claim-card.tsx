import type { OpenClaim } from '../../companion/answers.ts'
import { serverNow } from '../../companion/ask.ts'
import { momentOf } from '../../dates.ts'
import { useApp } from '../../state.ts'
import { Notice } from '../../ui/notice.tsx'
import { claimWords } from '../../words/transfer.ts'

/** A claim whose number is registered here: where its request will come, or for whom it waits. */
export function ClaimCard({ claim }: { claim: OpenClaim }) {
  const { language } = useApp()
  const words = claimWords(language)
  const { state, waitsUntil, maskedIin, maskedPhone, expiresAt } = claim
  const moment = (at: string) => momentOf(language, at, serverNow())
  const isWaiting = state === 'waits' && waitsUntil !== null
  return (
    <Notice kind={isWaiting ? 'calm' : 'good'} title={words.title}>
      <p class="account-tag">{maskedIin}</p>
      <p class="account-tag">{maskedPhone}</p>
      <p>{isWaiting ? words.waits(moment(waitsUntil)) : words.comes}</p>
      {!isWaiting && <p class="hint">{words.until(moment(expiresAt))}</p>}
    </Notice>
  )
}
