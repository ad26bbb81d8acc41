import type { PropsWithChildren } from './markup.ts'

/** One of two ways on, as a panel under its own heading: side by side in a `.ways` where the screen is wide. */
export function Way({ id, title, children }: PropsWithChildren<{ id: string; title: string }>) {
  return (
    <section class="card way" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
