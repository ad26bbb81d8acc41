import { listEvents } from '../../account/events.ts'
import type { SignedIn } from '../../account/sessions.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { noticeStates } from '../../notify/index.ts'
import { routes } from '../../routes.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Feed } from '../../ui/feed.tsx'
import { Heading } from '../../ui/heading.tsx'
import { feedDays } from '../wording.ts'
import { securityWords } from './messages.ts'

const most = 100

/** The last hundred security events of the account. */
export async function historyPage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { database, keyring, clock } = parts
  const { language } = visitOf(c)
  const words = securityWords(language).security
  const events = await listEvents(database.reader, keyring, signedIn.accountId, {
    limit: most,
    only: 'security',
  })
  const states = await noticeStates(
    database.reader,
    events.map(({ id }) => id),
  )
  return page(
    c,
    parts,
    { title: words.historyTitle, here: 'history', place: 'security' },
    <>
      <BackLink href={routes.cabinet.security} />
      <Heading>{words.historyTitle}</Heading>
      {events.length === 0 && (
        <EmptyState drawing="safe" heading={words.historyEmpty}>
          <p>{words.historyBody}</p>
        </EmptyState>
      )}
      <Feed days={feedDays(events, language, clock.now(), states)} />
    </>,
  )
}
