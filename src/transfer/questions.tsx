import type { Iin } from '../domain/iin.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, routes } from '../routes.ts'
import { Actions, Button } from '../ui/button.tsx'
import { CertificateDrawing } from '../ui/certificate-drawing.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutLink } from '../ui/out-link.tsx'
import { Radios } from '../ui/radios.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { type AnswerField, type AnswerProblem, bothParents, type TypedAnswers } from './answers.ts'
import { Assisted, formId, transferPage } from './frame.tsx'
import { helpTopics } from './help-topics.ts'
import { type TransferWords, transferWords } from './messages.ts'
import { answerWords } from './messages-of-answers.ts'
import { Since } from './since.tsx'

export type CaseProblem = 'malformed' | 'unknown'

export type QuestionsPage = {
  readonly iin: Iin
  readonly typed: TypedAnswers
  readonly problems: readonly { field: AnswerField; problem: AnswerProblem }[]
  readonly isRefused?: boolean
  readonly isStale?: boolean
  readonly caseNumber?: string
  readonly caseProblem?: CaseProblem | undefined
}

/** Answers whose problems already name them: «Выберите месяц» needs no «Месяц:» before it. */
const saysWhich: ReadonlySet<AnswerField> = new Set(['who', 'status', 'month', 'year'])

/** «Шаг 1»: the five questions, and whoever of two parents is here where that is not known. */
export function questionsPage(c: PortalContext, parts: Parts, shown: QuestionsPage) {
  const { language, csrf } = visitOf(c)
  const words = transferWords(language)
  const { problems: said, of } = answerWords(language)
  const { typed } = shown
  const errorOf = (field: AnswerField) => {
    const found = shown.problems.find((each) => each.field === field)
    return found && said[found.problem]
  }
  const parents = bothParents(typed, shown.iin)
  const caseError = shown.caseProblem && caseProblemWords(words, shown.caseProblem)
  const problems = [
    ...shown.problems.map(({ field, problem }) => ({
      message: saysWhich.has(field) ? said[problem] : `${of[field]}: ${said[problem]}`,
      fieldId: field,
    })),
    ...(caseError ? [{ message: caseError, fieldId: 'case' }] : []),
    ...(shown.isRefused ? [{ message: words.refusedTitle, fieldId: 'child' }] : []),
  ]
  const status = shown.problems.length > 0 || caseError ? 422 : 200
  // An answer that asks to put much right goes without the picture, within the page's weight.
  const withDrawing = shown.problems.length <= 1 && !shown.isRefused
  const iinField = { inputMode: 'numeric', width: 'iin' } as const
  return transferPage(
    c,
    parts,
    { title: words.title, here: 'transfer', status, problems, isStale: shown.isStale },
    <>
      <Stepper at={1} of={2} />
      <Heading lead={words.lead}>{words.title}</Heading>
      {shown.isRefused && <Refused words={words} contact={parts.config.assistedContact} />}
      <Form id={formId} action={routes.transfer.questions} csrf={csrf}>
        <ol class="asked">
          <li>
            <Field
              {...iinField}
              id="child"
              name="child"
              label={words.child}
              hint={words.childHint}
              error={errorOf('child')}
              value={typed.child}
            />
            <Help topic="childIin">{words.childHelp}</Help>
          </li>
          <li>
            <Field
              id="certificate"
              name="certificate"
              label={words.certificate}
              hint={words.certificateHint}
              error={errorOf('certificate')}
              value={typed.certificate}
              width="phone"
            />
            {withDrawing ? (
              <Disclosure summary={words.certificateWhere} open>
                <CertificateDrawing language={language} />
                <Help topic="certificate">{words.certificateHelp}</Help>
              </Disclosure>
            ) : (
              <Help topic="certificate">{words.certificateHelp}</Help>
            )}
          </li>
          <li>
            <Field
              {...iinField}
              id="first"
              name="first"
              label={words.parent}
              hint={words.firstHint}
              error={errorOf('first')}
              value={typed.first}
            />
          </li>
          <li>
            <Field
              {...iinField}
              id="second"
              name="second"
              label={words.parent}
              hint={words.secondHint}
              error={errorOf('second')}
              value={typed.second}
              required={false}
            />
            <Help topic="parents">{words.parentsHelp}</Help>
            {parents && (
              <Radios
                id="who"
                name="who"
                legend={words.who}
                hint={words.whoHint}
                error={errorOf('who')}
                value={typed.who}
                choices={[
                  { value: 'first', label: words.whoFirst(parents[0]) },
                  { value: 'second', label: words.whoSecond(parents[1]) },
                ]}
              />
            )}
          </li>
          <li>
            <Radios
              id="status"
              name="status"
              legend={words.status}
              error={errorOf('status')}
              value={typed.status}
              choices={[
                { value: 'queued', label: words.queued },
                { value: 'attending', label: words.attending },
              ]}
            />
            <Since words={words} typed={typed} errors={{ month: errorOf('month'), year: errorOf('year') }} />
          </li>
        </ol>
        <p>{words.go}</p>
        <Actions>
          <Button>{words.next}</Button>
          <Button kind="secondary" formAction={routes.transfer.cancel}>
            {words.cancel}
          </Button>
        </Actions>
        <Disclosure summary={words.stoppedSummary} open={caseError !== undefined}>
          <Field
            id="case"
            name="case"
            label={words.caseNumber}
            hint={words.caseHint}
            error={caseError}
            value={shown.caseNumber}
            inputMode="numeric"
            width="code"
            required={false}
          />
          <Button kind="secondary" formAction={routes.transfer.stopped}>
            {words.caseGo}
          </Button>
        </Disclosure>
      </Form>
    </>,
  )
}

function caseProblemWords(words: TransferWords, problem: CaseProblem): string {
  return problem === 'unknown' ? words.caseUnknown : words.caseMalformed
}

/** The one verdict on all the answers. */
function Refused({ words, contact }: { words: TransferWords; contact: string }) {
  return (
    <Notice kind="warning">
      <p>{words.refused}</p>
      <p>
        <a href={helpFrom('transfer', helpTopics.refused)}>{words.refusedHelp}</a>
      </p>
      <Assisted say={words.contact} contact={contact} />
    </Notice>
  )
}

/** In a tab of its own: a half-filled form stays. */
function Help({ topic, children }: { topic: keyof typeof helpTopics; children: string }) {
  return (
    <p class="field-help">
      <OutLink href={helpFrom('transfer', helpTopics[topic])}>{children}</OutLink>
    </p>
  )
}
