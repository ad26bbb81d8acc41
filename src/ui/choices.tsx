import { Icon } from './icons.tsx'

/** A short list of ways on, one tap each: the guided help. */
export function Choices({
  items,
}: {
  items: readonly { label: string; href: string; hint?: string | undefined }[]
}) {
  return (
    <ul class="choices">
      {items.map(({ label, href, hint }) => (
        <li>
          <a href={href}>
            <span>
              {label}
              {hint && <span class="hint">{hint}</span>}
            </span>
            <Icon name="forward" size={20} />
          </a>
        </li>
      ))}
    </ul>
  )
}
