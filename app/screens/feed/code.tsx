import { useEffect, useRef, useState } from 'preact/hooks'
import type { Request } from '../../companion/answers.ts'
import type { State } from '../../state.ts'
import { partLeft, timeLeft } from '../../time-left.ts'
import { Icon } from '../../ui/icon.tsx'
import { useNow } from '../../ui/now.ts'
import { codeWords } from '../../words/code.ts'

type Shown = State['codes'][string]

/** Whether a code can still be used. */
export function isAlive(code: Shown | undefined, now: number): code is Shown {
  return code !== undefined && Date.parse(code.expiresAt) > now
}

type CodePanelOf = { language: State['language']; code: Shown; kind: Request['kind'] }

/** The code across the whole width, how long it lasts, and what to do with it. */
export function CodePanel({ language, code, kind }: CodePanelOf) {
  const words = codeWords(language)
  const now = useNow(1000)
  const [isCopied, setCopied] = useState(false)
  const output = useRef<HTMLOutputElement>(null)
  // The button that was pressed is gone: its place is the code's, for eyes and for screen readers.
  useEffect(() => output.current?.focus(), [code.code])
  const until = Date.parse(code.expiresAt)
  const left = timeLeft(until, now)
  if (left.kind === 'over') {
    return (
      <p class="hint" role="status">
        {words.over}
      </p>
    )
  }
  const copy = async () => {
    await navigator.clipboard?.writeText(code.code).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return (
    <div class="code-panel">
      <output ref={output} tabIndex={-1} class={`code of-${code.code.length}`} aria-label={words.code}>
        {code.code}
      </output>
      <div class="code-time">
        <div class="bar-of-time" aria-hidden="true">
          <div style={{ transform: `scaleX(${partLeft(code.mintedAt, until, now)})` }} />
        </div>
        <p role="timer">{words.left(left)}</p>
        <button type="button" class="link" onClick={() => void copy()}>
          <Icon name={isCopied ? 'check' : 'copy'} size={20} />
          {words.copy}
        </button>
        <span class="unseen" role="status">
          {isCopied && words.copied}
        </span>
      </div>
      <p>{words.enter[kind]}</p>
      <p class="hint">{words.secret}</p>
    </div>
  )
}
