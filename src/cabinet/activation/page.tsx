import { readProfile } from '../../account/accounts.ts'
import { type OpenActivation, openActivation } from '../../account/activations.ts'
import type { SignedIn } from '../../account/sessions.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { helpFrom, routes } from '../../routes.ts'
import { Activated } from '../../ui/activated.tsx'
import { BackLink } from '../../ui/back-link.tsx'
import { Actions, ButtonLink } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Contact } from '../../ui/contact.tsx'
import { timeWords } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Output } from '../../ui/output.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { activationWords } from './messages.ts'
import { sinceOf, wasUsedSince } from './used.ts'

/**
 * «Приложение ED24»: the one-time password and the QR code, soon after the password was typed. The page notices by
 * itself that they were used; without scripts a link looks again. `since` in the address is when it was first shown.
 */
export async function activationPage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { database, keyring, clock, config } = parts
  const { language, browser, restriction } = visitOf(c)
  const words = activationWords(language)
  const { accountId } = signedIn
  const since = sinceOf(c, clock.now())
  const frame = (body: Parameters<typeof page>[3]) =>
    page(
      c,
      parts,
      { title: words.title, here: 'activation', place: 'feed' },
      <>
        <BackLink href={routes.cabinet.feed} />
        {body}
      </>,
    )

  if (await wasUsedSince(database.reader, accountId, since)) {
    return frame(
      <>
        <Notice kind="success" role="status">
          <p>{words.done}</p>
        </Notice>
        <Heading lead={restriction ? words.doneLimited : words.doneLead}>{words.title}</Heading>
        <Actions>
          <ButtonLink kind="primary" href={routes.cabinet.security}>
            {words.toApps}
          </ButtonLink>
          <ButtonLink href={routes.cabinet.activation}>{words.another}</ButtonLink>
        </Actions>
      </>,
    )
  }
  const { iin, phone } = await readProfile(database.reader, keyring, accountId)
  if (!phone) {
    return frame(
      <EmptyState drawing="install" heading={words.noNumber} level={1}>
        <p>{words.noNumberBody}</p>
        <p>
          {words.contact} <Contact>{config.assistedContact}</Contact>
        </p>
      </EmptyState>,
    )
  }
  const activation = await openActivation(database.reader, parts, {
    accountId,
    phoneIndex: keyring.index('phone', phone),
    iin,
    browser,
    madeThrough: 'cabinet',
  })
  const again = `${routes.cabinet.activation}?since=${since.getTime()}`
  return frame(
    <>
      <Heading lead={words.lead}>{words.title}</Heading>
      {restriction && (
        <Notice kind="warning">
          <p>{words.limited}</p>
        </Notice>
      )}
      <Activated src={`${routes.cabinet.activationLive}?since=${since.getTime()}`} done={again} />
      <Secrets activation={activation} origin={config.publicOrigin} {...{ words, language }} />
      <Card>
        <p>{words.waiting}</p>
        <Actions>
          <ButtonLink href={again}>{words.look}</ButtonLink>
        </Actions>
        <p class="hint">
          <a href={helpFrom('activation')}>{words.help}</a>
        </p>
      </Card>
    </>,
  )
}

type SecretsProps = {
  activation: OpenActivation
  origin: string
  words: ReturnType<typeof activationWords>
  language: ReturnType<typeof visitOf>['language']
}

/** Three steps: the app, the number, the secret in whichever of its three forms is at hand. */
function Secrets({ activation, origin, words, language }: SecretsProps) {
  const app = `${origin}/ed24/`
  // In the fragment, which no server sees and no log keeps.
  const link = `${app}#activate=${activation.token}`
  return (
    <Card>
      <ol class="plain-steps">
        <li>
          {words.install} <a href={app}>{words.app}</a>
        </li>
        <li>{words.number}</li>
        <li>{words.secret}</li>
      </ol>
      <QrCode text={link} label={words.qr} />
      <p>
        <b>{words.password}</b>
      </p>
      <Output label={words.password} value={activation.password} group={3} size="long" />
      <p class="hint">{words.until(timeWords(language, activation.expiresAt))}</p>
      <Actions>
        <ButtonLink href={link}>{words.open}</ButtonLink>
      </Actions>
    </Card>
  )
}
