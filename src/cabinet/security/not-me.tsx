import { audit } from '../../account/audit.ts'
import type { SignedIn } from '../../account/sessions.ts'
import { caseAbout, newestRecovered, openContest } from '../../cases/index.ts'
import { isOlderBrowser } from '../../http/older-browser.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes } from '../../routes.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { Actions, Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Contact } from '../../ui/contact.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Output } from '../../ui/output.tsx'
import { notMeWords } from './not-me-messages.ts'

/**
 * «Это не я» about a recovery or a transfer. Whoever is signed in knows the new password, so only a browser that the account trusted
 * before may contest here; all others read how it is done: with the previous password, an older app, or a person.
 */
export async function notMePage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { language, csrf } = visitOf(c)
  const words = notMeWords(language)
  const { reader } = parts.database
  const event = await newestRecovered(reader, parts, signedIn.accountId)
  const own = event && (await caseAbout(reader, event))
  const isOpen = own?.decision === null
  const mayContest = event && !own && (await isOlderBrowser(c, parts.database.reader, event))
  const hasWays = event && !own && !mayContest
  const isTransfer = event?.kind === 'transfer'
  const title = isTransfer ? words.transferTitle : words.title
  const lead = isTransfer ? words.transferLead : words.lead
  return page(
    c,
    parts,
    { title, here: 'notMe', place: 'security' },
    <>
      <BackLink href={routes.cabinet.feed} />
      <Heading lead={event ? lead(momentWords(language, event.at)) : words.nothing}>{title}</Heading>
      {own && (
        <Card>
          <p>{isOpen ? words.open : words.decided}</p>
          <Output label={words.number} value={own.number} group="none" />
        </Card>
      )}
      {mayContest && (
        <Form action={routes.cabinet.notMe} csrf={csrf}>
          <p>{words.consequence}</p>
          <Actions>
            <Button kind="danger">{words.notMe}</Button>
          </Actions>
        </Form>
      )}
      {hasWays && (
        <Card title={words.howTitle}>
          <p>{words.why}</p>
          <ul class="plain-steps">
            {words.ways.map((way) => (
              <li>{way}</li>
            ))}
          </ul>
        </Card>
      )}
      <p>
        {own ? words.whom : hasWays ? words.contact : words.questions}{' '}
        <Contact>{parts.config.assistedContact}</Contact>
      </p>
    </>,
  )
}

/** Opens the case, or shows the one that is open; from a younger browser nothing happens but a line in the audit. */
export async function contest(c: PortalContext, parts: Parts, { accountId }: SignedIn) {
  const { browser, reference } = visitOf(c)
  const event = await newestRecovered(parts.database.reader, parts, accountId)
  if (event && (await isOlderBrowser(c, parts.database.reader, event))) {
    await parts.database.inTransaction((tx) =>
      openContest(tx, parts, { event, openedBy: 'session', browser, reference }),
    )
  } else {
    const outcome = 'refused'
    await audit(parts.database.reader, { type: 'case.open', actor: 'citizen', accountId, outcome, reference })
  }
  return c.redirect(routes.cabinet.notMe, 303)
}
