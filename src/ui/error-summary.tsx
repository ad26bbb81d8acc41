import { Icon } from './icons.tsx'
import { useUiWords } from './speaking.ts'

export type Problem = { message: string; fieldId?: string | undefined }

/**
 * All that must be put right, at the top of the page (GOV.UK Design System, error summary). A script moves the focus
 * here; without one the browser still announces the alert. Nothing to say renders nothing.
 */
export function ErrorSummary({
  problems,
  title,
}: {
  problems: readonly Problem[]
  title?: string | undefined
}) {
  const words = useUiWords()
  if (problems.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabindex={-1} data-error-summary="">
      <h2>
        <Icon name="error" size={24} />
        {title ?? words.problemSummary}
      </h2>
      <ul>
        {problems.map(({ message, fieldId }) => (
          <li>{fieldId ? <a href={`#${fieldId}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  )
}
