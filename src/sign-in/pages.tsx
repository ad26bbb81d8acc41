import type { AgreementDocument } from '../domain/agreements.ts'
import { currentAgreements } from '../domain/agreements.ts'
import type { HelpSituation } from '../domain/help-situations.ts'
import type { Iin } from '../domain/iin.ts'
import { maskIin } from '../domain/masks.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { agreementFrom, helpFrom, routes, type SignInNotice } from '../routes.ts'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Field } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { OutLink } from '../ui/out-link.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { Stepper } from '../ui/stepper.tsx'
import { UnseenUsername } from '../ui/unseen-username.tsx'
import { type SignInProblem, signInWords } from './messages.ts'

export type IinPage = {
  readonly typed: string
  readonly ticked: readonly AgreementDocument[]
  readonly askConsents: boolean
  readonly problems: readonly { field: 'iin' | AgreementDocument; problem: SignInProblem }[]
  readonly returnTo: string
  readonly notice?: SignInNotice | 'new-here' | 'stale' | undefined
}

const formId = 'sign-in'

/** Step 1: the IIN and, where this browser does not remember them, both consents. */
export function iinPage(c: PortalContext, parts: Parts, shown: IinPage) {
  const { language, csrf } = visitOf(c)
  const words = signInWords(language)
  const errorOf = (field: string) => {
    const found = shown.problems.find((each) => each.field === field)
    return found && words.problems[found.problem]
  }
  const hasProblem = shown.problems.length > 0
  const advice = adviceOn(shown.problems.find(({ field }) => field === 'iin')?.problem)
  return page(
    c,
    parts,
    {
      title: words.title,
      here: 'iin',
      formId,
      hasProblem,
      status: hasProblem ? 422 : 200,
      description: words.lead,
    },
    <>
      <ErrorSummary
        problems={shown.problems.map(({ field, problem }) => ({
          message: words.problems[problem],
          fieldId: field,
        }))}
      />
      {shown.notice && <SignInNoticeBox words={words} notice={shown.notice} />}
      <Stepper at={1} of={2} />
      <Heading lead={words.lead}>{words.title}</Heading>
      <Form id={formId} action={routes.signIn.iin} csrf={csrf}>
        <input type="hidden" name="to" value={shown.returnTo} />
        {shown.askConsents && <input type="hidden" name="asked" value="yes" />}
        <Field
          id="iin"
          name="iin"
          label={words.iin}
          hint={words.iinHint}
          error={errorOf('iin')}
          value={shown.typed}
          inputMode="numeric"
          autoComplete="username"
          width="iin"
        />
        {advice && (
          <p>
            <a href={helpFrom('iin', advice)}>{words.iinHelp}</a>
          </p>
        )}
        {shown.askConsents &&
          currentAgreements.map(({ document, version }) => {
            const [before, link, after] = words[document]
            return (
              <Checkbox
                id={document}
                name={document}
                checked={shown.ticked.includes(document)}
                error={errorOf(document)}
                small
              >
                {before}
                <OutLink href={agreementFrom(document, version, 'iin')}>{link}</OutLink>
                {after}
              </Checkbox>
            )
          })}
        <Actions>
          <Button>{words.next}</Button>
        </Actions>
      </Form>
    </>,
  )
}

export type PasswordPage = {
  readonly iin: Iin
  readonly problem?: 'password-empty' | 'password-too-long' | 'no-match' | undefined
  readonly waitSeconds?: number | undefined
  readonly busy?: boolean | undefined
  readonly notice?: SignInNotice | 'stale' | undefined
}

/** Step 2: the password, the way back, and the way on for those who have none. */
export function passwordPage(c: PortalContext, parts: Parts, shown: PasswordPage) {
  const { language, csrf } = visitOf(c)
  const words = signInWords(language)
  const message = shown.problem && words.problems[shown.problem]
  const status = shown.busy ? 503 : shown.waitSeconds ? 429 : shown.problem ? 422 : 200
  return page(
    c,
    parts,
    { title: words.title, here: 'password', formId, hasProblem: status !== 200, status },
    <>
      {message && <ErrorSummary problems={[{ message, fieldId: 'password' }]} />}
      {shown.waitSeconds && <WaitNotice words={words} seconds={shown.waitSeconds} />}
      {shown.busy && (
        <Notice kind="warning" title={words.busyTitle} role="status">
          <p>{words.busy}</p>
        </Notice>
      )}
      {shown.notice && <SignInNoticeBox words={words} notice={shown.notice} />}
      <Stepper at={2} of={2} />
      <Heading lead={words.passwordLead}>{words.title}</Heading>
      <Form id={formId} action={routes.signIn.password} csrf={csrf}>
        <UnseenUsername value={shown.iin} label={words.forIin} />
        <PasswordField
          id="password"
          name="password"
          label={words.password}
          hint={`${words.forIin} ${maskIin(shown.iin)}`}
          error={message}
          autoComplete="current-password"
        />
        {shown.problem === 'no-match' && <p>{words.noMatchNext}</p>}
        <Actions>
          <Button>{words.enter}</Button>
          <ButtonLink href={routes.signIn.iin}>{words.back}</ButtonLink>
        </Actions>
      </Form>
      <Form action={routes.signIn.forgot} csrf={csrf}>
        <Button kind="quiet">{words.forgot}</Button>
      </Form>
      <Disclosure summary={words.firstVisitSummary}>
        <p>{words.firstVisit}</p>
      </Disclosure>
    </>,
  )
}

type Words = ReturnType<typeof signInWords>

/** The situation that helps with a wrong IIN; an empty field needs none. */
function adviceOn(problem: SignInProblem | undefined): HelpSituation | undefined {
  if (problem === undefined || problem === 'iin-empty') return undefined
  return problem === 'iin-is-bin' ? 'bin' : 'wrong-iin'
}

function SignInNoticeBox({ words, notice }: { words: Words; notice: NonNullable<IinPage['notice']> }) {
  if (notice === 'stale') {
    return (
      <Notice kind="warning" role="status">
        <p>
          {words.stale} {words.staleCookies}
        </p>
      </Notice>
    )
  }
  return (
    <Notice kind={successes.includes(notice) ? 'success' : 'info'} role="status">
      <p>{words.notices[notice]}</p>
    </Notice>
  )
}

const successes: readonly (SignInNotice | 'new-here')[] = [
  'signed-out',
  'password-set',
  'transferred',
  'withdrawn',
]

function WaitNotice({ words, seconds }: { words: Words; seconds: number }) {
  const time = seconds < 90 ? words.seconds(seconds) : words.minutes(Math.ceil(seconds / 60))
  return (
    <Notice kind="warning" title={words.waitTitle} role="status">
      <p>{words.wait(time)}</p>
      <p>{words.waitForgot}</p>
      <p>
        <a href={helpFrom('password', 'wait')}>{words.waitHelp}</a>
      </p>
    </Notice>
  )
}
