import type { ComponentChildren } from 'preact'
import { useApp } from '../../state.ts'
import { Notice } from '../../ui/notice.tsx'
import { contestWords } from '../../words/contest.ts'

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
          {words.contact} <b>{feed.assistedContact}</b>
        </p>
      )}
    </Notice>
  )
}
