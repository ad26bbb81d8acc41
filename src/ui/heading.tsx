import type { Child, PropsWithChildren } from './markup.ts'

export type HeadingProps = PropsWithChildren<{ lead?: Child | undefined }>

/** The page's one h1 and, under it, the sentence that says what to do. */
export function Heading({ lead, children }: HeadingProps) {
  return (
    <div class="heading">
      <h1>{children}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
  )
}

/** A part of a page under its own h2. */
export function Section({
  heading,
  id,
  children,
}: PropsWithChildren<{ heading: string; id?: string | undefined }>) {
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {children}
    </section>
  )
}
