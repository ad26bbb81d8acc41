import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Actions, Button } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { Assisted, formId, transferPage } from './frame.tsx'
import { transferWords } from './messages.ts'
import { numberWords } from './messages-of-number.ts'
import { NumberPart, type ShownNumber } from './number-part.tsx'
import { BusyRegister, SilentRegister } from './silent.tsx'

export type NumberProblem =
  | 'phone-empty'
  | 'phone-invalid'
  | 'phone-not-kazakhstan'
  | 'phone-not-mobile'
  | 'phone-not-asked'
  | 'phone-changed'
  | 'numbers-over'

export type NumberPage = {
  readonly shown: ShownNumber
  readonly typed: string
  readonly problem?: NumberProblem | undefined
  readonly isUnproven?: boolean
  readonly isSilent?: boolean
  /** BMG could not be asked just now. */
  readonly isBusyAsking?: boolean
  readonly isSent?: boolean
  readonly isStale?: boolean
}

/** Past the limits of the answers: the number first, whoever claims; it tells neither of the child nor of the parent. */
export function numberPage(c: PortalContext, parts: Parts, page: NumberPage) {
  const { language, csrf } = visitOf(c)
  const words = numberWords(language)
  const { cancel, contact } = transferWords(language)
  const error = page.problem && words.problems[page.problem]
  const problems = [
    ...(error ? [{ message: error, fieldId: 'phone' }] : []),
    ...(page.isUnproven ? [{ message: words.notProven, fieldId: 'phone' }] : []),
  ]
  const isAsked = page.shown.claim.phone !== null
  const status = page.isSilent || page.isBusyAsking ? 503 : problems.length > 0 ? 422 : 200
  return transferPage(
    c,
    parts,
    { title: words.proveTitle, here: 'transferNumber', status, problems, isStale: page.isStale },
    <>
      {page.isSilent && <SilentRegister words={words} />}
      {page.isBusyAsking && <BusyRegister words={words} />}
      <Stepper at={1} of={2} />
      <Heading lead={words.proveLead}>{words.proveTitle}</Heading>
      <Form id={formId} action={routes.transfer.number} csrf={csrf}>
        <NumberPart
          {...{ c, parts, words, error }}
          shown={page.shown}
          typed={page.typed}
          here="transferNumber"
          isSent={page.isSent ?? false}
          withCode={status === 200}
          next={words.proveNext}
          isMain={!isAsked}
        />
        <Actions>
          {isAsked && <Button>{words.prove}</Button>}
          <Button kind="secondary" formAction={routes.transfer.cancel}>
            {cancel}
          </Button>
        </Actions>
      </Form>
      <Assisted say={contact} contact={parts.config.assistedContact} />
    </>,
  )
}
