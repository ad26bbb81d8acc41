import type { Language } from '../domain/language.ts'
import { CabinetNav, type CabinetNavProps } from './cabinet-nav.tsx'
import { Footer, type FooterLink } from './footer.tsx'
import { Header } from './header.tsx'
import { Idle, type IdleProps } from './idle.tsx'
import type { LanguageForm } from './language-switch.tsx'
import { Html, type PropsWithChildren } from './markup.ts'
import { uiWords } from './messages.ts'
import { inLanguage } from './speaking.ts'

export type SignedIn = CabinetNavProps & {
  name?: string | undefined
  csrf: string
  signOutAction: string
  /** The account is frozen or closed, and has one page: only the way out is shown. */
  isShut?: boolean | undefined
}

export type LayoutProps = PropsWithChildren<{
  language: Language
  /** The page's own title, without the service's name. */
  title: string
  /** A sentence for search engines. */
  description?: string | undefined
  /** Something on the page must be put right: said first, in the title (GOV.UK Design System). */
  hasProblem?: boolean | undefined
  assets: { css: string; script: string; icon?: string | undefined }
  nonce: string
  demo: boolean
  homeHref: string
  helpHref: string
  languageForm: LanguageForm
  footer: readonly FooterLink[]
  signedIn?: SignedIn | undefined
  idle?: IdleProps | undefined
  /** Two panels side by side, or the home page: wider than one column of text. */
  wide?: boolean | undefined
}>

const doctype = new Html('<!DOCTYPE html>')

/** A whole page, from `<!DOCTYPE html>` on. */
export function Layout(props: LayoutProps) {
  const { language, title, hasProblem, assets, nonce, signedIn, idle, wide, children } = props
  const words = uiWords(language)
  const hasPlaces = signedIn && !signedIn.isShut
  const frame =
    [signedIn && 'signed-in', signedIn?.isShut && 'no-places', wide && 'wide'].filter(Boolean).join(' ') ||
    undefined
  return inLanguage(
    language,
    <>
      {doctype}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="color-scheme" content="light dark" />
          <meta name="format-detection" content="telephone=no" />
          <title>
            {hasProblem ? words.problemTitle : ''}
            {title === words.name ? title : `${title} — ${words.name}`}
          </title>
          {props.description && <meta name="description" content={props.description} />}
          <link rel="stylesheet" href={assets.css} />
          {assets.icon && <link rel="icon" type="image/svg+xml" href={assets.icon} />}
          <script type="module" src={assets.script} nonce={nonce} />
        </head>
        <body class={frame} data-signed-in={signedIn ? '' : undefined}>
          <a class="skip" href="#main">
            {words.skip}
          </a>
          <Header {...props} />
          {hasPlaces && <CabinetNav {...signedIn} />}
          <main id="main" class={`page ${hasPlaces ? 'open' : 'sheet'}`} tabindex={-1}>
            {children}
          </main>
          <Footer links={props.footer} />
          {idle && <Idle {...idle} />}
        </body>
      </html>
    </>,
  )
}
