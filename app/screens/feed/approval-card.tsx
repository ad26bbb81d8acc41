import type { Approval } from '../../companion/answers.ts'
import { serverNow } from '../../companion/ask.ts'
import { momentOf } from '../../dates.ts'
import { approve, refuse } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Choice } from '../../ui/choice.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { feedWords } from '../../words/feed.ts'

/** A newer phone that wants this account's codes: only an older one can say whose it is. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const { language, outcomes } = useApp()
  const words = feedWords(language)
  const { binding, maskedIin, device, madeAt, waitsUntil } = approval
  const outcome = outcomes[binding]
  const isOver = outcome === 'refused' || outcome === 'approved'
  const said = outcome === 'refused' ? 'binding-refused' : outcome
  return (
    <article class="card request" aria-labelledby={`approval-${binding}`}>
      <header class="card-head">
        <h2 id={`approval-${binding}`}>{words.approvalTitle}</h2>
      </header>
      <Facts
        of={[
          [words.account, maskedIin],
          [words.device, device],
          [words.asked, momentOf(language, madeAt, serverNow())],
        ]}
      />
      {waitsUntil && !isOver && (
        <p class="hint">{words.approvalWaits(momentOf(language, waitsUntil, serverNow()))}</p>
      )}
      {said && said !== 'busy' && (
        <Notice kind={isOver ? 'good' : 'bad'} isNews>
          {words.outcomes[said]}
        </Notice>
      )}
      {!isOver && (
        <Choice
          isBusy={outcome === 'busy'}
          yes={{ label: words.isMe, icon: 'check', onPress: () => void approve(binding) }}
          no={{ label: words.notMe, icon: 'cross', onPress: () => void refuse({ binding }, binding) }}
        />
      )}
    </article>
  )
}
