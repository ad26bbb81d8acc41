import type { PropsWithChildren } from './markup.ts'

export type DialogProps = PropsWithChildren<{
  id: string
  heading: string
  /** The dialog is what its page is for: it stands in the page, a script makes it modal at once, and Escape leads here. */
  back?: string | undefined
}>

/**
 * A question over the page. Opened by a `<DialogLink>`, whose address is a whole page that asks the same: without
 * scripts the link simply goes there. Closed by Escape or by a button with `value="close"` in a `method="dialog"` form.
 */
export function Dialog({ id, heading, back, children }: DialogProps) {
  return (
    <dialog
      id={id}
      class="dialog"
      aria-labelledby={`${id}-heading`}
      data-back={back}
      open={back !== undefined}
    >
      <h2 id={`${id}-heading`} tabindex={back === undefined ? undefined : -1}>
        {heading}
      </h2>
      {children}
    </dialog>
  )
}

/** Opens the dialog `opens`; without scripts it leads to `href`, the page that asks the same. */
export function DialogLink({
  opens,
  href,
  kind = 'secondary',
  children,
}: PropsWithChildren<DialogLinkProps>) {
  return (
    <a class={`button ${kind}`} href={href} data-opens={opens}>
      <span>{children}</span>
    </a>
  )
}

export type DialogLinkProps = {
  opens: string
  href: string
  kind?: 'secondary' | 'quiet' | 'danger' | undefined
}
