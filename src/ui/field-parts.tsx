import { Icon } from './icons.tsx'
import { useUiWords } from './speaking.ts'

/** What is wrong with one field and what to do, between its hint and the field itself. */
export function FieldError({ id, children }: { id: string; children: string }) {
  const words = useUiWords()
  return (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="error" size={22} />
      <span>
        <span class="unseen">{words.problemWord} </span>
        {children}
      </span>
    </p>
  )
}

export function FieldHint({ id, children }: { id: string; children: string }) {
  return (
    <p class="hint" id={`${id}-hint`}>
      {children}
    </p>
  )
}

/** The ids a field is described by: its hint, its error and whatever else stands with it. */
export function describedBy(id: string, hint?: string, error?: string, more?: string): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-error`, more].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
