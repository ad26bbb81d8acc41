import type { Request } from '../../companion/answers.ts'
import { momentOf } from '../../dates.ts'
import { refuse, showCode } from '../../feed.ts'
import { type Outcome, type State, useApp } from '../../state.ts'
import { Choice } from '../../ui/choice.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useNow } from '../../ui/now.ts'
import { feedWords } from '../../words/feed.ts'
import { claimWords } from '../../words/transfer.ts'
import { CodePanel, isAlive } from './code.tsx'
import { NotMyNumber } from './not-my-number.tsx'

/** One request: who asks, from where, when; then the code, or «Это не я». */
export function RequestCard({ request }: { request: Request }) {
  const { language, codes, outcomes } = useApp()
  const words = feedWords(language)
  const ofClaim = claimWords(language)
  const isClaim = request.kind === 'transfer'
  const now = useNow(1000)
  const code = codes[request.id]
  const outcome = outcomes[request.id]
  const hasCode = isAlive(code, now)
  const isOpen = request.state === 'open' || request.state === 'shown'
  return (
    <article class="card request" aria-labelledby={`request-${request.id}`}>
      <header class="card-head">
        <h2 id={`request-${request.id}`}>{isClaim ? ofClaim.requestTitle : words.requestTitle}</h2>
        <p class="chip">{words.number(request.number)}</p>
      </header>
      {hasCode && <CodePanel language={language} code={code} kind={request.kind} />}
      {isClaim && !hasCode && <p>{ofClaim.requestLead}</p>}
      <Facts
        of={[
          [isClaim ? ofClaim.iin : words.account, request.maskedIin],
          [words.browser, request.browser],
          [words.network, request.network],
          [words.asked, momentOf(language, request.sentAt, now)],
        ]}
      />
      {!hasCode && isOpen && <p class="hint">{words.same(request.number)}</p>}
      <RequestAnswer request={request} hasCode={hasCode} outcome={outcome} language={language} />
    </article>
  )
}

type AnswerOf = {
  request: Request
  hasCode: boolean
  outcome: Outcome | undefined
  language: State['language']
}

function RequestAnswer({ request, hasCode, outcome, language }: AnswerOf) {
  const words = feedWords(language)
  const isClaim = request.kind === 'transfer'
  const said = { ...words.outcomes, ...(isClaim && claimWords(language).outcomes) }
  const isForeign = request.state === 'number-not-yours'
  const isOver = outcome === 'refused' || outcome === 'gone' || outcome === 'number-removed'
  const wasShown = request.state === 'shown'
  const problem = outcome && outcome !== 'busy' ? outcome : undefined
  const deny = () => void refuse({ request: request.id }, request.id)
  return (
    <>
      {request.state === 'waits' && <Notice kind="calm">{said.waits}</Notice>}
      {isForeign && <Notice kind="bad">{said['number-not-yours']}</Notice>}
      {problem && problem !== request.state && (
        <Notice kind={problem === 'refused' || problem === 'number-removed' ? 'good' : 'bad'} isNews>
          {said[problem]}
        </Notice>
      )}
      {wasShown && !hasCode && !isOver && <p class="hint">{words.newCodeNote}</p>}
      {!isOver && answers()}
    </>
  )

  function answers() {
    // Its word does not count here: it can only leave, and a claim's app leaves with its claim.
    if (isForeign) return isClaim ? null : <NotMyNumber binding={request.binding} id={request.id} />
    if (request.state === 'waits' || hasCode)
      return (
        <button
          type="button"
          class="button no wide"
          aria-disabled={outcome === 'busy'}
          onClick={() => outcome !== 'busy' && deny()}
        >
          {words.notMe}
        </button>
      )
    return (
      <Choice
        isBusy={outcome === 'busy'}
        yes={{
          label: wasShown ? words.newCode : words.showCode,
          icon: 'key',
          onPress: () => void showCode(request.id),
        }}
        no={{ label: words.notMe, icon: 'cross', onPress: deny }}
      />
    )
  }
}
