import type { Child } from './markup.ts'

export type SummaryRow = {
  term: string
  detail: Child
  action?: { label: string; href: string } | undefined
}

/** Facts under their names: the profile, the answers to check. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl class="summary">
      {rows.map(({ term, detail, action }) => (
        <div>
          <dt>{term}</dt>
          <dd>{detail}</dd>
          {action && (
            <dd class="summary-action">
              <a href={action.href}>
                {action.label}
                <span class="unseen">: {term}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
