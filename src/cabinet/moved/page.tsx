import type { SignedIn } from '../../account/sessions.ts'
import type { Language } from '../../domain/language.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes } from '../../routes.ts'
import { Contact } from '../../ui/contact.tsx'
import { momentWords } from '../../ui/dates.ts'
import { Heading, Section } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SummaryList, type SummaryRow } from '../../ui/summary-list.tsx'
import { Away } from './away.tsx'
import { Here } from './here.tsx'
import { type MovedWords, movedWords } from './messages.ts'
import { type Moved, readMoved } from './transfers.ts'

/**
 * What was transferred away from this account, or to it, and the former holder's answers. The only page of an account that a
 * transfer has left without children.
 */
export async function movedPage(c: PortalContext, parts: Parts, { accountId }: SignedIn, notice?: 'stale') {
  const { language, csrf, restriction } = visitOf(c)
  const words = movedWords(language)
  const all = await readMoved(parts.database.reader, parts, accountId)
  const isShut = restriction?.kind === 'closed'
  const [first] = all
  if (!first && !isShut) return c.redirect(routes.cabinet.feed, 303)
  const contact = parts.config.assistedContact
  const shown = (moved: Moved) => <Shown {...{ moved, words, language, csrf, contact }} />
  const title = first && all.length === 1 ? titleOf(words, first) : words.title
  return page(
    c,
    parts,
    { title, here: 'moved', ...(isShut ? {} : { place: 'children' as const }) },
    <>
      {notice && (
        <Notice kind="warning" role="status">
          <p>{words.stale}</p>
        </Notice>
      )}
      <Heading>{title}</Heading>
      {all.length === 1
        ? all.map(shown)
        : all.map((moved) => (
            <Section heading={titleOf(words, moved)} id={`moved-${moved.transfer.id}`}>
              {shown(moved)}
            </Section>
          ))}
      {isShut && <Shut first={first} {...{ words, language, contact }} />}
    </>,
  )
}

type ShownProps = { moved: Moved; words: MovedWords; language: Language; csrf: string; contact: string }

function Shown(props: ShownProps) {
  const { moved, words, language } = props
  const { state, side } = moved
  const rows: SummaryRow[] = [
    ...(moved.child ? [{ term: words.child, detail: moved.child }] : []),
    { term: words.when, detail: momentWords(language, moved.transfer.doneAt) },
    ...(side === 'away' ? [{ term: words.whom, detail: words.representative }] : []),
    ...(side !== 'away' && state.is === 'waits'
      ? [{ term: words.here.until, detail: momentWords(language, state.until) }]
      : []),
  ]
  return (
    <>
      <SummaryList rows={rows} />
      {side === 'own' && <p>{words.here.ownBody}</p>}
      {side === 'away' ? <Away {...props} /> : <Here {...props} />}
    </>
  )
}

/** Why nothing else opens, and until when this page does. */
function Shut({
  first,
  words,
  language,
  contact,
}: {
  first: Moved | undefined
  words: MovedWords
  language: Language
  contact: string
}) {
  return (
    <>
      <p class="hint">
        {first?.canObject ? words.away.shut(momentWords(language, first.objectUntil)) : words.away.shutOnly}
      </p>
      <p class="hint">
        {words.questions} <Contact>{contact}</Contact>
      </p>
    </>
  )
}

function titleOf(words: MovedWords, { side }: Moved): string {
  if (side === 'away') return words.away.title
  return side === 'own' ? words.here.own : words.here.title
}
