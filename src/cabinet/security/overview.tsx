import { bindingsOfAccount } from '../../account/bindings.ts'
import { noticeAddresses } from '../../account/notice-addresses.ts'
import { printedCodeMadeAt } from '../../account/printed-codes.ts'
import { isAllowed } from '../../account/restrictions.ts'
import { listSessions, type SessionListing, type SignedIn } from '../../account/sessions.ts'
import type { Language } from '../../domain/language.ts'
import { maskAddress } from '../../domain/masks.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes } from '../../routes.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Card, Chip, Row, Rows } from '../../ui/card.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Form } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Addresses } from './addresses/card.tsx'
import { addressWords } from './addresses/messages.ts'
import { appWords } from './app-messages.ts'
import { Apps } from './apps.tsx'
import { type SecurityWords, securityWords } from './messages.ts'
import { printedCodeWords } from './printed-code-messages.ts'

/** Security: the password, where the account is open, what has happened. */
export async function securityPage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { language, csrf, restriction } = visitOf(c)
  const words = securityWords(language)
  const { security } = words
  const sessions = await listSessions(parts.database.reader, parts, signedIn.accountId)
  const apps = await bindingsOfAccount(parts.database.reader, signedIn.accountId)
  const madeAt = await printedCodeMadeAt(parts.database.reader, signedIn.accountId)
  const addresses = await noticeAddresses(parts.database.reader, parts.keyring, signedIn.accountId)
  const printed = printedCodeWords(language)
  const asked = c.req.query('done')
  const done = doneWords(language, asked)
  return page(
    c,
    parts,
    { title: security.title, here: 'security', place: 'security' },
    <>
      {done && (
        <Notice kind="success" role="status">
          <p>{done}</p>
        </Notice>
      )}
      <Heading>{security.title}</Heading>
      <Card title={security.sessionsTitle} icon="device">
        <Rows>
          {sessions.map((session) => (
            <SessionRow
              session={session}
              isThis={session.publicId === signedIn.publicId}
              {...{ language, words, csrf }}
            />
          ))}
        </Rows>
        {sessions.length > 1 ? (
          <Form action={routes.cabinet.endOtherSessions} csrf={csrf}>
            <Button kind="danger">{security.endOthers}</Button>
          </Form>
        ) : (
          <p class="hint">{security.onlyThis}</p>
        )}
      </Card>
      <Apps
        apps={apps}
        now={parts.clock.now()}
        mayChange={isAllowed(restriction, 'change-installations')}
        {...{ language, csrf }}
      />
      {parts.config.mail && (
        <Addresses
          addresses={addresses}
          mayChange={isAllowed(restriction, 'change-addresses')}
          most={parts.limits.addresses.perAccount.addresses}
          {...{ language, csrf }}
        />
      )}
      <Card title={security.passwordTitle} icon="key">
        <p>{security.passwordBody}</p>
        <ButtonLink href={routes.cabinet.password}>{security.change}</ButtonLink>
      </Card>
      <Card title={printed.title} icon="document">
        <p>{madeAt ? printed.has(momentWords(language, madeAt)) : printed.lead}</p>
        <ButtonLink href={routes.cabinet.printedCode}>{printed.open}</ButtonLink>
      </Card>
      <Card title={security.historyTitle} icon="shield">
        <p>{security.historyBody}</p>
        <ButtonLink href={routes.cabinet.history}>{security.history}</ButtonLink>
      </Card>
    </>,
  )
}

type SessionRowProps = {
  session: SessionListing
  isThis: boolean
  language: Language
  words: SecurityWords
  csrf: string
}

function SessionRow({ session, isThis, language, words, csrf }: SessionRowProps) {
  const { security } = words
  const network = maskAddress(session.address)
  const name = session.browser === 'unknown' ? security.unknownBrowser : session.browser
  return (
    <Row
      icon="browser"
      title={name}
      details={[
        security.since(momentWords(language, session.createdAt)),
        security.seen(momentWords(language, session.seenAt)),
        ...(network ? [security.network(network)] : []),
      ]}
      aside={isThis && <Chip tone="good">{security.thisBrowser}</Chip>}
    >
      {!isThis && (
        <Form action={routes.cabinet.endSession} csrf={csrf}>
          <input type="hidden" name="session" value={session.publicId} />
          <Button kind="secondary" about={name}>
            {security.end}
          </Button>
        </Form>
      )}
    </Row>
  )
}

function doneWords(language: Language, done: string | undefined): string | undefined {
  const { security } = securityWords(language)
  switch (done) {
    case 'app':
      return appWords(language).removed
    case 'address':
      return addressWords(language).added
    case 'address-removed':
      return addressWords(language).removed
    case 'session':
      return security.ended
    case 'others':
      return security.endedOthers
    case 'password':
      return security.changed
    case 'password-only':
      return security.changedKept
    default:
      return undefined
  }
}
