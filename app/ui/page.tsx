import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { back } from '../move.ts'
import { type State, useApp } from '../state.ts'
import { takeUpdate } from '../updates.ts'
import { appWords } from '../words/app.ts'
import { Icon, Mark } from './icon.tsx'
import { Languages } from './languages.tsx'

type PageOf = {
  title: string
  /** Stands in the bar at the right. */
  tool?: ComponentChildren
  /** The title is in the bar already and needs no large heading. */
  isHome?: boolean
  /** Main button and what belongs to it: at the thumb's end of the screen. */
  actions?: ComponentChildren
  children: ComponentChildren
}

let hasShownOne = false

/** One screen: bar, heading, content, and the main button within a thumb's reach. */
export function Page({ title, tool, isHome = false, actions, children }: PageOf) {
  const app = useApp()
  const words = appWords(app.language)
  const heading = useRef<HTMLHeadingElement>(null)
  const depth = app.path.length
  useEffect(() => {
    document.title = `${title} · ED24`
  }, [title])
  // A new screen is read from its heading. The first one of all is the browser's own business.
  useEffect(() => {
    if (hasShownOne) {
      scrollTo(0, 0)
      heading.current?.focus()
    }
    hasShownOne = true
  }, [])
  return (
    <>
      <header class="bar">
        {depth > 1 ? (
          <button type="button" class="bar-button" onClick={back}>
            <Icon name="back" />
            <span>{words.back}</span>
          </button>
        ) : (
          <span class="brand">
            <Mark />
            ED24
          </span>
        )}
        {tool ?? (depth === 1 && <Languages />)}
      </header>
      {app.newVersion && <UpdateNotice app={app} />}
      <main class="page">
        <h1 ref={heading} tabIndex={-1} class={isHome ? 'unseen' : ''}>
          {title}
        </h1>
        {children}
      </main>
      {actions && <div class="thumb">{actions}</div>}
    </>
  )
}

function UpdateNotice({ app }: { app: State }) {
  const words = appWords(app.language)
  return (
    <div class="strip" role="status">
      <Icon name="renew" />
      <p>{words.newVersion}</p>
      <button type="button" class="strip-button" onClick={takeUpdate}>
        {words.reload}
      </button>
    </div>
  )
}
