import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import type { Answers, TypedAnswers } from './answers.ts'
import { formId, transferPage } from './frame.tsx'
import { transferWords } from './messages.ts'
import { answerWords } from './messages-of-answers.ts'

export type ConfirmPage = {
  readonly typed: TypedAnswers
  readonly answers: Answers
  readonly isStale?: boolean
}

/**
 * The answers once more before they are judged (WCAG 3.3.4). A script makes the question a modal dialog; without one it
 * stands in the page. «Отмена» and Escape lead back to the filled questions.
 */
export function confirmPage(
  c: PortalContext,
  parts: Parts,
  { typed, answers, isStale = false }: ConfirmPage,
) {
  const { language, csrf } = visitOf(c)
  const words = transferWords(language)
  const { of } = answerWords(language)
  const say = words.confirm
  const [first, second] = answers.parents
  const month = words.months[answers.since.month - 1] ?? ''
  const status = answers.status === 'queued' ? words.queued : words.attending
  return transferPage(
    c,
    parts,
    { title: words.title, here: 'transferConfirm', isStale },
    <>
      <Stepper at={1} of={2} />
      <Heading>{words.title}</Heading>
      <Dialog id="confirm" heading={say.title} back={routes.transfer.questions}>
        <SummaryList
          rows={[
            { term: of.child, detail: <Whole>{answers.child}</Whole> },
            { term: of.certificate, detail: typed.certificate.trim() },
            { term: of.first, detail: <Whole>{first}</Whole> },
            { term: of.second, detail: second ? <Whole>{second}</Whole> : say.none },
            { term: of.status, detail: `${status}, ${words.inMonth(month, answers.since.year)}` },
            { term: say.claimant, detail: <Whole>{answers.claimant}</Whole> },
          ]}
        />
        <Form id={formId} action={routes.transfer.confirm} csrf={csrf}>
          <Actions>
            <Button>{say.yes}</Button>
            <ButtonLink href={routes.transfer.questions}>{say.no}</ButtonLink>
          </Actions>
        </Form>
      </Dialog>
    </>,
  )
}

function Whole({ children }: { children: string }) {
  return <span class="whole">{children}</span>
}
