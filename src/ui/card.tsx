import { Icon, type IconName } from './icons.tsx'
import type { Child, PropsWithChildren } from './markup.ts'

export type CardProps = PropsWithChildren<{
  title?: string | undefined
  level?: 2 | 3 | undefined
  icon?: IconName | undefined
  /** A few words beside the title: a chip, «Этот браузер». */
  aside?: Child | undefined
}>

/** A surface for things that belong together. */
export function Card({ title, level = 2, icon, aside, children }: CardProps) {
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section class="card">
      {title && (
        <div class="card-head">
          {icon && (
            <span class="badge">
              <Icon name={icon} />
            </span>
          )}
          <Title>{title}</Title>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}

/** One of many alike in a card: a session, an installation, a child. `children` is the button or link at its end. */
export function Row({ icon, title, details, aside, children }: PropsWithChildren<RowProps>) {
  return (
    <li class="row">
      <span class="badge">
        <Icon name={icon} />
      </span>
      <div class="row-words">
        <p class="row-title">
          {title} {aside}
        </p>
        {details.map((detail) => (
          <p class="hint">{detail}</p>
        ))}
      </div>
      {children && <div class="row-action">{children}</div>}
    </li>
  )
}

export type RowProps = {
  icon: IconName
  title: Child
  details: readonly Child[]
  aside?: Child | undefined
}

export function Rows({ children }: PropsWithChildren) {
  return <ul class="rows">{children}</ul>
}

/** A short mark: the name of a queue system, a state. */
export function Chip({
  tone = 'plain',
  children,
}: PropsWithChildren<{ tone?: 'plain' | 'good' | undefined }>) {
  return <span class={`chip ${tone}`}>{children}</span>
}
