import type { PropsWithChildren } from './markup.ts'

/** Prints the page. Not shown without scripts, as it could do nothing: the browser's own menu prints then. */
export function PrintButton({ children }: PropsWithChildren) {
  return (
    <button class="button primary" type="button" data-prints="">
      <span>{children}</span>
    </button>
  )
}
