import { isAllowed } from '../../../account/restrictions.ts'
import type { SignedIn } from '../../../account/sessions.ts'
import { parseEmail } from '../../../domain/email.ts'
import type { Form } from '../../../http/form.ts'
import { page } from '../../../http/page.tsx'
import type { Parts } from '../../../http/parts.ts'
import { type PortalContext, visitOf } from '../../../http/visit.ts'
import { routes } from '../../../routes.ts'
import { BackLink } from '../../../ui/back-link.tsx'
import { Actions, Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form as PostForm } from '../../../ui/form.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { type Refused, refusedStatus } from '../refusal.tsx'
import { type AddressProblem, addressWords } from './messages.ts'
import { AddressRefusal, type RefusalTitle, titleOf } from './refusal.tsx'
import { askForAddress } from './send.ts'

const formId = 'address'

type Shown = {
  readonly typed: string
  readonly problem?: AddressProblem
  readonly refused?: Refused | undefined
  readonly why?: RefusalTitle
}

/** One question: which address. In limited mode Security says why it is not asked. */
export function namePage(
  c: PortalContext,
  parts: Parts,
  { typed, problem, refused, why = 'manyMails' }: Shown,
) {
  const { language, csrf, restriction } = visitOf(c)
  if (!isAllowed(restriction, 'change-addresses')) return c.redirect(routes.cabinet.security, 303)
  const words = addressWords(language)
  const error = problem && words.problems[problem]
  const status = refused ? refusedStatus(c, refused) : error ? 422 : 200
  return page(
    c,
    parts,
    {
      title: words.nameTitle,
      here: 'address',
      place: 'security',
      formId,
      hasProblem: status !== 200,
      status,
    },
    <>
      <BackLink href={routes.cabinet.security} />
      {error && <ErrorSummary problems={[{ message: error, fieldId: 'email' }]} />}
      {refused && <AddressRefusal refused={refused} why={words[why]} language={language} />}
      <Heading lead={words.nameLead}>{words.nameTitle}</Heading>
      <Card>
        <PostForm id={formId} action={routes.cabinet.address} csrf={csrf}>
          <Field
            id="email"
            name="email"
            label={words.email}
            hint={words.emailHint}
            error={error}
            value={typed}
            inputMode="email"
            autoComplete="email"
          />
          <p class="hint">{words.onlyTold}</p>
          <Actions>
            <Button>{words.send}</Button>
          </Actions>
        </PostForm>
      </Card>
    </>,
  )
}

/** Mails a code to what was typed and asks for it on the next page. */
export async function nameAddress(c: PortalContext, parts: Parts, { accountId }: SignedIn, form: Form) {
  const typed = form.text('email')
  const read = parseEmail(typed)
  if (!read.ok) return namePage(c, parts, { typed, problem: read.problem })
  const asked = await askForAddress(c, parts, accountId, read.email)
  switch (asked.is) {
    case 'sent':
      return c.redirect(routes.cabinet.addressCode, 303)
    case 'there':
      return namePage(c, parts, { typed, problem: 'email-there' })
    case 'waiting':
      return namePage(c, parts, { typed, refused: asked, why: titleOf(asked) })
    default:
      return c.redirect(routes.cabinet.security, 303)
  }
}
