import type { OpenActivation } from '../account/activations.ts'
import type { Language } from '../domain/language.ts'
import { routes } from '../routes.ts'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import { timeWords } from '../ui/dates.ts'
import type { DrawingName } from '../ui/drawings.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { Output } from '../ui/output.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { StepsList } from '../ui/steps-list.tsx'
import { Way } from '../ui/ways.tsx'
import type { RecoveryWords } from './messages.ts'
import { Phrase } from './phrase.tsx'

type NoAppProps = {
  words: RecoveryWords
  language: Language
  csrf: string
  phone: string
  activation: OpenActivation | undefined
  publicOrigin: string
  now: Date
  /** An answer to something that was sent: without the pictures, within the page's weight. */
  isAnswer: boolean
  /** Something must be put right in the other panel: the QR code waits for the next look at the page, the digits stay. */
  hasProblem: boolean
}

/** Case 2: install the app, register the number with this page's one-time password, ask again. */
export function NoApp(props: NoAppProps) {
  const { words, csrf, phone, activation } = props
  const picture = (drawing: DrawingName) => (props.isAnswer ? {} : { drawing })
  const say = words.noApp
  const registered = (
    <Notice kind="success" title={say.registered}>
      <p>{say.registeredNext}</p>
    </Notice>
  )
  return (
    <Way id="no-app" title={say.title}>
      <StepsList
        steps={[
          {
            title: say.install,
            ...picture('install'),
            body: (
              <>
                <p>
                  <ButtonLink kind="quiet" href={routes.companionApp} newTab>
                    {say.installLink}
                  </ButtonLink>
                </p>
                <p>{say.installHow}</p>
              </>
            ),
          },
          {
            title: say.register,
            ...picture('scan'),
            body: activation ? (
              <kabinet-recovery src={routes.recovery.live} data-seconds={secondsLeft(activation, props.now)}>
                <div role="status" />
                <template>{registered}</template>
                <div class="words" data-living="">
                  <Phrase say={say.registerHow} whole={phone} />
                  <OneTimePassword {...props} activation={activation} />
                </div>
                <div class="words" data-over="" hidden>
                  <p>{say.over}</p>
                  <ButtonLink href={routes.recovery.page}>{say.renew}</ButtonLink>
                </div>
              </kabinet-recovery>
            ) : (
              registered
            ),
          },
          {
            title: say.again,
            ...picture('send'),
            body: (
              <Form action={routes.recovery.send} csrf={csrf}>
                <Actions>
                  <Button kind="secondary">{say.send}</Button>
                  <ButtonLink href={routes.signIn.password}>{words.back}</ButtonLink>
                </Actions>
              </Form>
            ),
          },
        ]}
      />
    </Way>
  )
}

/** Digits, QR code and link carry the same binding; each works without the others. */
function OneTimePassword(props: NoAppProps & { activation: OpenActivation }) {
  const { words, language, activation, publicOrigin, now } = props
  const say = words.noApp
  const payload = `${routes.companionApp}#activate=${activation.token}`
  const minutes = Math.ceil(secondsLeft(activation, now) / 60)
  // The number stands in an element of its own, so that a script can count it down.
  const [before, after] = say.left(Number.NaN, timeWords(language, activation.expiresAt)).split('NaN')
  return (
    <div class="words one-time">
      <p>
        <b>{say.password}</b>
      </p>
      <Output label={say.password} value={activation.password} />
      <p class="hint">
        {before}
        <span data-minutes="">{minutes}</span>
        {after}
      </p>
      {!props.hasProblem && <QrCode text={publicOrigin + payload} label={say.qr} />}
      <p>{say.openHow}</p>
      <ButtonLink href={payload} newTab>
        {say.open}
      </ButtonLink>
      <p>
        <a href={routes.recovery.page}>{say.check}</a>
      </p>
    </div>
  )
}

function secondsLeft(activation: OpenActivation, now: Date): number {
  return Math.max(0, Math.ceil((activation.expiresAt.getTime() - now.getTime()) / 1000))
}
