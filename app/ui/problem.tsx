import { useEffect, useRef } from 'preact/hooks'
import type { Language } from '../../src/domain/language.ts'
import type { Problem } from '../activation/activate.ts'
import { appWords } from '../words/app.ts'
import { Notice } from './notice.tsx'

/** A problem in words. */
export function problemWords(language: Language, { key, seconds }: Problem): string {
  const words = appWords(language)
  return key === 'wait' && seconds !== undefined
    ? words.waitMinutes(Math.max(1, Math.ceil(seconds / 60)))
    : words.problems[key]
}

/** What the server answered when it belongs to no single field. */
export function ProblemNotice({ language, problem }: { language: Language; problem: Problem }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [problem])
  return (
    <div ref={place}>
      <Notice kind="bad" title={problemWords(language, problem)} isNews>
        {problem.key === 'refused' && (
          <ul class="plain">
            {appWords(language).refusedHelp.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  )
}
