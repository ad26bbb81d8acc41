import { activate } from '../activation/activate.ts'
import type { Claim } from '../companion/answers.ts'
import { startAt } from '../move.ts'
import { useApp } from '../state.ts'
import { activationWords } from '../words/activation.ts'
import { DigitsScreen } from './digits.tsx'
import { shownNumber } from './shown-number.ts'

/** Where the deployment asks for it: six digits that were sent to the number prove that it is held. */
export function SmsScreen({ claim }: { claim: Claim }) {
  const words = activationWords(useApp().language)
  return (
    <DigitsScreen
      name="sms-code"
      title={words.smsTitle}
      label={words.sms}
      hint={words.smsHint}
      problemsOf="sms-code-"
      read={(typed) =>
        typed.trim() === '' ? { ok: false, problem: 'sms-code-empty' } : { ok: true, digits: typed }
      }
      send={async (smsCode) => {
        const done = await activate({ ...claim, smsCode })
        if (!done.ok) return done.problem
        if (done.value.outcome === 'registered') startAt({ at: 'registered', registered: done.value })
        return undefined
      }}
      before={
        <>
          <p class="lead">{words.smsLead}</p>
          <p>
            {words.typedNumber} <b>{shownNumber(claim.phone)}</b>
          </p>
        </>
      }
    />
  )
}
