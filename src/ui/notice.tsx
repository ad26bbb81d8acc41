import { Icon } from './icons.tsx'
import type { PropsWithChildren } from './markup.ts'
import { useUiWords } from './speaking.ts'

export type NoticeKind = 'info' | 'success' | 'warning' | 'error'
export type NoticeProps = PropsWithChildren<{
  kind?: NoticeKind | undefined
  title?: string | undefined
  /** `status` for a result of what the person has just done, so that it is read out. */
  role?: 'status' | undefined
}>

/** Something to know, with an icon and words; colour only helps. */
export function Notice({ kind = 'info', title, role, children }: NoticeProps) {
  const words = useUiWords()
  return (
    <div class={`notice ${kind}`} role={role}>
      <Icon name={kind} />
      <div>
        {title ? <p class="notice-title">{title}</p> : <span class="unseen">{words.notice[kind]}: </span>}
        <div class="words">{children}</div>
      </div>
    </div>
  )
}
