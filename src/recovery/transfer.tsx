import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Contact } from '../ui/contact.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { recoveryWords } from './messages.ts'

/** What updating the number will be, and who helps until it exists: the same words for everybody. */
export function transferPage(c: PortalContext, parts: Parts) {
  const words = recoveryWords(visitOf(c).language)
  const say = words.transfer
  return page(
    c,
    parts,
    { title: say.title, here: 'transfer' },
    <>
      <Breadcrumbs
        items={[
          { label: words.home, href: routes.home },
          { label: words.cabinet, href: routes.signIn.iin },
          { label: words.title, href: routes.recovery.page },
          { label: say.title },
        ]}
      />
      <Heading lead={say.soonTitle}>{say.title}</Heading>
      <p>{say.soon}</p>
      <Notice kind="info" title={say.contact}>
        <p>
          <Contact>{parts.config.assistedContact}</Contact>
        </p>
      </Notice>
      <p>{say.prepare}</p>
      <Actions>
        <ButtonLink kind="primary" href={routes.recovery.page}>
          {say.back}
        </ButtonLink>
      </Actions>
    </>,
  )
}
