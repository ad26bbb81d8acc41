import type { ComponentChildren } from 'preact'
import { useApp } from '../../state.ts'
import { Notice } from '../../ui/notice.tsx'
import { contestWords } from '../../words/contest.ts'

/** Whom to ask where the app can do no more; it ends the sentence before it. */
export function Contact() {
  const { feed } = useApp()
  return feed?.assistedContact ? <b>{feed.assistedContact}</b> : null
}

/** An open case: its number, and who decides it. */
export function CaseNotice({ number, children }: { number: string; children: ComponentChildren }) {
  const { language, feed } = useApp()
  const words = contestWords(language)
  return (
    <Notice kind="info">
      <p>{children}</p>
      <p>
        {words.number} <b class="case-number">{number}</b>
      </p>
      {feed?.assistedContact && (
        <p>
          {words.contact} <Contact />
        </p>
      )}
    </Notice>
  )
}
