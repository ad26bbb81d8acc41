import type { Language } from '../../domain/language.ts'
import { routes } from '../../routes.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { activationWords } from './messages.ts'

/** «Приложение ED24» in the feed: why to have it, and the way to the page that activates it. */
export function AppCard({ language, hasApp }: { language: Language; hasApp: boolean }) {
  const words = activationWords(language)
  return (
    <Card title={words.title} icon="device">
      <p>{hasApp ? words.cardHas : words.cardBody}</p>
      <ButtonLink href={routes.cabinet.activation}>{hasApp ? words.cardMore : words.cardAction}</ButtonLink>
    </Card>
  )
}
