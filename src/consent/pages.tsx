import { type Agreement, currentAgreements } from '../domain/agreements.ts'
import type { Language } from '../domain/language.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { type ReturnPage, returnPages, routes } from '../routes.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { Contact } from '../ui/contact.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { consentWords } from './messages.ts'
import type { AgreementText, AgreementTexts } from './text.ts'

/** One version of an agreement, whole, with its date and the way back to where it was being accepted. */
export function agreementPage(
  c: PortalContext,
  parts: Parts,
  { agreement, texts, from }: { agreement: Agreement; texts: AgreementTexts; from: ReturnPage },
) {
  const { language } = visitOf(c)
  const words = consentWords(language)
  const text = texts[language]
  const { version } = agreement
  return page(
    c,
    parts,
    { title: text.title, here: from },
    <>
      <BackLink href={returnPages[from]} />
      <Heading lead={words.version(longDate(version, language), version)}>{text.title}</Heading>
      <Superseded agreement={agreement} current={currentAgreements} language={language} />
      <Text text={text} />
      <p>
        {words.contact}: <Contact>{parts.config.assistedContact}</Contact>
      </p>
      <Actions>
        <ButtonLink icon="back" href={returnPages[from]}>
          {from === 'iin' ? words.returnToSignIn : words.return}
        </ButtonLink>
      </Actions>
    </>,
  )
}

type SupersededProps = { agreement: Agreement; current: readonly Agreement[]; language: Language }

/** Says so when another version is in force. */
export function Superseded({ agreement, current, language }: SupersededProps) {
  const words = consentWords(language)
  const inForce = current.find(({ document }) => document === agreement.document)
  if (!inForce || inForce.version === agreement.version) return null
  return (
    <Notice kind="warning">
      <p>
        {words.earlier} <a href={routes.agreement(inForce.document, inForce.version)}>{words.inForce}</a>
      </p>
    </Notice>
  )
}

function Text({ text }: { text: AgreementText }) {
  return (
    <div class="words">
      <p>{text.opening}</p>
      {text.parts.map(({ heading, body }) => (
        <section class="words">
          <h2>{heading}</h2>
          {body.map((paragraph) =>
            typeof paragraph === 'string' ? (
              <p>{paragraph}</p>
            ) : (
              <ul>
                {paragraph.map((point) => (
                  <li>{point}</li>
                ))}
              </ul>
            ),
          )}
        </section>
      ))}
    </div>
  )
}

/** «1 ноября 2026 г.»: a version is named by the day it came into force. */
function longDate(version: string, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(version))
}
