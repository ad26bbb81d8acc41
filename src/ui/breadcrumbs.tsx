import { useUiWords } from './speaking.ts'

/** The way to this page; the last one is the page itself and no link. */
export function Breadcrumbs({ items }: { items: readonly { label: string; href?: string | undefined }[] }) {
  const words = useUiWords()
  return (
    <nav class="breadcrumbs" aria-label={words.breadcrumbs}>
      <ol>
        {items.map(({ label, href }) => (
          <li>{href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  )
}
