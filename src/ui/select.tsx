import { describedBy, FieldError } from './field-parts.tsx'

export type SelectProps = {
  id: string
  name: string
  label: string
  /** The first, empty choice. */
  choose: string
  value: string
  choices: readonly { value: string; label: string }[]
  error?: string | undefined
}

/** One of a known dozen, such as a month: the phone's own wheel. */
export function Select({ id, name, label, choose, value, choices, error }: SelectProps) {
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {error && <FieldError id={id}>{error}</FieldError>}
      <select
        id={id}
        class="input select"
        name={name}
        autocomplete="off"
        required
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, undefined, error)}
      >
        <option value="">{choose}</option>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}
