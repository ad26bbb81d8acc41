import { activate } from '../activation/activate.ts'
import { readOneTimePassword } from '../activation/one-time-password.ts'
import { backTo, open, startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { Icon } from '../ui/icon.tsx'
import { activationWords } from '../words/activation.ts'
import { DigitsScreen, type Typed } from './digits.tsx'
import { shownNumber } from './shown-number.ts'

/** Second screen: scan the QR code, or type the one-time password. */
export function SecondScreen({ phone }: { phone: string }) {
  const words = activationWords(useApp().language)
  return (
    <DigitsScreen
      name="one-time-password"
      title={words.secondTitle}
      label={words.password}
      hint={words.passwordHint}
      problemsOf="password-"
      read={readTyped}
      send={async (password) => {
        const claim = { phone, password }
        const done = await activate(claim)
        if (!done.ok) return done.problem
        if (done.value.outcome === 'sms-sent') open({ at: 'sms', claim })
        else startAt({ at: 'registered', registered: done.value })
        return undefined
      }}
      before={<OtherWays phone={phone} />}
      after={
        <details class="where">
          <summary>{words.whereTitle}</summary>
          <p>{words.where}</p>
        </details>
      }
    />
  )
}

function readTyped(typed: string): Typed {
  const read = readOneTimePassword(typed)
  return read.ok ? { ok: true, digits: read.password } : read
}

/** Another number, or the camera. */
function OtherWays({ phone }: { phone: string }) {
  const words = activationWords(useApp().language)
  return (
    <>
      <p class="typed-number">
        <span>
          {words.typedNumber} <b>{shownNumber(phone)}</b>
        </span>
        <button type="button" class="link" onClick={() => backTo('number', { at: 'number' })}>
          {words.otherNumber}
        </button>
      </p>
      <section class="card way">
        <div>
          <h2>{words.scan}</h2>
          <p class="hint">{words.scanLead}</p>
        </div>
        <button type="button" class="button secondary" onClick={() => open({ at: 'scan', phone })}>
          <Icon name="camera" />
          {words.scanButton}
        </button>
      </section>
      <p class="or" aria-hidden="true">
        {words.or}
      </p>
    </>
  )
}
