import { Icon } from './icons.tsx'
import type { PropsWithChildren } from './markup.ts'

/** Words that only some need, one tap away; works without scripts. */
export function Disclosure({
  summary,
  open = false,
  children,
}: PropsWithChildren<{ summary: string; open?: boolean | undefined }>) {
  return (
    <details class="disclosure" open={open}>
      <summary>
        <Icon name="forward" size={18} />
        <span>{summary}</span>
      </summary>
      <div class="words">{children}</div>
    </details>
  )
}
