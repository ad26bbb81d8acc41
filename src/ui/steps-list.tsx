import { Drawing, type DrawingName } from './drawings.tsx'
import type { Child } from './markup.ts'

export type StepItem = { title: string; drawing?: DrawingName | undefined; body?: Child | undefined }

/** What to do, in order: numbered steps, each with a small drawing. */
export function StepsList({ steps }: { steps: readonly StepItem[] }) {
  return (
    <ol class="steps">
      {steps.map(({ title, drawing, body }) => (
        <li>
          <div class="step-words">
            <p class="step-title">{title}</p>
            {body && <div class="words">{body}</div>}
          </div>
          {drawing && <Drawing name={drawing} size={72} />}
        </li>
      ))}
    </ol>
  )
}
