import { useState } from 'preact/hooks'
import { activate, type Problem } from '../activation/activate.ts'
import type { Preview } from '../companion/answers.ts'
import { serverNow } from '../companion/ask.ts'
import { momentOf } from '../dates.ts'
import { open, startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { Choice } from '../ui/choice.tsx'
import { Facts } from '../ui/facts.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem.tsx'
import { activationWords } from '../words/activation.ts'
import { shownNumber } from './shown-number.ts'

/** Who asks, before anything is bound: service, account, browser. */
export function PreviewScreen({ phone, token, asks }: { phone: string; token: string; asks: Preview }) {
  const { language } = useApp()
  const words = activationWords(language)
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)

  const confirm = async () => {
    setBusy(true)
    setProblem(undefined)
    const claim = { phone, token }
    const done = await activate(claim)
    setBusy(false)
    if (!done.ok) setProblem(done.problem)
    else if (done.value.outcome === 'sms-sent') open({ at: 'sms', claim })
    else startAt({ at: 'registered', registered: done.value })
  }

  return (
    <Page
      title={words.previewTitle}
      actions={
        <Choice
          isBusy={isBusy}
          yes={{ label: words.confirm, icon: 'check', onPress: () => void confirm() }}
          no={{ label: words.decline, icon: 'cross', onPress: () => startAt({ at: 'declined' }) }}
        />
      }
    >
      <p class="lead">{words.previewLead}</p>
      {problem && <ProblemNotice language={language} problem={problem} />}
      <section class="card">
        <Facts
          of={[
            [words.service, asks.system ? `${words.serviceName}, ${asks.system}` : words.serviceName],
            [words.account, asks.maskedIin],
            [words.browser, asks.browser],
            [words.madeAt, momentOf(language, asks.madeAt, serverNow())],
            [words.typedNumber, shownNumber(phone)],
          ]}
        />
      </section>
    </Page>
  )
}
