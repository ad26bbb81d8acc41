import type { FeedEvent } from '../../account/events.ts'
import type { OwnCase, RecoveredEvent } from '../../cases/index.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { wordNotice } from '../../notify/index.ts'
import { helpFrom, routes } from '../../routes.ts'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { Card, Row, Rows } from '../../ui/card.tsx'
import { Contact } from '../../ui/contact.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Form } from '../../ui/form.tsx'
import { Heading, Section } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Output } from '../../ui/output.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { contestWords } from './messages.ts'

/**
 * «Ваш пароль был изменён через недавно активированное приложение: это были Вы?», or the same of the code on paper, or of a
 * transfer, which has replaced the number too.
 */
export function questionPage(
  c: PortalContext,
  parts: Parts,
  { event, notice }: { event: RecoveredEvent; notice: 'stale' | undefined },
) {
  const { language, csrf } = visitOf(c)
  const words = contestWords(language)
  const { title, lead, question, consequence } = event.kind === 'transfer' ? words.transfer : words
  const { browser, network } = event
  const isPaper = event.kind === 'recovery' && event.bindingId === null
  return page(
    c,
    parts,
    { title, here: 'contest' },
    <>
      {notice && <Stale text={words.stale} />}
      <Heading lead={lead}>{isPaper ? words.withPaper : question}</Heading>
      <Card>
        <SummaryList
          rows={[
            { term: words.when, detail: momentWords(language, event.at) },
            { term: words.browser, detail: browser && browser !== 'unknown' ? browser : words.unknown },
            { term: words.network, detail: network ?? words.unknown },
          ]}
        />
      </Card>
      <p>{consequence}</p>
      <Form action={routes.signIn.contest} csrf={csrf}>
        <Actions>
          <Button kind="secondary" name="answer" value="mine">
            {words.mine}
          </Button>
          <Button kind="secondary" name="answer" value="not-mine">
            {words.notMine}
          </Button>
        </Actions>
      </Form>
    </>,
  )
}

export type CasePage = {
  readonly kind: RecoveredEvent['kind']
  readonly own: OwnCase
  readonly notice: 'stale' | undefined
  readonly isFrozen: boolean
  readonly mayFreeze: boolean
  /** What security told since the recovery or the transfer: both sides keep reading it. */
  readonly since: readonly FeedEvent[]
}

/** The case's number, what happens now, whom to ask, and for an older browser the freeze. */
export function casePage(c: PortalContext, parts: Parts, shown: CasePage) {
  const { language, csrf } = visitOf(c)
  const words = contestWords(language)
  const { own, isFrozen, mayFreeze, since } = shown
  const state = own.decision ?? (isFrozen ? 'frozen' : 'open')
  const states = shown.kind === 'transfer' ? { ...words.states, ...words.transfer.states } : words.states
  const title = own.decision ? words.decidedTitle : words.caseTitle
  return page(
    c,
    parts,
    { title, here: 'contest' },
    <>
      {shown.notice && <Stale text={words.stale} />}
      <Heading lead={states[state]}>{title}</Heading>
      <Card>
        <p>{words.caseNumber}</p>
        <Output label={words.caseNumber} value={own.number} group="none" />
        <p class="hint">{words.openedAt(momentWords(language, own.openedAt))}</p>
        <p>
          {words.contact} <Contact>{parts.config.assistedContact}</Contact>
        </p>
      </Card>
      {mayFreeze && (
        <Card title={words.freezeTitle} icon="lock">
          <p>{words.freezeBody}</p>
          <Form action={routes.signIn.contest} csrf={csrf}>
            <Button kind="danger" name="answer" value="freeze">
              {words.freeze}
            </Button>
          </Form>
        </Card>
      )}
      <Section heading={words.sinceTitle} id="since">
        <Rows>
          {since.flatMap((event) =>
            event.category === 'security'
              ? [
                  <Row
                    icon="shield"
                    title={wordNotice(event, language).title}
                    details={[
                      momentWords(language, event.at),
                      ...(event.browser && event.browser !== 'unknown' ? [event.browser] : []),
                    ]}
                  />,
                ]
              : [],
          )}
        </Rows>
      </Section>
      <Actions>
        <ButtonLink href={routes.signIn.iin}>{words.toSignIn}</ButtonLink>
        <ButtonLink href={helpFrom('contest')}>{words.help}</ButtonLink>
      </Actions>
    </>,
  )
}

function Stale({ text }: { text: string }) {
  return (
    <Notice kind="warning" role="status">
      <p>{text}</p>
    </Notice>
  )
}
