import { audit } from '../../../account/audit.ts'
import { holdAccount } from '../../../account/bindings.ts'
import { confirmAddress, waitingAddress } from '../../../account/notice-addresses.ts'
import { activeRestriction, isAllowed } from '../../../account/restrictions.ts'
import type { SignedIn } from '../../../account/sessions.ts'
import type { Email } from '../../../domain/email.ts'
import type { Form } from '../../../http/form.ts'
import { page } from '../../../http/page.tsx'
import type { Parts } from '../../../http/parts.ts'
import { type PortalContext, visitOf } from '../../../http/visit.ts'
import { announce, forgetAddressTries, tryAddressCode } from '../../../notify/index.ts'
import { routes } from '../../../routes.ts'
import { BackLink } from '../../../ui/back-link.tsx'
import { Actions, Button, ButtonLink } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Field } from '../../../ui/field.tsx'
import { Form as PostForm } from '../../../ui/form.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type Refused, refusedStatus } from '../refusal.tsx'
import { addressWords, type CodeProblem } from './messages.ts'
import { AddressRefusal, type RefusalTitle, titleOf } from './refusal.tsx'
import { askForAddress } from './send.ts'
import { shownEmail } from './shown.ts'

const formId = 'address-code'

type Shown = {
  readonly typed?: string
  readonly problem?: CodeProblem
  readonly refused?: Refused | undefined
  readonly why?: RefusalTitle
}

/** The code from the mail, a new one, or another address. Where none waits, an address is asked for. */
export async function codePage(c: PortalContext, parts: Parts, { accountId }: SignedIn, shown: Shown) {
  const { language, csrf, restriction } = visitOf(c)
  if (!isAllowed(restriction, 'change-addresses')) return c.redirect(routes.cabinet.security, 303)
  const waiting = await waitingAddress(parts.database.reader, parts.keyring, accountId)
  if (!waiting) return c.redirect(routes.cabinet.address, 303)
  const words = addressWords(language)
  const { problem, refused } = shown
  const error = problem && words.problems[problem]
  const status = refused ? refusedStatus(c, refused) : error ? 422 : 200
  return page(
    c,
    parts,
    {
      title: words.codeTitle,
      here: 'addressCode',
      place: 'security',
      formId,
      hasProblem: status !== 200,
      status,
    },
    <>
      <BackLink href={routes.cabinet.security} />
      {error && <ErrorSummary problems={[{ message: error, fieldId: 'code' }]} />}
      {refused && (
        <AddressRefusal refused={refused} why={words[shown.why ?? 'manyTries']} language={language} />
      )}
      {status === 200 && c.req.query('resent') !== undefined && (
        <Notice kind="success" role="status">
          <p>{words.resent}</p>
        </Notice>
      )}
      <Heading lead={words.codeLead(shownEmail(waiting.email))}>{words.codeTitle}</Heading>
      <Card>
        <PostForm id={formId} action={routes.cabinet.addressCode} csrf={csrf}>
          <Field
            id="code"
            name="code"
            label={words.code}
            hint={words.codeHint}
            error={error}
            value={shown.typed}
            width="code"
            inputMode="numeric"
            autoComplete="one-time-code"
          />
          <Actions>
            <Button>{words.confirm}</Button>
          </Actions>
        </PostForm>
      </Card>
      <PostForm action={routes.cabinet.resendAddressCode} csrf={csrf}>
        <p class="hint">{words.notCome}</p>
        <Actions>
          <Button kind="secondary">{words.resend}</Button>
          <ButtonLink href={routes.cabinet.address}>{words.other}</ButtonLink>
        </Actions>
      </PostForm>
    </>,
  )
}

/** Takes the code: the try is counted first; a right one makes the address one that is told, and all hear of it. */
export async function confirmCode(c: PortalContext, parts: Parts, signedIn: SignedIn, form: Form) {
  const typed = form.text('code')
  const { accountId } = signedIn
  if (!isAllowed(visitOf(c).restriction, 'change-addresses')) return c.redirect(routes.cabinet.security, 303)
  const tried = await tryAddressCode(parts.database.reader, parts, { accountId, typed })
  switch (tried.is) {
    case 'nothing':
      return c.redirect(routes.cabinet.address, 303)
    case 'spent':
      return codePage(c, parts, signedIn, { typed, refused: { is: 'waiting', seconds: tried.waitSeconds } })
    case 'malformed':
      return codePage(c, parts, signedIn, { typed, problem: 'code-malformed' })
    case 'expired':
      return codePage(c, parts, signedIn, { typed, problem: 'code-expired' })
    case 'counted': {
      const outcome = await confirm(c, parts, accountId, tried)
      if (outcome === 'refused') return codePage(c, parts, signedIn, { typed, problem: 'code-wrong' })
      const done = outcome === 'confirmed' ? '?done=address' : ''
      return c.redirect(routes.cabinet.security + done, 303)
    }
  }
}

function confirm(
  c: PortalContext,
  parts: Parts,
  accountId: string,
  { email, code }: { email: Email; code: string },
): Promise<'confirmed' | 'refused' | 'limited'> {
  const { browser, reference } = visitOf(c)
  const now = parts.clock.now()
  return parts.database.inTransaction(async (tx) => {
    const outcome = await judge()
    await audit(tx, { type: 'notice-address', actor: 'citizen', accountId, outcome, reference })
    return outcome

    async function judge(): Promise<'confirmed' | 'refused' | 'limited'> {
      const isHeld = await holdAccount(tx, accountId)
      const restriction = await activeRestriction(tx, accountId, now)
      if (!isHeld || !isAllowed(restriction, 'change-addresses')) return 'limited'
      if (!(await confirmAddress(tx, parts.keyring, { accountId, email, code, now }))) return 'refused'
      await forgetAddressTries(tx, parts, { accountId, email })
      await announce(tx, parts, { accountId, kind: 'address-added', browser })
      return 'confirmed'
    }
  })
}

/** A further code to the address that waits; the earlier one stops working. */
export async function resendCode(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { accountId } = signedIn
  const waiting = await waitingAddress(parts.database.reader, parts.keyring, accountId)
  if (!waiting) return c.redirect(routes.cabinet.address, 303)
  const asked = await askForAddress(c, parts, accountId, waiting.email)
  if (asked.is === 'waiting') return codePage(c, parts, signedIn, { refused: asked, why: titleOf(asked) })
  return c.redirect(
    asked.is === 'sent' ? `${routes.cabinet.addressCode}?resent` : routes.cabinet.security,
    303,
  )
}
