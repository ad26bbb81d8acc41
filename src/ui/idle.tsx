import { csrfField } from './csrf-names.ts'
import { useUiWords } from './speaking.ts'

export type IdleProps = {
  /** Seconds until this session ends if nothing happens, counted from this answer. */
  seconds: number
  /** POST with the CSRF token, answers 204: the session lives on. */
  extendAction: string
  /** Where to go once it has ended. */
  endedHref: string
  signOutAction: string
  csrf: string
}

/** Warns two minutes before an idle session ends (WCAG 2.2.1). Without scripts nothing shows: the server ends it anyway. */
export function Idle({ seconds, extendAction, endedHref, signOutAction, csrf }: IdleProps) {
  const words = useUiWords()
  return (
    <kabinet-idle data-seconds={seconds} data-extend={extendAction} data-ended={endedHref} data-csrf={csrf}>
      <dialog class="dialog" aria-labelledby="idle-heading" aria-describedby="idle-body">
        <h2 id="idle-heading">{words.idle.heading}</h2>
        <p id="idle-body">{words.idle.body}</p>
        <p class="idle-left">
          {words.idle.left} <b data-left="" aria-hidden="true" />
          <span class="unseen" role="timer" aria-live="polite" data-said="" />
        </p>
        <div class="actions">
          <button class="button primary" type="button" data-stay="">
            <span>{words.idle.stay}</span>
          </button>
          <form method="post" action={signOutAction}>
            <input type="hidden" name={csrfField} value={csrf} />
            <button class="button secondary" type="submit">
              <span>{words.signOut}</span>
            </button>
          </form>
        </div>
      </dialog>
    </kabinet-idle>
  )
}
