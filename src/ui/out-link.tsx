import { Icon } from './icons.tsx'
import type { PropsWithChildren } from './markup.ts'
import { useUiWords } from './speaking.ts'

/** A link to another site, or to a document that must not replace a half-filled form: opens in a new tab and says so. */
export function OutLink({ href, children }: PropsWithChildren<{ href: string }>) {
  const words = useUiWords()
  return (
    <a class="out" href={href} target="_blank" rel="noopener">
      {children}
      <Icon name="external" size={16} />
      <span class="unseen"> ({words.newTab})</span>
    </a>
  )
}
