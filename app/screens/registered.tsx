import type { Registered } from '../companion/answers.ts'
import { serverNow } from '../companion/ask.ts'
import { momentOf } from '../dates.ts'
import { startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { PushOffer } from '../ui/push-offer.tsx'
import { activationWords } from '../words/activation.ts'

/** «Номер зарегистрирован в приложении!» */
export function RegisteredScreen({ registered }: { registered: Registered }) {
  const { language } = useApp()
  const words = activationWords(language)
  const { state, waitsUntil, maskedIin } = registered
  return (
    <Page
      title={words.doneTitle}
      actions={
        <button type="button" class="button primary" onClick={() => startAt({ at: 'feed' })}>
          {words.toFeed}
        </button>
      }
    >
      <div class="seal">
        <Icon name="check" size={44} />
      </div>
      <p class="account-tag">
        {words.account} {maskedIin}
      </p>
      {state === 'waits' && waitsUntil ? (
        <Notice kind="calm" title={words.waitsTitle}>
          <p>{words.waits(momentOf(language, waitsUntil, serverNow()))}</p>
        </Notice>
      ) : (
        <p class="lead">{words.done}</p>
      )}
      <PushOffer />
    </Page>
  )
}
