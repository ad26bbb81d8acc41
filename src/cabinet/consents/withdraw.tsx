import { readProfile } from '../../account/accounts.ts'
import { endCabinetActivations } from '../../account/activations.ts'
import { audit } from '../../account/audit.ts'
import { listConsents, withdrawConsent } from '../../account/consents.ts'
import { rememberedConsents } from '../../account/remembered-consents.ts'
import { endOtherSessions, type SignedIn } from '../../account/sessions.ts'
import type { AgreementDocument } from '../../domain/agreements.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { announce, stopInforming } from '../../notify/index.ts'
import { routes, signInFor } from '../../routes.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { consentsWords } from './messages.ts'

const formId = 'withdraw'
const cookieSeconds = 31_536_000

/** Asks once more, and says what will be otherwise. */
export async function withdrawPage(
  c: PortalContext,
  parts: Parts,
  { accountId }: SignedIn,
  document: AgreementDocument,
) {
  const { language, csrf } = visitOf(c)
  const words = consentsWords(language)
  const isLiability = document === 'liability'
  const title = isLiability ? words.askLiability : words.askContacts
  const consents = await listConsents(parts.database.reader, accountId)
  const isInForce = consents.some((each) => each.document === document && !each.withdrawnAt)
  return page(
    c,
    parts,
    { title, here: isLiability ? 'withdrawLiability' : 'withdrawContacts', place: 'profile', formId },
    <>
      <BackLink href={routes.cabinet.profile} />
      <Heading>{title}</Heading>
      {isInForce ? (
        <>
          <div class="words">
            <ul>
              {(isLiability ? words.afterLiability : words.afterContacts).map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </div>
          <Form id={formId} action={routes.cabinet.withdraw(document)} csrf={csrf}>
            <Actions>
              <Button kind="danger">{words.confirm}</Button>
              <ButtonLink href={routes.cabinet.profile}>{words.keep}</ButtonLink>
            </Actions>
          </Form>
        </>
      ) : (
        <Notice>
          <p>{words.nothing}</p>
        </Notice>
      )}
    </>,
  )
}

/**
 * Withdraws a consent (law 94-V). Without `contacts` only what guards the account still goes to phones; without
 * `liability` nobody is signed in. Either way the next sign-in asks again, in this browser from its first step.
 */
export async function withdraw(
  c: PortalContext,
  parts: Parts,
  { accountId }: SignedIn,
  document: AgreementDocument,
) {
  const { browser, reference, cookies } = visitOf(c)
  const { database, keyring, clock } = parts
  const isLiability = document === 'liability'
  const withdrawn = await database.inTransaction(async (tx) => {
    if (!(await withdrawConsent(tx, clock, accountId, document))) return false
    await announce(tx, parts, { accountId, kind: 'consent-withdrawn', browser })
    if (isLiability) await endCabinetActivations(tx, accountId, clock.now())
    const detail = isLiability
      ? { sessions: await endOtherSessions(tx, clock, accountId, undefined, 'person') }
      : { stopped: await stopInforming(tx, accountId) }
    await audit(tx, {
      type: 'consent.withdraw',
      actor: 'citizen',
      accountId,
      outcome: document,
      reference,
      detail,
    })
    return true
  })
  if (!withdrawn) return c.redirect(routes.cabinet.profile, 303)
  const { iin } = await readProfile(database.reader, keyring, accountId)
  cookies.write(
    c,
    'consents',
    rememberedConsents(keyring, cookies.read(c, 'consents')).without(iin),
    cookieSeconds,
  )
  if (!isLiability) return c.redirect(`${routes.cabinet.profile}?withdrawn`, 303)
  cookies.clear(c, 'session')
  c.header('Clear-Site-Data', '"cache"')
  return c.redirect(signInFor('feed', 'withdrawn'), 303)
}
