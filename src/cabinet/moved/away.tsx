import type { Language } from '../../domain/language.ts'
import { routes } from '../../routes.ts'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Form } from '../../ui/form.tsx'
import { objectHref } from './answers.ts'
import type { MovedWords } from './messages.ts'
import { OwnCaseCard } from './own-case.tsx'
import type { Moved } from './transfers.ts'

type AwayProps = { moved: Moved; words: MovedWords; language: Language; csrf: string; contact: string }

/** What the former holder reads, and the two answers, equally easy. */
export function Away(props: AwayProps) {
  const { moved, words: all, language, contact } = props
  const { state, canApprove, canObject } = moved
  const words = all.away
  const caseCard = (own: Parameters<typeof OwnCaseCard>[0]['own'], next?: string) => (
    <OwnCaseCard own={own} words={all} contact={contact} next={next} />
  )
  switch (state.is) {
    case 'objected':
      return (
        <>
          <p>{words.objected}</p>
          {caseCard(state.own, words.next)}
        </>
      )
    case 'confirmed':
      return (
        <>
          <p>{words.confirmed}</p>
          {caseCard(state.own)}
        </>
      )
    case 'undone':
      return <p>{words.undone}</p>
    case 'approved':
      return (
        <>
          <p>{words.approved(momentWords(language, state.at))}</p>
          {canObject && (
            <p>
              {words.changed} <a href={objectHref(moved.transfer.id)}>{words.object}</a>
            </p>
          )}
        </>
      )
    default:
      if (!canObject) return <p>{words.late}</p>
      return canApprove ? <Answers {...props} /> : <ObjectOnly {...props} />
  }
}

function Answers({ moved, words: all, language, csrf }: AwayProps) {
  const words = all.away
  const until = moved.state.is === 'waits' ? momentWords(language, moved.state.until) : ''
  return (
    <>
      <p>{words.choose}</p>
      <p>
        <b>{words.agreeTitle}</b> {words.agreeBody(until)}
      </p>
      <p>
        <b>{words.objectTitle}</b> {words.objectBody(momentWords(language, moved.objectUntil))}
      </p>
      <Form action={routes.cabinet.moved} csrf={csrf}>
        <input type="hidden" name="transfer" value={moved.transfer.id} />
        <Actions>
          <Button kind="secondary" name="answer" value="agree">
            {words.agree}
          </Button>
          <Button kind="secondary" name="answer" value="object">
            {words.object}
          </Button>
        </Actions>
      </Form>
    </>
  )
}

function ObjectOnly({ moved, words: all, language }: AwayProps) {
  const words = all.away
  return (
    <>
      <p>{moved.state.is === 'waits' ? words.limited : words.settled}</p>
      <p>{words.objectUntil(momentWords(language, moved.objectUntil))}</p>
      <ButtonLink href={objectHref(moved.transfer.id)}>{words.object}</ButtonLink>
    </>
  )
}
