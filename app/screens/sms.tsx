import { useRef, useState } from 'preact/hooks'
import { activate, type Problem } from '../activation/activate.ts'
import type { Claim } from '../companion/answers.ts'
import { startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { Field } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice, problemWords } from '../ui/problem.tsx'
import { activationWords } from '../words/activation.ts'
import { shownNumber } from './shown-number.ts'

const isOfCode = (problem: Problem | undefined) => problem?.key.startsWith('sms-code-') === true

/** Where the deployment asks for it: six digits that were sent to the number prove that it is held. */
export function SmsScreen({ claim }: { claim: Claim }) {
  const { language } = useApp()
  const words = activationWords(language)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const goOn = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    setProblem(undefined)
    if (typed.trim() === '') {
      setProblem({ key: 'sms-code-empty' })
      return field.current?.focus()
    }
    setBusy(true)
    const done = await activate({ ...claim, smsCode: typed })
    setBusy(false)
    if (!done.ok) setProblem(done.problem)
    else if (done.value.outcome === 'registered') startAt({ at: 'registered', registered: done.value })
  }

  return (
    <Page
      title={words.smsTitle}
      actions={
        <button type="submit" form="sms-form" class="button primary" aria-disabled={isBusy}>
          {words.next}
        </button>
      }
    >
      <p class="lead">{words.smsLead}</p>
      <p>
        {words.typedNumber} <b>{shownNumber(claim.phone)}</b>
      </p>
      <form id="sms-form" class="form" onSubmit={(event) => void goOn(event)} noValidate>
        <Field
          name="sms-code"
          label={words.sms}
          hint={words.smsHint}
          error={problem && isOfCode(problem) ? problemWords(language, problem) : undefined}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          kind="digits"
          value={typed}
          onValue={setTyped}
          inputRef={field}
        />
      </form>
      {problem && !isOfCode(problem) && <ProblemNotice language={language} problem={problem} />}
    </Page>
  )
}
