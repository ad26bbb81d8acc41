import type { Language } from '../../domain/language.ts'
import { routes } from '../../routes.ts'
import { momentWords } from '../../ui/dates.ts'
import type { MovedWords } from './messages.ts'
import { OwnCaseCard } from './own-case.tsx'
import type { Moved } from './transfers.ts'

type HereProps = { moved: Moved; words: MovedWords; language: Language; contact: string }

/** What the new holder reads: what waits, until when, who can end it sooner, and how an objection stands. */
export function Here({ moved, words: all, language, contact }: HereProps) {
  const words = all.here
  const { state, side } = moved
  const isOwn = side === 'own'
  switch (state.is) {
    case 'waits':
      return (
        <>
          <p>{words.waits}</p>
          <p>{isOwn ? words.soonerOwn : side === 'new' ? words.soonerNone : words.sooner}</p>
          <p>
            <a href={routes.cabinet.notMe}>{words.notMe}</a>
          </p>
        </>
      )
    case 'approved':
      return <p>{words.approved(momentWords(language, state.at))}</p>
    case 'settled':
      return <p>{words.settled}</p>
    case 'objected':
      return (
        <>
          <p>{side === 'here' ? words.objected : words.ownObjected}</p>
          <OwnCaseCard own={state.own} words={all} contact={contact} next={words.next} />
        </>
      )
    case 'confirmed':
      return <p>{words.confirmed}</p>
    case 'undone':
      return <p>{words.undone}</p>
  }
}
