import type { Consent } from '../../account/consents.ts'
import { agreementDocuments } from '../../domain/agreements.ts'
import type { Language } from '../../domain/language.ts'
import { agreementFrom, routes } from '../../routes.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Card, Chip, Row, Rows } from '../../ui/card.tsx'
import { Contact } from '../../ui/contact.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { consentsWords } from './messages.ts'

/** Each sign-in with the boxes in a new browser is a consent: a page shows the newest, an export all. */
const mostEarlier = 4

type Props = { consents: readonly Consent[]; language: Language; contact: string }
const languageNames: Record<Language, string> = { kk: 'қазақша', ru: 'русский', en: 'English' }

/** The log of consents: which document, version, language, when; what is in force can be withdrawn. */
export function Consents({ consents, language, contact }: Props) {
  const words = consentsWords(language)
  const newest = agreementDocuments.flatMap(
    (document) => consents.find((each) => each.document === document) ?? [],
  )
  const earlier = consents.filter((each) => !newest.includes(each))
  return (
    <Card title={words.title} icon="document">
      {newest.length === 0 && <p>{words.none}</p>}
      {newest.length > 0 && (
        <Rows>
          {newest.map((consent) => (
            <ConsentRow consent={consent} language={language} />
          ))}
        </Rows>
      )}
      {earlier.length > 0 && (
        <Disclosure summary={words.earlier}>
          <ul>
            {earlier.slice(0, mostEarlier).map((consent) => (
              <li>
                {words.documents[consent.document]}. {detailsOf(consent, language).join('. ')}
              </li>
            ))}
          </ul>
          {earlier.length > mostEarlier && <p>{words.more(earlier.length - mostEarlier)}</p>}
        </Disclosure>
      )}
      <p class="hint">
        {words.whole} <Contact>{contact}</Contact>
      </p>
    </Card>
  )
}

function ConsentRow({ consent, language }: { consent: Consent; language: Language }) {
  const words = consentsWords(language)
  const { document, version, withdrawnAt } = consent
  const name = words.documents[document]
  const [edition, ...rest] = detailsOf(consent, language)
  return (
    <Row
      icon={document === 'contacts' ? 'bell' : 'document'}
      title={name}
      details={[<a href={agreementFrom(document, version, 'profile')}>{edition}</a>, ...rest]}
      aside={withdrawnAt ? <Chip>{words.ended}</Chip> : <Chip tone="good">{words.inForce}</Chip>}
    >
      {!withdrawnAt && (
        <ButtonLink href={routes.cabinet.withdraw(document)}>
          {words.withdraw}
          <span class="unseen">: {name}</span>
        </ButtonLink>
      )}
    </Row>
  )
}

function detailsOf({ version, language: spoken, acceptedAt, withdrawnAt }: Consent, language: Language) {
  const words = consentsWords(language)
  return [
    words.version(version),
    words.accepted(momentWords(language, acceptedAt), languageNames[spoken]),
    ...(withdrawnAt ? [words.withdrawn(momentWords(language, withdrawnAt))] : []),
  ]
}
