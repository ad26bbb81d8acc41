import type { SignedIn } from '../../account/sessions.ts'
import type { Form } from '../../http/form.ts'
import { page } from '../../http/page.tsx'
import type { Parts } from '../../http/parts.ts'
import { type PortalContext, visitOf } from '../../http/visit.ts'
import { routes } from '../../routes.ts'
import { BackLink } from '../../ui/back-link.tsx'
import { Actions, Button, ButtonLink } from '../../ui/button.tsx'
import { Form as PostForm } from '../../ui/form.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Notice } from '../../ui/notice.tsx'
import { movedWords } from './messages.ts'
import { findAway } from './transfers.ts'

/** Before an objection: what it brings about for both sides. */
export async function objectPage(
  c: PortalContext,
  parts: Parts,
  { accountId }: SignedIn,
  typed: Form,
  notice?: 'stale',
) {
  const { language, csrf, restriction } = visitOf(c)
  const words = movedWords(language)
  const id = typed.text('transfer') || (c.req.query('transfer') ?? '')
  const moved = await findAway(parts.database.reader, parts, accountId, id)
  if (!moved?.canObject) return c.redirect(routes.cabinet.moved, 303)
  const isShut = restriction?.kind === 'closed'
  return page(
    c,
    parts,
    { title: words.object.title, here: 'moved', ...(isShut ? {} : { place: 'children' as const }) },
    <>
      <BackLink href={routes.cabinet.moved} />
      {notice && (
        <Notice kind="warning" role="status">
          <p>{words.stale}</p>
        </Notice>
      )}
      <Heading lead={moved.child ? words.object.lead(moved.child) : undefined}>{words.object.title}</Heading>
      <div class="words">
        <p>{words.object.untilThen}</p>
        <ul>
          {words.object.consequences.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </div>
      <PostForm action={routes.cabinet.object} csrf={csrf}>
        <input type="hidden" name="transfer" value={moved.transfer.id} />
        <Actions>
          <Button>{words.object.confirm}</Button>
          <ButtonLink href={routes.cabinet.moved}>{words.object.cancel}</ButtonLink>
        </Actions>
      </PostForm>
    </>,
  )
}
