import type { Account } from '../../companion/answers.ts'
import { serverNow } from '../../companion/ask.ts'
import { momentOf } from '../../dates.ts'
import { endLimited } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Notice } from '../../ui/notice.tsx'
import { feedWords } from '../../words/feed.ts'
import { transferWords } from '../../words/transfer.ts'
import { Contact } from './case.tsx'
import { NotMyNumber } from './not-my-number.tsx'

/** Why an account cannot do everything now: it waits, is limited, frozen or closed, or has another number. */
export function AccountNotices({ account }: { account: Account }) {
  const { language } = useApp()
  const words = feedWords(language)
  const { state, waitsUntil, restriction, maskedIin } = account
  const moment = (at: string) => momentOf(language, at, serverNow())
  const ofTransfer = transferWords(language)
  return (
    <>
      {state === 'former' && (
        <Notice kind="calm" icon="phone" title={ofTransfer.formerTitle}>
          <p class="account-tag">{maskedIin}</p>
          <p>{ofTransfer.former}</p>
          <NotMyNumber binding={account.binding} id={account.binding} />
        </Notice>
      )}
      {restriction?.kind === 'closed' && (
        <Notice kind="calm" icon="lock" title={ofTransfer.closedTitle}>
          <p class="account-tag">{maskedIin}</p>
          <p>{ofTransfer.closed}</p>
        </Notice>
      )}
      {state === 'waits' && waitsUntil && (
        <Notice kind="calm" title={words.waitsTitle}>
          <p class="account-tag">{maskedIin}</p>
          <p>{words.waits(moment(waitsUntil))}</p>
        </Notice>
      )}
      {restriction?.kind === 'frozen' && (
        <Notice kind="bad" icon="lock" title={words.frozenTitle}>
          <p class="account-tag">{maskedIin}</p>
          <p>
            {words.frozen} <Contact />
          </p>
        </Notice>
      )}
      {restriction?.kind === 'limited' && (
        <Notice kind="calm" icon="shield" title={words.limitedTitle}>
          <p class="account-tag">{maskedIin}</p>
          <p>{restriction.until ? words.limited(moment(restriction.until)) : words.limitedOpen}</p>
          {restriction.canEnd && <EndLimited binding={account.binding} />}
        </Notice>
      )}
    </>
  )
}

/** An older installation can end limited mode. */
function EndLimited({ binding }: { binding: string }) {
  const { language, outcomes } = useApp()
  const words = feedWords(language)
  const outcome = outcomes[`limited:${binding}`]
  return (
    <>
      <p>{words.limitedAsk}</p>
      <p role="status">
        {outcome && outcome !== 'busy' && words.outcomes[outcome === 'gone' ? 'unavailable' : outcome]}
      </p>
      <button
        type="button"
        class="button secondary small"
        aria-disabled={outcome === 'busy'}
        onClick={() => outcome !== 'busy' && void endLimited(binding)}
      >
        {words.isMe}
      </button>
    </>
  )
}
