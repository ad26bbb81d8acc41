import type { CodeField, CodeProblem } from '../http/code-and-password.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Actions, Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { Assisted, formId, transferPage } from './frame.tsx'
import { transferWords } from './messages.ts'
import { type NumberWords, numberWords } from './messages-of-number.ts'
import type { NumberProblem } from './number.tsx'
import { NumberPart, type ShownNumber } from './number-part.tsx'
import { BusyRegister, SilentRegister } from './silent.tsx'

export type FinishField = CodeField | 'phone'

export type FinishPage = {
  readonly shown: ShownNumber
  readonly typed: { readonly phone: string; readonly code: string }
  readonly problems?: readonly { field: FinishField; problem: CodeProblem | NumberProblem }[]
  /** After a code that did not match: how many tries are left until the next «Получить код». */
  readonly triesLeft?: number
  readonly isBusy?: boolean
  readonly isSilent?: boolean
  /** BMG could not be asked just now. */
  readonly isBusyAsking?: boolean
  readonly isSent?: boolean
  readonly isStale?: boolean
}

/** «ШАГ 2»: the number, its code and the new password. */
export function finishPage(c: PortalContext, parts: Parts, page: FinishPage) {
  const { language, csrf } = visitOf(c)
  const words = numberWords(language)
  const { cancel, contact } = transferWords(language)
  const { shown, isSilent, isBusy, isBusyAsking } = page
  const said = saidProblems(words, page, isPast(parts, shown.request.sentAt))
  const errorOf = (field: FinishField) => said.find((each) => each.field === field)?.message
  const status = isSilent || isBusy || isBusyAsking ? 503 : said.length > 0 ? 422 : 200
  // A password that was right is not sent back either: it has to be typed once more.
  const typeAgain = (isBusy || said.length > 0) && !errorOf('fresh') ? words.typeAgain : undefined
  return transferPage(
    c,
    parts,
    {
      title: words.title,
      here: 'transferFinish',
      status,
      problems: said.map(({ field, message }) => ({ message, fieldId: field })),
      isStale: page.isStale,
    },
    <>
      {isSilent && <SilentRegister words={words} />}
      {isBusyAsking && <BusyRegister words={words} />}
      {isBusy && (
        <Notice kind="warning" title={words.busyTitle} role="status">
          <p>{words.busy}</p>
        </Notice>
      )}
      <Stepper at={2} of={2} />
      {status === 200 && !shown.claim.phone && (
        <Notice kind="success">
          <p>{words.right}</p>
        </Notice>
      )}
      <Heading lead={words.lead}>{words.title}</Heading>
      <Form id={formId} action={routes.transfer.finish} csrf={csrf}>
        <ol class="asked">
          <li>
            <Field
              id="own-iin"
              name="username"
              label={words.iin}
              value={shown.claim.claimant}
              autoComplete="username"
              width="iin"
              readOnly
            />
          </li>
          <li>
            <NumberPart
              {...{ c, parts, words, shown }}
              typed={page.typed.phone}
              error={errorOf('phone')}
              here="transferFinish"
              isSent={page.isSent ?? false}
              withCode={status === 200}
            />
            <Field
              id="code"
              name="code"
              label={words.code}
              hint={words.codeHint}
              error={errorOf('code')}
              value={page.typed.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              width="code"
            />
          </li>
          <li>
            <h2>{words.choose}</h2>
            <p class="hint">{words.remember}</p>
            <PasswordField
              id="fresh"
              name="fresh"
              label={words.fresh}
              hint={typeAgain}
              error={errorOf('fresh')}
              autoComplete="new-password"
              rules
            />
            <PasswordField
              id="repeat"
              name="repeat"
              label={words.repeat}
              error={errorOf('repeat')}
              autoComplete="new-password"
            />
          </li>
        </ol>
        <p>{words.go}</p>
        <Actions>
          <Button>{words.finish}</Button>
          <Button kind="secondary" formAction={routes.transfer.cancel}>
            {cancel}
          </Button>
        </Actions>
      </Form>
      <Assisted say={contact} contact={parts.config.assistedContact} />
    </>,
  )
}

/** Later than ten minutes after the last «Получить код», by this page's own time alone: the same for everybody. */
function isPast(parts: Parts, sentAt: Date): boolean {
  const { answerSeconds } = parts.limits.recovery.request
  return parts.clock.now().getTime() - sentAt.getTime() > answerSeconds * 1000
}

function saidProblems(words: NumberWords, page: FinishPage, isExpired: boolean) {
  const said = words.problems
  const { triesLeft, problems = [] } = page
  if (triesLeft === undefined)
    return problems.map(({ field, problem }) => ({ field, message: said[problem] }))
  const message = isExpired
    ? said['code-expired']
    : triesLeft > 0
      ? said['code-wrong'](triesLeft)
      : said['code-no-tries']
  return [{ field: 'code' as const, message }]
}
