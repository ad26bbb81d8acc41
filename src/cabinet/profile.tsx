import { readProfile } from '../account/accounts.ts'
import { listConsents } from '../account/consents.ts'
import type { SignedIn } from '../account/sessions.ts'
import { isLanguage, languages } from '../domain/language.ts'
import { maskIin } from '../domain/masks.ts'
import { formatPhone } from '../domain/phone.ts'
import type { Form } from '../http/form.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { languageCookieSeconds } from '../http/submitted.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Actions, Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Form as PostForm } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Consents } from './consents/card.tsx'
import { consentsWords } from './consents/messages.ts'
import { cabinetWords } from './messages.ts'
import { setLanguage } from './queries.ts'

const formId = 'profile'

/** Name, masked IIN, number, and the language in which the person is spoken to. */
export async function profilePage(
  c: PortalContext,
  parts: Parts,
  signedIn: SignedIn,
  shown: { chosen?: string | undefined; hasProblem?: boolean } = {},
) {
  const { language, csrf } = visitOf(c)
  const words = cabinetWords(language).profile
  const profile = await readProfile(parts.database.reader, parts.keyring, signedIn.accountId)
  const consents = await listConsents(parts.database.reader, signedIn.accountId)
  const error = shown.hasProblem ? words.chooseLanguage : undefined
  return page(
    c,
    parts,
    {
      title: words.title,
      here: 'profile',
      place: 'profile',
      formId,
      ...(error ? { hasProblem: true, status: 422 } : {}),
    },
    <>
      {error && <ErrorSummary problems={[{ message: error, fieldId: 'speaks' }]} />}
      {c.req.query('withdrawn') !== undefined && (
        <Notice kind="success" role="status">
          <p>{consentsWords(language).done}</p>
        </Notice>
      )}
      {c.req.query('saved') !== undefined && (
        <Notice kind="success" role="status">
          <p>{words.saved}</p>
        </Notice>
      )}
      <Heading>{words.title}</Heading>
      <Card>
        <SummaryList
          rows={[
            { term: words.name, detail: profile.name || words.noName },
            { term: words.iin, detail: maskIin(profile.iin) },
            {
              term: words.phone,
              detail: profile.phone ? formatPhone(profile.phone) : words.noPhone,
            },
          ]}
        />
      </Card>
      <Card>
        <PostForm id={formId} action={routes.cabinet.profile} csrf={csrf}>
          <Radios
            id="speaks"
            name="speaks"
            legend={words.language}
            hint={words.languageHint}
            error={error}
            value={shown.chosen ?? profile.language}
            choices={languages.map((value) => ({ value, label: words.languages[value], lang: value }))}
          />
          <Actions>
            <Button>{words.save}</Button>
          </Actions>
        </PostForm>
      </Card>
      <Consents consents={consents} language={language} contact={parts.config.assistedContact} />
    </>,
  )
}

/** Saves the language of the account; this browser follows. */
export async function saveProfile(c: PortalContext, parts: Parts, signedIn: SignedIn, form: Form) {
  const speaks = form.text('speaks')
  if (!isLanguage(speaks)) return profilePage(c, parts, signedIn, { hasProblem: true })
  await parts.database.inTransaction((tx) => setLanguage(tx, signedIn.accountId, speaks))
  visitOf(c).cookies.write(c, 'language', speaks, languageCookieSeconds)
  return c.redirect(`${routes.cabinet.profile}?saved`, 303)
}
