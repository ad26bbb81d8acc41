import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import type { TypedAnswers } from './answers.ts'
import type { TransferWords } from './messages.ts'

type SinceProps = {
  words: TransferWords
  typed: TypedAnswers
  errors: { month: string | undefined; year: string | undefined }
}

/** Month and year of the queue or the kindergarten: one question in two fields. */
export function Since({ words, typed, errors }: SinceProps) {
  return (
    <fieldset class="since" aria-describedby="since-hint">
      <legend>{words.since}</legend>
      <p class="hint" id="since-hint">
        {words.sinceHint}
      </p>
      <div class="pair">
        <Select
          id="month"
          name="month"
          label={words.month}
          choose={words.choose}
          value={typed.month}
          error={errors.month}
          choices={words.months.map((label, index) => ({ value: String(index + 1), label }))}
        />
        <Field
          id="year"
          name="year"
          label={words.year}
          error={errors.year}
          value={typed.year}
          inputMode="numeric"
          width="code"
        />
      </div>
    </fieldset>
  )
}
