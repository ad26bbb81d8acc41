import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { ActivationProblem, Problem } from '../activation/activate.ts'
import { useApp } from '../state.ts'
import { Field } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice, problemWords } from '../ui/problem.tsx'
import { activationWords } from '../words/activation.ts'

/** What was typed, or why nothing can be asked with it. */
export type Typed =
  | { readonly ok: true; readonly digits: string }
  | { readonly ok: false; readonly problem: ActivationProblem }

type DigitsOf = {
  name: string
  title: string
  label: string
  hint: string
  /** Problems whose key begins so are the field's own. */
  problemsOf: string
  read: (typed: string) => Typed
  /** Asks the server; a problem comes back, and nothing where another screen has been opened. */
  send: (digits: string) => Promise<Problem | undefined>
  before: ComponentChildren
  after?: ComponentChildren
}

/** A screen that asks for one number: what is wrong with it stands at the field, all else below. */
export function DigitsScreen({ name, title, label, hint, problemsOf, read, send, before, after }: DigitsOf) {
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
    const given = read(typed)
    if (!given.ok) {
      setProblem({ key: given.problem })
      return field.current?.focus()
    }
    setBusy(true)
    const found = await send(given.digits)
    setBusy(false)
    setProblem(found)
  }

  const isOfField = problem?.key.startsWith(problemsOf) === true
  return (
    <Page
      title={title}
      actions={
        <button type="submit" form={`${name}-form`} class="button primary" aria-disabled={isBusy}>
          {words.next}
        </button>
      }
    >
      {before}
      <form id={`${name}-form`} class="form" onSubmit={(event) => void goOn(event)} noValidate>
        <Field
          name={name}
          label={label}
          hint={hint}
          error={problem && isOfField ? problemWords(language, problem) : undefined}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          kind="digits"
          value={typed}
          onValue={setTyped}
          inputRef={field}
        />
      </form>
      {problem && !isOfField && <ProblemNotice language={language} problem={problem} />}
      {after}
    </Page>
  )
}
