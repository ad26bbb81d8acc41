import { useRef, useState } from 'preact/hooks'
import { lookUp, type Problem } from '../activation/activate.ts'
import { checkNumber, loadRules } from '../activation/number.ts'
import { open } from '../move.ts'
import { isApple, isInstalled } from '../platform.ts'
import { useApp } from '../state.ts'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice, problemWords } from '../ui/problem.tsx'
import { activationWords } from '../words/activation.ts'

/** What was typed, for who comes back to this screen; forgotten with the page. */
const draft = { typed: '', isAgreed: false }

const isOfPhone = (problem: Problem | undefined) => problem?.key.startsWith('phone-') === true

/** First screen: number and agreement. With a token from a link it leads to who asks, else to QR or password. */
export function NumberScreen({ token }: { token: string | undefined }) {
  const { language } = useApp()
  const words = activationWords(language)
  const [typed, setTyped] = useState(draft.typed)
  const [isAgreed, setAgreed] = useState(draft.isAgreed)
  const [problem, setProblem] = useState<Problem>()
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const box = useRef<HTMLInputElement>(null)

  draft.typed = typed
  draft.isAgreed = isAgreed

  const goOn = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    setProblem(undefined)
    const number = await checkNumber(typed)
    if (!number.ok) {
      setProblem({ key: number.problem })
      return field.current?.focus()
    }
    if (!isAgreed) {
      setProblem({ key: 'agreement' })
      return box.current?.focus()
    }
    if (token === undefined) return open({ at: 'second', phone: number.phone })
    setBusy(true)
    const found = await lookUp(token)
    setBusy(false)
    if (found.ok) open({ at: 'preview', phone: number.phone, token, asks: found.value })
    else setProblem(found.problem)
  }
  const format = async () => {
    const number = await checkNumber(typed)
    if (number.ok) setTyped(number.shown)
  }

  return (
    <Page
      title={words.numberTitle}
      actions={
        <button type="submit" form="number-form" class="button primary" aria-disabled={isBusy}>
          {words.next}
        </button>
      }
    >
      <p class="lead">{words.numberLead}</p>
      {token !== undefined && <Notice kind="info">{words.byLink}</Notice>}
      {isApple() && !isInstalled() && <AppleNotice />}
      {problem && !isOfPhone(problem) && problem.key !== 'agreement' && (
        <ProblemNotice language={language} problem={problem} />
      )}
      <form id="number-form" class="form" onSubmit={(event) => void goOn(event)} noValidate>
        <Field
          name="phone"
          label={words.phone}
          hint={words.phoneHint}
          error={problem && isOfPhone(problem) ? problemWords(language, problem) : undefined}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          kind="phone"
          value={typed}
          onValue={setTyped}
          onFocus={() => void loadRules()}
          onBlur={() => void format()}
          inputRef={field}
        />
        <div class={problem?.key === 'agreement' ? 'field wrong' : 'field'}>
          {problem?.key === 'agreement' && (
            <p class="field-error" id="agreement-error">
              {problemWords(language, problem)}
            </p>
          )}
          <div class="tick">
            <input
              ref={box}
              type="checkbox"
              id="agreement"
              checked={isAgreed}
              aria-describedby={problem?.key === 'agreement' ? 'agreement-error' : undefined}
              onChange={(event) => setAgreed(event.currentTarget.checked)}
            />
            <label for="agreement">
              {words.agreementBefore}
              {words.agreementLink}
            </label>
          </div>
          <button type="button" class="link" onClick={() => open({ at: 'agreement' })}>
            {words.agreementRead}
          </button>
        </div>
      </form>
    </Page>
  )
}

function AppleNotice() {
  const words = activationWords(useApp().language)
  return (
    <Notice kind="calm" icon="phone" title={words.appleTitle}>
      <ol class="plain">
        {words.apple.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>{words.appleWhy}</p>
    </Notice>
  )
}
