import { helpFrom, routes } from '../routes.ts'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Contact } from '../ui/contact.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { type ErrorStatus, httpWords } from './messages.ts'
import { page } from './page.tsx'
import type { Parts } from './parts.ts'
import { type PortalContext, visitOf } from './visit.ts'

/** What went wrong, what to do, whom to ask, and a number to name. Nothing of the inside is shown (ASVS 5.0 V16.5.1). */
export function errorPage(
  c: PortalContext,
  parts: Pick<Parts, 'assets' | 'config' | 'clock'>,
  status: ErrorStatus,
) {
  const { language, reference } = visitOf(c)
  const words = httpWords(language)
  const { title, body } = words.errors[status]
  if (status === 503) c.header('Retry-After', '5')
  return page(
    c,
    parts,
    { title, here: 'home', status },
    <EmptyState drawing={status === 404 ? 'lost' : 'offline'} heading={title} level={1}>
      <p>{body}</p>
      <p>
        {words.contact}: <Contact>{parts.config.assistedContact}</Contact>
      </p>
      {status >= 500 && (
        <p>
          {words.reference}: <b class="reference">{reference}</b>
        </p>
      )}
      <Actions>
        <ButtonLink kind="primary" href={routes.home}>
          {words.home}
        </ButtonLink>
        <ButtonLink href={helpFrom('home')}>{words.help}</ButtonLink>
      </Actions>
    </EmptyState>,
  )
}
