import type { OpenActivation } from '../account/activations.ts'
import type { Language } from '../domain/language.ts'
import { routes } from '../routes.ts'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import type { DrawingName } from '../ui/drawings.tsx'
import { Form } from '../ui/form.tsx'
import { OneTime } from '../ui/one-time.tsx'
import { oneTimeWords } from '../ui/one-time-words.ts'
import { StepsList } from '../ui/steps-list.tsx'
import { Way } from '../ui/ways.tsx'
import type { RecoveryWords } from './messages.ts'

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
  const { words, csrf, language } = props
  const picture = (drawing: DrawingName) => (props.isAnswer ? {} : { drawing })
  const say = words.noApp
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
            title: oneTimeWords(language).register,
            ...picture('scan'),
            body: (
              <OneTime
                language={language}
                activation={props.activation}
                phone={props.phone}
                live={routes.recovery.live}
                again={routes.recovery.page}
                publicOrigin={props.publicOrigin}
                now={props.now}
                withCode={!props.hasProblem}
              />
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
