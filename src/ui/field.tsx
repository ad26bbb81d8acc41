import { describedBy, FieldError, FieldHint } from './field-parts.tsx'

export type FieldProps = {
  id: string
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  value?: string | undefined
  type?: 'text' | 'tel' | undefined
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | undefined
  autoComplete?: string | undefined
  /** The width tells how much is expected: 12 digits, a phone number, a short code, or a line. */
  width?: 'iin' | 'phone' | 'code' | 'full' | undefined
  spellCheck?: boolean | undefined
  required?: boolean | undefined
  readOnly?: boolean | undefined
  maxLength?: number | undefined
}

/** One text field: label, hint, error, input, in this order. */
export function Field(props: FieldProps) {
  const { id, name, label, hint, error, value, type = 'text', inputMode, autoComplete = 'off' } = props
  const { width = 'full', spellCheck = false, required = true, readOnly = false, maxLength } = props
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && <FieldHint id={id}>{hint}</FieldHint>}
      {error && <FieldError id={id}>{error}</FieldError>}
      <input
        id={id}
        class={`input ${width}`}
        name={name}
        type={type}
        value={value}
        inputmode={inputMode}
        autocomplete={autoComplete}
        autocapitalize="none"
        spellcheck={spellCheck}
        maxlength={maxLength}
        required={required}
        readonly={readOnly}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, hint, error)}
      />
    </div>
  )
}
