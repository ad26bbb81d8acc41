import { useRef, useState } from 'preact/hooks'
import { foldDigits } from '../../../src/domain/digits.ts'
import { findRequests } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Field } from '../../ui/field.tsx'
import { feedWords } from '../../words/feed.ts'
import { findWords } from '../../words/find.ts'

/** Where somebody floods an account with requests, the own one is found by the number that the waiting page shows. */
export function FindRequest() {
  const { language } = useApp()
  const words = findWords(language)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<'malformed' | 'none' | 'offline' | 'unavailable'>()
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  const find = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    const number = foldDigits(typed).replace(/\D/g, '')
    if (!/^[1-9]\d$/.test(number)) {
      setProblem('malformed')
      return field.current?.focus()
    }
    setBusy(true)
    const came = await findRequests(Number(number))
    setBusy(false)
    setProblem(came === 'found' ? undefined : came)
    if (came === 'none') field.current?.focus()
  }

  const error =
    problem === 'offline' || problem === 'unavailable'
      ? feedWords(language).outcomes[problem]
      : problem && words[problem]
  return (
    <form class="card" onSubmit={(event) => void find(event)} noValidate>
      <h2>{words.title}</h2>
      <Field
        name="request-number"
        label={words.number}
        hint={words.hint}
        error={error}
        value={typed}
        onValue={setTyped}
        inputRef={field}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        kind="digits"
      />
      <button type="submit" class="button wide" aria-disabled={isBusy}>
        {words.find}
      </button>
    </form>
  )
}
