import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

type NoticeOf = {
  kind: 'info' | 'good' | 'bad' | 'calm'
  icon?: IconName
  title?: string
  /** Announced as soon as it appears. */
  isNews?: boolean
  children?: ComponentChildren
}

const icons = { info: 'info', good: 'check', bad: 'error', calm: 'clock' } as const

/** Something to know: an icon, words, and a tint; never a colour alone. */
export function Notice({ kind, icon, title, isNews = false, children }: NoticeOf) {
  return (
    <div class={`notice ${kind}`} role={isNews ? (kind === 'bad' ? 'alert' : 'status') : undefined}>
      <Icon name={icon ?? icons[kind]} />
      <div class="notice-words">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  )
}
