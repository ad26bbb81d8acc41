import { csrfField } from './csrf-names.ts'
import { Icon } from './icons.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import type { LayoutProps } from './layout.tsx'
import { Mark } from './mark.tsx'
import { useUiWords } from './speaking.ts'

/** Mark, name, language, help, and the way out for those who are in. */
export function Header({ homeHref, helpHref, demo, languageForm, signedIn }: LayoutProps) {
  const words = useUiWords()
  return (
    <header class="header">
      {demo && <p class="demo">{words.demo}</p>}
      <div class="bar">
        <a class="brand" href={homeHref}>
          <Mark size={36} />
          <span>{words.name}</span>
        </a>
        <LanguageSwitch {...languageForm} />
        <a class="tool" href={helpHref}>
          <Icon name="help" />
          <span>{words.help}</span>
        </a>
        {signedIn && (
          <form method="post" action={signedIn.signOutAction}>
            <input type="hidden" name={csrfField} value={signedIn.csrf} />
            <button class="tool" type="submit">
              <Icon name="out" />
              <span>{words.signOut}</span>
            </button>
          </form>
        )}
      </div>
    </header>
  )
}
