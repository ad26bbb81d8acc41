import { useRef } from 'preact/hooks'
import type { Notice as Told } from '../../companion/answers.ts'
import { contest, freeze } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Notice } from '../../ui/notice.tsx'
import { contestWords } from '../../words/contest.ts'
import { feedWords } from '../../words/feed.ts'

/** What can be done about a recovery on this phone: «Это не я», then the case's number, then a freeze. */
export function Contest({ notice }: { notice: Told }) {
  const { language, outcomes, feed } = useApp()
  const words = contestWords(language)
  const outcome = outcomes[notice.id]
  const isBusy = outcome === 'busy'
  if (!notice.canContest && !notice.case && !outcome) return null
  return (
    <div class="contest">
      {notice.case && (
        <Notice kind="info">
          <p>{words.open}</p>
          <p>
            {words.number} <b class="case-number">{notice.case}</b>
          </p>
          {feed?.assistedContact && (
            <p>
              {words.contact} <b>{feed.assistedContact}</b>
            </p>
          )}
        </Notice>
      )}
      <p role="status">{outcome && !isBusy && wordsOf(outcome)}</p>
      {notice.canContest && (
        <>
          <p class="hint">{words.ask}</p>
          <button
            type="button"
            class="button no wide"
            aria-disabled={isBusy}
            onClick={() => !isBusy && void contest(notice.id)}
          >
            {feedWords(language).notMe}
          </button>
        </>
      )}
      {notice.canFreeze && <Freeze id={notice.id} isBusy={isBusy} />}
    </div>
  )

  function wordsOf(said: NonNullable<typeof outcome>) {
    if (said === 'waits' || said === 'gone') return words[said]
    return said === 'offline' || said === 'unavailable' ? feedWords(language).outcomes[said] : null
  }
}

/** A freeze shuts the person out too, so it is asked twice. */
function Freeze({ id, isBusy }: { id: string; isBusy: boolean }) {
  const { language } = useApp()
  const words = contestWords(language)
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button
        type="button"
        class="button danger-quiet"
        aria-disabled={isBusy}
        onClick={() => !isBusy && dialog.current?.showModal()}
      >
        {words.freeze}
      </button>
      <dialog ref={dialog} aria-labelledby={`freeze-${id}`}>
        <h2 id={`freeze-${id}`}>{words.freezeTitle}</h2>
        <p>{words.freezeLead}</p>
        <div class="dialog-actions">
          <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
            {words.freezeNo}
          </button>
          <button
            type="button"
            class="button danger"
            onClick={() => {
              dialog.current?.close()
              void freeze(id)
            }}
          >
            {words.freeze}
          </button>
        </div>
      </dialog>
    </>
  )
}
