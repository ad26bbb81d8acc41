import { describedBy, FieldError } from './field-parts.tsx'
import type { PropsWithChildren } from './markup.ts'

export type CheckboxProps = PropsWithChildren<{
  id: string
  name: string
  value?: string | undefined
  checked?: boolean | undefined
  error?: string | undefined
  required?: boolean | undefined
  /** Smaller words, for long consents. */
  small?: boolean | undefined
}>

/** A box to tick; its words (children) may hold links. */
export function Checkbox({
  id,
  name,
  value = 'yes',
  checked = false,
  error,
  required = true,
  small = false,
  children,
}: CheckboxProps) {
  return (
    <div class={`check${small ? ' small' : ''}${error ? ' wrong' : ''}`}>
      {error && <FieldError id={id}>{error}</FieldError>}
      <div class="tick">
        <input
          id={id}
          name={name}
          type="checkbox"
          value={value}
          checked={checked}
          required={required}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(id, undefined, error)}
        />
        <label for={id}>{children}</label>
      </div>
    </div>
  )
}
