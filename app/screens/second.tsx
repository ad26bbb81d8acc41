import { useRef, useState } from 'preact/hooks'
import { activate, type Problem } from '../activation/activate.ts'
import { readOneTimePassword } from '../activation/one-time-password.ts'
import { backTo, open, startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice, problemWords } from '../ui/problem.tsx'
import { activationWords } from '../words/activation.ts'
import { shownNumber } from './shown-number.ts'

const isOfPassword = (problem: Problem | undefined) => problem?.key.startsWith('password-') === true

/** Second screen: scan the QR code, or type the one-time password. */
export function SecondScreen({ phone }: { phone: string }) {
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
    const read = readOneTimePassword(typed)
    if (!read.ok) {
      setProblem({ key: read.problem })
      return field.current?.focus()
    }
    setBusy(true)
    const claim = { phone, password: read.password }
    const done = await activate(claim)
    setBusy(false)
    if (!done.ok) setProblem(done.problem)
    else if (done.value.outcome === 'sms-sent') open({ at: 'sms', claim })
    else startAt({ at: 'registered', registered: done.value })
  }

  return (
    <Page
      title={words.secondTitle}
      actions={
        <button type="submit" form="password-form" class="button primary" aria-disabled={isBusy}>
          {words.next}
        </button>
      }
    >
      <p class="typed-number">
        <span>
          {words.typedNumber} <b>{shownNumber(phone)}</b>
        </span>
        <button type="button" class="link" onClick={() => backTo('number', { at: 'number' })}>
          {words.otherNumber}
        </button>
      </p>
      <section class="card way">
        <div>
          <h2>{words.scan}</h2>
          <p class="hint">{words.scanLead}</p>
        </div>
        <button type="button" class="button secondary" onClick={() => open({ at: 'scan', phone })}>
          <Icon name="camera" />
          {words.scanButton}
        </button>
      </section>
      <p class="or" aria-hidden="true">
        {words.or}
      </p>
      <form id="password-form" class="form" onSubmit={(event) => void goOn(event)} noValidate>
        <Field
          name="one-time-password"
          label={words.password}
          hint={words.passwordHint}
          error={problem && isOfPassword(problem) ? problemWords(language, problem) : undefined}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          kind="digits"
          value={typed}
          onValue={setTyped}
          inputRef={field}
        />
      </form>
      {problem && !isOfPassword(problem) && <ProblemNotice language={language} problem={problem} />}
      <details class="where">
        <summary>{words.whereTitle}</summary>
        <p>{words.where}</p>
      </details>
    </Page>
  )
}
