import { audit } from '../../account/audit.ts'
import { renewSession, type SignedIn } from '../../account/sessions.ts'
import type { Form } from '../../http/form.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { returnPages, routes, signInFor } from '../../routes.ts'
import { Actions, Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Form as PostForm } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { type SecurityPlace, securityPlaces } from './fresh.ts'
import { type SecurityProblem, securityWords } from './messages.ts'
import { checkOwnPassword } from './own-password.ts'
import { Refusal, type Refused, refusedStatus } from './refusal.tsx'

const formId = 'confirm'

/** «Подтвердите, что это Вы»: the password once more before anything in Security. */
export function confirmPage(
  c: PortalContext,
  parts: Parts,
  form: Form,
  shown: { problem?: SecurityProblem; refused?: Refused | undefined } = {},
) {
  const { language, csrf } = visitOf(c)
  const words = securityWords(language)
  const error = shown.problem && words.problems[shown.problem]
  const status = shown.refused ? refusedStatus(c, shown.refused) : error ? 422 : 200
  return page(
    c,
    parts,
    {
      title: words.security.confirmTitle,
      here: 'confirm',
      place: 'security',
      formId,
      hasProblem: status !== 200,
      status,
    },
    <>
      {error && <ErrorSummary problems={[{ message: error, fieldId: 'password' }]} />}
      {shown.refused && <Refusal words={words} refused={shown.refused} />}
      <Heading lead={words.security.confirmLead}>{words.security.confirmTitle}</Heading>
      <Card>
        <PostForm id={formId} action={routes.cabinet.confirm} csrf={csrf}>
          <input type="hidden" name="to" value={placeOf(form.text('to') || c.req.query('to'))} />
          <PasswordField
            id="password"
            name="password"
            label={words.security.password}
            error={error}
            autoComplete="current-password"
          />
          <Actions>
            <Button>{words.security.confirm}</Button>
          </Actions>
        </PostForm>
      </Card>
    </>,
  )
}

/** Checks the password, gives the session a new id, and goes on to where the person was going. */
export async function confirm(c: PortalContext, parts: Parts, signedIn: SignedIn, form: Form) {
  const password = form.text('password')
  if (password === '') return confirmPage(c, parts, form, { problem: 'password-empty' })
  const checked = await checkOwnPassword(parts, signedIn, password, visitOf(c).reference)
  if (checked.is === 'no-match') return confirmPage(c, parts, form, { problem: 'confirm-wrong' })
  if (checked.is !== 'match') return confirmPage(c, parts, form, { refused: checked })
  const { accountId, idHash } = signedIn
  const { reference } = visitOf(c)
  const token = await parts.database.inTransaction(async (tx) => {
    await audit(tx, { type: 're-authentication', actor: 'citizen', accountId, outcome: 'matched', reference })
    return renewSession(tx, parts, idHash)
  })
  if (!token) return c.redirect(signInFor('security', 'ended'), 303)
  visitOf(c).cookies.write(c, 'session', token)
  return c.redirect(returnPages[placeOf(form.text('to'))], 303)
}

function placeOf(text: string | undefined): SecurityPlace {
  return securityPlaces.find((place) => place === text) ?? 'security'
}
