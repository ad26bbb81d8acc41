import type { Notice as Told } from '../../companion/answers.ts'
import { contest, freeze } from '../../feed.ts'
import { useApp } from '../../state.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { contestWords } from '../../words/contest.ts'
import { feedWords } from '../../words/feed.ts'
import { CaseNotice, Contact } from './case.tsx'

/** What can be done about a recovery on this phone: «Это не я», then the case's number, then a freeze. */
export function Contest({ notice }: { notice: Told }) {
  const { language, outcomes } = useApp()
  const words = contestWords(language)
  const outcome = outcomes[notice.id]
  const isBusy = outcome === 'busy'
  if (notice.transfer || (!notice.canContest && !notice.case && !outcome)) return null
  return (
    <div class="contest">
      {notice.case && <CaseNotice number={notice.case}>{words.open}</CaseNotice>}
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
    if (said === 'waits' || said === 'gone') {
      return (
        <>
          {words[said]} <Contact />
        </>
      )
    }
    return said === 'offline' || said === 'unavailable' ? feedWords(language).outcomes[said] : null
  }
}

/** A freeze shuts the person out too, so it is asked twice. */
function Freeze({ id, isBusy }: { id: string; isBusy: boolean }) {
  const { language } = useApp()
  const words = contestWords(language)
  return (
    <Confirm
      id={`freeze-${id}`}
      title={words.freezeTitle}
      lead={words.freezeLead}
      yes={words.freeze}
      no={words.freezeNo}
      onYes={() => void freeze(id)}
    >
      {(ask) => (
        <button
          type="button"
          class="button danger-quiet"
          aria-disabled={isBusy}
          onClick={() => !isBusy && ask()}
        >
          {words.freeze}
        </button>
      )}
    </Confirm>
  )
}
