import { Icon } from './icons.tsx'
import { useUiWords } from './speaking.ts'

/** «Назад», first thing in the page's column, always in the same place. */
export function BackLink({ href }: { href: string }) {
  const words = useUiWords()
  return (
    <a class="back" href={href}>
      <Icon name="back" size={20} />
      {words.back}
    </a>
  )
}
