import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { helpFrom, routes } from '../../routes.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { Contact } from '../../ui/contact.tsx'
import { momentWords } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { waitingWords } from './waiting-messages.ts'

/**
 * In limited mode the password waits too, also for whoever knows it: the one that was just recovered may be a
 * thief's, and a change of it would begin a chain that hides the recovery.
 */
export function waitingPage(c: PortalContext, parts: Parts) {
  const { language, restriction } = visitOf(c)
  const words = waitingWords(language)
  const until = restriction?.until
  return page(
    c,
    parts,
    { title: words.title, here: 'newPassword', place: 'security' },
    <>
      <BackLink href={routes.cabinet.security} />
      <EmptyState drawing="safe" heading={words.title} level={1}>
        <p>{until ? words.until(momentWords(language, until)) : words.untilDecided}</p>
        <p>{restriction?.reasons.includes('transfer') ? words.whyTransfer : words.why}</p>
        <p>
          {words.contact} <Contact>{parts.config.assistedContact}</Contact>
        </p>
        <p>
          <a href={helpFrom('newPassword')}>{words.help}</a>
        </p>
      </EmptyState>
    </>,
  )
}
