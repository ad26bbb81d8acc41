import { listEvents, markRead } from '../account/events.ts'
import type { SignedIn } from '../account/sessions.ts'
import type { Form } from '../http/form.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Actions, Button, ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Feed } from '../ui/feed.tsx'
import { Form as PostForm } from '../ui/form.tsx'
import { Heading } from '../ui/heading.tsx'
import { AppCard } from './activation/card.tsx'
import { cabinetWords } from './messages.ts'
import { feedDays } from './wording.ts'

/** A page of the longest events, each with its action and the states of its notices, stays under 14 KB. */
const pageSize = 5

/** «Лента событий»: newest first, by days; older ones behind a link; new ones come by themselves. */
export async function feedPage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { database, keyring, clock } = parts
  const { language, csrf } = visitOf(c)
  const words = cabinetWords(language).feed
  const before = readCursor(c.req.query('before'))
  const found = await listEvents(database.pageReader, keyring, signedIn.accountId, {
    limit: pageSize + 1,
    before,
  })
  const events = found.slice(0, pageSize)
  const last = events.at(-1)
  const older =
    last && found.length > pageSize
      ? `${routes.cabinet.feed}?before=${last.at.getTime()}_${last.id}`
      : undefined
  const now = clock.now()
  const isFirst = before === undefined
  return page(
    c,
    parts,
    { title: words.title, here: 'feed', place: 'feed' },
    <>
      <Heading>{words.title}</Heading>
      {signedIn.unread > 0 && isFirst && (
        <PostForm action={routes.cabinet.read} csrf={csrf}>
          <input type="hidden" name="until" value={now.toISOString()} />
          <Button kind="quiet">{words.markRead}</Button>
        </PostForm>
      )}
      {isFirst && !signedIn.hasApp && <AppCard language={language} hasApp={false} />}
      {events.length === 0 && (
        <div data-nothing="">
          <EmptyState drawing="feed" heading={isFirst ? words.empty : words.noneEarlier}>
            {isFirst && <p>{words.emptyBody}</p>}
          </EmptyState>
        </div>
      )}
      <Feed
        days={feedDays(events, language, now)}
        live={isFirst ? `${routes.cabinet.live}?since=${now.getTime()}` : undefined}
      />
      {isFirst && signedIn.hasApp && <AppCard language={language} hasApp />}
      {(older || !isFirst) && (
        <Actions>
          {!isFirst && <ButtonLink href={routes.cabinet.feed}>{words.newest}</ButtonLink>}
          {older && <ButtonLink href={older}>{words.older}</ButtonLink>}
        </Actions>
      )}
    </>,
  )
}

/** Marks what the page had shown as read; what came later stays unread. */
export async function readAll(c: PortalContext, parts: Parts, signedIn: SignedIn, form: Form) {
  const shown = new Date(form.text('until')).getTime()
  // What a database can keep ends sooner than what a form can say; nothing was shown after now.
  if (shown > 0) {
    const until = new Date(Math.min(shown, parts.clock.now().getTime()))
    await parts.database.inTransaction((tx) => markRead(tx, parts.clock, signedIn.accountId, until))
  }
  return c.redirect(routes.cabinet.feed, 303)
}

/** `<milliseconds>_<uuid>`: where the page before ended. Anything else is the first page. */
function readCursor(text: string | undefined): { at: Date; id: string } | undefined {
  const parts = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '')
  return parts?.[1] && parts[2] ? { at: new Date(Number(parts[1])), id: parts[2] } : undefined
}
