import type { Iin } from '../domain/iin.ts'
import type { CodeField } from '../http/code-and-password.ts'
import { routes } from '../routes.ts'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { Phrase } from '../ui/phrase.tsx'
import { UnseenUsername } from '../ui/unseen-username.tsx'
import { Way } from '../ui/ways.tsx'
import type { RecoveryWords } from './messages.ts'
import type { SaidProblem } from './pages.tsx'

type WithAppProps = {
  words: RecoveryWords
  formId: string
  csrf: string
  iin: Iin
  phone: string
  code: string
  requestNumber: number
  /** «запрос № 47 принят, 14:05» */
  accepted: string
  problems: readonly SaidProblem[]
}

/** Case 1: the code from the app and the new password. */
export function WithApp(props: WithAppProps) {
  const { words, formId, csrf, iin, phone, code, requestNumber, accepted, problems } = props
  const say = words.withApp
  const errorOf = (field: CodeField) =>
    problems
      .filter((each) => each.field === field)
      .map(({ message }) => message)
      .join('. ') || undefined
  // A password that was right is not sent back either: it has to be typed once more.
  const typeAgain = problems.length > 0 && !errorOf('fresh') ? words.typeAgain : undefined
  return (
    <Way id="with-app" title={say.title}>
      <p>
        <b>{say.lead}</b>
      </p>
      <Phrase say={say.sent} whole={phone} />
      <Form id={formId} action={routes.recovery.page} csrf={csrf}>
        <UnseenUsername value={iin} label={say.forIin} />
        <Field
          id="code"
          name="code"
          label={say.code}
          hint={say.how(requestNumber)}
          error={errorOf('code')}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          width="code"
        />
        <PasswordField
          id="fresh"
          name="fresh"
          label={say.fresh}
          hint={typeAgain}
          error={errorOf('fresh')}
          autoComplete="new-password"
          rules
        />
        <PasswordField
          id="repeat"
          name="repeat"
          label={say.repeat}
          error={errorOf('repeat')}
          autoComplete="new-password"
        />
        <p class="hint">{say.remember}</p>
        <Actions>
          <Button>{say.update}</Button>
          <ButtonLink href={routes.signIn.password}>{words.back}</ButtonLink>
        </Actions>
      </Form>
      <p class="hint">{accepted}</p>
    </Way>
  )
}
