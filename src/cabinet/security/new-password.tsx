import { readProfile } from '../../account/accounts.ts'
import { isCommonPassword } from '../../account/passwords/common.ts'
import { isAllowed } from '../../account/restrictions.ts'
import type { SignedIn } from '../../account/sessions.ts'
import { birthDateHint } from '../../domain/iin.ts'
import { judgePassword, personalWords } from '../../domain/password-policy.ts'
import type { Form } from '../../http/form.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes, signInFor } from '../../routes.ts'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Form as PostForm } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { type SecurityProblem, securityWords } from './messages.ts'
import { checkOwnPassword } from './own-password.ts'
import { Refusal, type Refused, refusedStatus } from './refusal.tsx'
import { replacePassword } from './replace-password.ts'
import { waitingPage } from './waiting.tsx'

const formId = 'new-password'
type FieldName = 'current' | 'fresh' | 'repeat'
type Problem = { field: FieldName; problem: SecurityProblem }

export function newPasswordPage(
  c: PortalContext,
  parts: Parts,
  form: Form,
  shown: { problems?: readonly Problem[]; refused?: Refused | undefined } = {},
) {
  const { language, csrf, restriction } = visitOf(c)
  if (!isAllowed(restriction, 'change-security')) return waitingPage(c, parts)
  const words = securityWords(language)
  const problems = shown.problems ?? []
  const errorOf = (field: FieldName) =>
    problems.filter((each) => each.field === field).map(({ problem }) => words.problems[problem])[0]
  const status = shown.refused ? refusedStatus(c, shown.refused) : problems.length > 0 ? 422 : 200
  const isFirstTime = !form.has('fresh')
  return page(
    c,
    parts,
    {
      title: words.newPassword.title,
      here: 'newPassword',
      place: 'security',
      formId,
      hasProblem: status !== 200,
      status,
    },
    <>
      <ErrorSummary
        problems={problems.map(({ field, problem }) => ({
          message: words.problems[problem],
          fieldId: field,
        }))}
      />
      {shown.refused && <Refusal words={words} refused={shown.refused} />}
      <Heading lead={words.newPassword.remember}>{words.newPassword.title}</Heading>
      <Card>
        <PostForm id={formId} action={routes.cabinet.password} csrf={csrf}>
          <PasswordField
            id="current"
            name="current"
            label={words.newPassword.current}
            error={errorOf('current')}
            autoComplete="current-password"
          />
          <PasswordField
            id="fresh"
            name="fresh"
            label={words.newPassword.fresh}
            error={errorOf('fresh')}
            autoComplete="new-password"
            rules
          />
          <PasswordField
            id="repeat"
            name="repeat"
            label={words.newPassword.repeat}
            error={errorOf('repeat')}
            autoComplete="new-password"
          />
          <Checkbox
            id="end-others"
            name="end-others"
            checked={isFirstTime || form.has('end-others')}
            required={false}
          >
            {words.newPassword.endOthers}
          </Checkbox>
          <Actions>
            <Button>{words.newPassword.save}</Button>
            <ButtonLink href={routes.cabinet.security}>{words.newPassword.back}</ButtonLink>
          </Actions>
        </PostForm>
      </Card>
    </>,
  )
}

/** Changes the password: what was typed is judged first, then the current one is checked, then all is saved at once. */
export async function changePassword(c: PortalContext, parts: Parts, signedIn: SignedIn, form: Form) {
  if (!isAllowed(visitOf(c).restriction, 'change-security')) return waitingPage(c, parts)
  const problems = await judge(parts, signedIn, form)
  if (problems.length > 0) return newPasswordPage(c, parts, form, { problems })
  const checked = await checkOwnPassword(parts, signedIn, form.text('current'), visitOf(c).reference)
  if (checked.is === 'no-match') {
    return newPasswordPage(c, parts, form, { problems: [{ field: 'current', problem: 'current-wrong' }] })
  }
  if (checked.is !== 'match') return newPasswordPage(c, parts, form, { refused: checked })
  const endOthers = form.has('end-others')
  const replaced = await replacePassword(
    c,
    parts,
    signedIn,
    checked.passwordId,
    form.text('fresh'),
    endOthers,
  )
  if (replaced === 'busy') return newPasswordPage(c, parts, form, { refused: { is: 'busy' } })
  if (replaced === 'limited') return c.redirect(routes.cabinet.password, 303)
  if (replaced === 'gone') return c.redirect(signInFor('newPassword', 'ended'), 303)
  visitOf(c).cookies.write(c, 'session', replaced.token)
  return c.redirect(`${routes.cabinet.security}?done=${endOthers ? 'password' : 'password-only'}`, 303)
}

async function judge(parts: Parts, signedIn: SignedIn, form: Form): Promise<Problem[]> {
  const [current, fresh] = [form.text('current'), form.text('fresh')]
  if (current === '') return [{ field: 'current', problem: 'password-empty' }]
  const profile = await readProfile(parts.database.reader, parts.keyring, signedIn.accountId)
  const words = personalWords({ ...profile, birthDates: birthDateHint(profile.iin) })
  const verdict = judgePassword(fresh, { words }, isCommonPassword)
  if (!verdict.ok) return verdict.problems.map((problem) => ({ field: 'fresh', problem }))
  if (fresh === current) return [{ field: 'fresh', problem: 'same-as-current' }]
  if (form.text('repeat') !== fresh) return [{ field: 'repeat', problem: 'repeat-differs' }]
  return []
}
