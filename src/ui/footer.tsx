import { queueSystems } from '../domain/queue-system.ts'
import { kept, useUiWords } from './speaking.ts'

export type FooterLink = { label: string; href: string }

/** Agreements and whose sign-in this is. */
export const Footer = kept(
  ({ links }: { links: readonly FooterLink[] }) => {
    const words = useUiWords()
    return (
      <footer class="footer">
        <div class="footer-words">
          <nav aria-label={words.footer}>
            <ul>
              {links.map(({ label, href }) => (
                <li>
                  <a href={href}>{label}</a>
                </li>
              ))}
            </ul>
          </nav>
          <p>
            {words.systems}: {queueSystems.join(', ')}
          </p>
        </div>
      </footer>
    )
  },
  ({ links }) => links.map(({ label, href }) => `${label} ${href}`).join(),
)
