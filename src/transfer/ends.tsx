import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, routes } from '../routes.ts'
import { Actions, Button } from '../ui/button.tsx'
import { momentWords } from '../ui/dates.ts'
import { Form } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { Output } from '../ui/output.tsx'
import type { Transfer } from './flow.ts'
import { Assisted, formId, transferPage } from './frame.tsx'
import { helpTopics } from './help-topics.ts'
import { endWords } from './messages-of-ends.ts'

/** A register does not answer: the number under which the claim goes on, now or on another day. */
export function stoppedPage(c: PortalContext, parts: Parts, state: Transfer, isStale = false) {
  const { language, csrf } = visitOf(c)
  const words = endWords(language)
  return transferPage(
    c,
    parts,
    { title: words.stoppedTitle, here: 'transferStopped', isStale },
    <>
      <Heading lead={words.stoppedLead}>{words.stoppedTitle}</Heading>
      <p>
        <b>{words.caseNumber}</b>
      </p>
      <Output label={words.caseNumber} value={state.caseNumber ?? ''} group="none" />
      <p>{words.stoppedHow}</p>
      <Form id={formId} action={routes.transfer.stopped} csrf={csrf}>
        <Actions>
          <Button>{words.again}</Button>
          <Button kind="secondary" formAction={routes.transfer.cancel}>
            {words.leave}
          </Button>
        </Actions>
      </Form>
      <p>
        <a href={helpFrom('transferStopped', helpTopics.silent)}>{words.silentHelp}</a>
      </p>
      <Assisted say={words.contact} contact={parts.config.assistedContact} />
    </>,
  )
}

/** The move cannot be: somebody else was quicker, or an account is held. Nothing has changed. */
export function overPage(c: PortalContext, parts: Parts, state: Transfer, isStale = false) {
  const { language, csrf } = visitOf(c)
  const words = endWords(language)
  const isTaken = state.at === 'taken'
  const title = isTaken ? words.takenTitle : words.heldTitle
  const until = state.heldUntil
    ? words.heldUntil(momentWords(language, new Date(state.heldUntil)))
    : undefined
  return transferPage(
    c,
    parts,
    { title, here: 'transferFinish', isStale },
    <>
      <Heading lead={isTaken ? words.taken : words.held}>{title}</Heading>
      <Notice kind="info">
        <p>{isTaken ? words.takenNext : (until ?? words.heldDecided)}</p>
        <Assisted say={words.contact} contact={parts.config.assistedContact} />
      </Notice>
      <Form id={formId} action={routes.transfer.cancel} csrf={csrf}>
        <Actions>
          <Button kind="secondary">{words.back}</Button>
        </Actions>
      </Form>
    </>,
  )
}
