import { describedBy, FieldError, FieldHint } from './field-parts.tsx'

export type RadiosProps = {
  /** Id of the first choice, so that the error summary's link lands on it; the others get `-2`, `-3`… */
  id: string
  name: string
  legend: string
  /** The question is the page's heading. */
  heading?: boolean | undefined
  hint?: string | undefined
  error?: string | undefined
  value?: string | undefined
  /** `lang` for a label in a language of its own (WCAG 3.1.2). */
  choices: readonly {
    value: string
    label: string
    hint?: string | undefined
    lang?: string | undefined
  }[]
}

/** One answer out of a few. */
export function Radios({ id, name, legend, heading = false, hint, error, value, choices }: RadiosProps) {
  return (
    <fieldset class={error ? 'field wrong' : 'field'} aria-describedby={describedBy(id, hint, error)}>
      <legend>{heading ? <h1>{legend}</h1> : legend}</legend>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      {choices.map((choice, index) => {
        const own = index === 0 ? id : `${id}-${index + 1}`
        return (
          <div class="tick radio">
            <input
              id={own}
              name={name}
              type="radio"
              value={choice.value}
              checked={choice.value === value}
              aria-describedby={choice.hint && `${own}-note`}
            />
            <label for={own} lang={choice.lang}>
              {choice.label}
            </label>
            {choice.hint && (
              <p class="hint" id={`${own}-note`}>
                {choice.hint}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
