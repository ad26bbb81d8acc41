import { describedBy, FieldError, FieldHint } from './field-parts.tsx'
import { PasswordRules } from './password-rules.tsx'
import { useUiWords } from './speaking.ts'

export type PasswordFieldProps = {
  id: string
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  autoComplete: 'current-password' | 'new-password'
  /** The list of rules that turn from × to ✓ as one types: for the first of the two new-password fields. */
  rules?: boolean | undefined
}

/** A password: never filled in by the server; a script adds showing it and the live rules. */
export function PasswordField({
  id,
  name,
  label,
  hint,
  error,
  autoComplete,
  rules = false,
}: PasswordFieldProps) {
  const words = useUiWords().password
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      <div class="password" data-password="">
        <input
          id={id}
          class="input full"
          name={name}
          type="password"
          autocomplete={autoComplete}
          spellcheck={false}
          required
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(id, hint, error, rules ? `${id}-rules` : undefined)}
        />
        <button
          class="show"
          type="button"
          aria-controls={id}
          aria-label={words.showLabel}
          data-hide={words.hide}
          data-hide-label={words.hideLabel}
          hidden
        >
          {words.show}
        </button>
        <span class="unseen" role="status" data-shown={words.shown} data-hidden={words.hidden} />
      </div>
      {rules && <PasswordRules id={id} />}
    </div>
  )
}
