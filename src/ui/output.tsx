export type OutputProps = {
  /** The accessible name: «Одноразовый пароль», «Код подтверждения». */
  label: string
  value: string
  /** Digits in a group; the last group takes the rest. Copying gives the value without gaps. `none`: it is grouped as it stands. */
  group?: 3 | 4 | 'none' | undefined
  id?: string | undefined
  /** `long`: large, and thirteen digits still fit on one line of a phone. */
  size?: 'large' | 'long' | 'plain' | undefined
}

/** A code or a number, large and grouped, easy to read aloud. */
export function Output({ label, value, group = 4, id, size = 'large' }: OutputProps) {
  return (
    <output id={id} class={`output ${size}`} aria-label={label}>
      {groups(value, group).map((part) => (
        <span>{part}</span>
      ))}
    </output>
  )
}

/** Cuts into groups of `size`; a lonely last character joins the group before it (13 digits: 4 4 5, not 4 4 4 1). */
function groups(value: string, size: number | 'none'): string[] {
  if (size === 'none') return [value]
  const parts = value.match(new RegExp(`.{1,${size}}`, 'gu')) ?? []
  const last = parts.at(-1)
  if (parts.length < 2 || last === undefined || last.length > 1) return parts
  return [...parts.slice(0, -2), `${parts.at(-2)}${last}`]
}
