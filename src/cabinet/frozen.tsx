import type { SignedIn } from '../account/sessions.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, routes } from '../routes.ts'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Contact } from '../ui/contact.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { frozenWords } from './frozen-messages.ts'
import { openCaseNumber } from './queries.ts'

/** All that a frozen account opens: why, what happens next, whom to ask. */
export async function frozenPage(c: PortalContext, parts: Parts, { accountId }: SignedIn) {
  const { language, restriction } = visitOf(c)
  if (restriction?.kind !== 'frozen') return c.redirect(routes.cabinet.feed, 303)
  const words = frozenWords(language)
  const number = await openCaseNumber(parts.database.reader, accountId)
  return page(
    c,
    parts,
    { title: words.title, here: 'frozen' },
    <EmptyState drawing="safe" heading={words.title} level={1}>
      <p>{words.why}</p>
      <p>{words.next}</p>
      {number && (
        <p>
          {words.number}: <b class="reference">{number}</b>
        </p>
      )}
      <p>
        {words.contact} <Contact>{parts.config.assistedContact}</Contact>
      </p>
      <Actions>
        <ButtonLink kind="primary" href={helpFrom('frozen')}>
          {words.help}
        </ButtonLink>
      </Actions>
    </EmptyState>,
  )
}
