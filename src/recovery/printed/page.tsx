import type { Iin } from '../../domain/iin.ts'
import type { CodeField, PrintedProblem } from '../../http/code-and-password.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes } from '../../routes.ts'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { Contact } from '../../ui/contact.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { UnseenUsername } from '../../ui/unseen-username.tsx'
import { printedWords } from './messages.ts'

export type PrintedPage = {
  readonly iin: Iin
  readonly code: string
  readonly problems: readonly { field: CodeField; problem: PrintedProblem | 'printed-wrong' }[]
  readonly notice?: 'busy' | 'stale' | undefined
}

const formId = 'printed'

/** One question: the code on paper and the new password. The same for every IIN. */
export function printedPage(c: PortalContext, parts: Parts, shown: PrintedPage) {
  const { language, csrf } = visitOf(c)
  const words = printedWords(language)
  const { problems, notice } = shown
  const errorOf = (field: CodeField) => {
    const found = problems.find((each) => each.field === field)
    return found && words.problems[found.problem]
  }
  const status = notice === 'busy' ? 503 : problems.length > 0 ? 422 : 200
  return page(
    c,
    parts,
    { title: words.title, here: 'printed', formId, hasProblem: status !== 200, status },
    <>
      <ErrorSummary
        problems={problems.map(({ field, problem }) => ({
          message: words.problems[problem],
          fieldId: field,
        }))}
      />
      {notice && (
        <Notice kind="warning" title={notice === 'busy' ? words.busyTitle : undefined} role="status">
          <p>{words[notice]}</p>
        </Notice>
      )}
      <Heading lead={words.lead}>{words.title}</Heading>
      <Form id={formId} action={routes.recovery.printed} csrf={csrf}>
        <UnseenUsername value={shown.iin} label={words.forIin} />
        <Field
          id="code"
          name="code"
          label={words.code}
          hint={words.hint}
          error={errorOf('code')}
          value={shown.code}
          autoComplete="off"
        />
        <PasswordField
          id="fresh"
          name="fresh"
          label={words.fresh}
          hint={problems.length > 0 && !errorOf('fresh') ? words.typeAgain : undefined}
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
        <Actions>
          <Button>{words.update}</Button>
          <ButtonLink href={routes.recovery.page}>{words.back}</ButtonLink>
        </Actions>
      </Form>
      <p>
        {words.none} <Contact>{parts.config.assistedContact}</Contact>
      </p>
    </>,
  )
}
