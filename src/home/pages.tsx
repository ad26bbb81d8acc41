import { queueSystems } from '../domain/queue-system.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, routes, signInFor } from '../routes.ts'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Chip } from '../ui/card.tsx'
import { Choices } from '../ui/choices.tsx'
import { Section } from '../ui/heading.tsx'
import { Hero } from '../ui/hero.tsx'
import { homeWords } from './messages.ts'

/** What the portal is, in a sentence, the one button, and what it is good for. */
export function homePage(c: PortalContext, parts: Parts) {
  const { language, signedIn } = visitOf(c)
  const words = homeWords(language)
  const { feed, children, security } = routes.cabinet
  return page(
    c,
    parts,
    { title: words.title, here: 'home', description: words.lead },
    <>
      <Hero heading={words.heading} lead={words.lead}>
        <Actions>
          <ButtonLink kind="primary" href={signedIn ? feed : routes.signIn.iin}>
            {words.enter}
          </ButtonLink>
        </Actions>
        <p>
          {words.systems}{' '}
          {queueSystems.map((system) => (
            <>
              <Chip>{system}</Chip>{' '}
            </>
          ))}
        </p>
      </Hero>
      <Section heading={words.can} id="can">
        <Choices
          items={[
            { label: words.feed, href: signedIn ? feed : signInFor('feed') },
            {
              label: words.children,
              href: signedIn ? children : signInFor('children'),
            },
            {
              label: words.security,
              href: signedIn ? security : signInFor('security'),
            },
            { label: words.help, href: helpFrom('home') },
          ]}
        />
      </Section>
    </>,
  )
}
