import { Drawing, type DrawingName } from './drawings.tsx'
import type { PropsWithChildren } from './markup.ts'

export type EmptyStateProps = PropsWithChildren<{
  drawing: DrawingName
  heading: string
  level?: 1 | 2 | undefined
}>

/** Nothing here, or nothing to be done: a calm drawing, why, and the next step. Error pages use it with `level={1}`. */
export function EmptyState({ drawing, heading, level = 2, children }: EmptyStateProps) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <div class="empty">
      <Drawing name={drawing} />
      <Title>{heading}</Title>
      <div class="words">{children}</div>
    </div>
  )
}
