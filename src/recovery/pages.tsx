import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Contact } from '../ui/contact.tsx'
import { Heading, Section } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { recoveryWords } from './messages.ts'

/** What recovery will be, and who helps until it exists: the same words for everybody. */
export function recoveryPage(c: PortalContext, parts: Parts) {
  const words = recoveryWords(visitOf(c).language)
  return page(
    c,
    parts,
    { title: words.title, here: 'recovery' },
    <>
      <Breadcrumbs
        items={[
          { label: words.home, href: routes.home },
          { label: words.cabinet, href: routes.signIn.iin },
          { label: words.title },
        ]}
      />
      <Heading lead={words.soonTitle}>{words.title}</Heading>
      <Notice kind="info" title={words.contact}>
        <p>{words.soon}</p>
        <p>
          <Contact>{parts.config.assistedContact}</Contact>
        </p>
      </Notice>
      <Section heading={words.willTitle} id="will">
        <ol class="plain-steps">
          {words.will.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <p>{words.prepare}</p>
      </Section>
      <Actions>
        <ButtonLink kind="primary" href={routes.signIn.iin}>
          {words.back}
        </ButtonLink>
      </Actions>
    </>,
  )
}
