import type { Ref } from 'preact'
import { Icon } from './icon.tsx'

type FieldOf = {
  name: string
  label: string
  hint: string
  error: string | undefined
  value: string
  onValue: (value: string) => void
  inputRef?: Ref<HTMLInputElement>
  /** `tel` for numbers that are dialled; the cast below only quiets a union of every input type. */
  type: 'text' | 'tel'
  inputMode: 'tel' | 'numeric'
  autoComplete: 'tel' | 'one-time-code' | 'off'
  kind: 'phone' | 'digits'
  onFocus?: () => void
  onBlur?: () => void
}

/** A field with its label above, a hint, and what is wrong with it between the two. */
export function Field(field: FieldOf) {
  const { name, label, hint, error, value, onValue, inputRef, kind } = field
  const described = [`${name}-hint`, ...(error ? [`${name}-error`] : [])].join(' ')
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={name}>{label}</label>
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
      {error && (
        <p class="field-error" id={`${name}-error`}>
          <Icon name="error" size={20} />
          {error}
        </p>
      )}
      <input
        type={field.type as 'text'}
        inputMode={field.inputMode}
        autoComplete={field.autoComplete}
        onFocus={() => field.onFocus?.()}
        onBlur={() => field.onBlur?.()}
        id={name}
        name={name}
        class={`input ${kind}`}
        value={value}
        aria-describedby={described}
        aria-invalid={error ? 'true' : undefined}
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
        onInput={(event) => onValue(event.currentTarget.value)}
        ref={inputRef ?? null}
      />
    </div>
  )
}
