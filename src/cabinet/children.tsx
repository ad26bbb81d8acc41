import type { SignedIn } from '../account/sessions.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, routes } from '../routes.ts'
import { Card, Chip, Row, Rows } from '../ui/card.tsx'
import { dateWords } from '../ui/dates.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Heading } from '../ui/heading.tsx'
import { cabinetWords } from './messages.ts'
import { readMoved } from './moved/transfers.ts'
import { listChildren } from './queries.ts'

/** The children who stand under this account: queue or kindergarten, since when, in which system. */
export async function childrenPage(c: PortalContext, parts: Parts, signedIn: SignedIn) {
  const { language } = visitOf(c)
  const words = cabinetWords(language).children
  const children = await listChildren(parts.database.reader, parts.keyring, signedIn.accountId)
  const moved = await readMoved(parts.database.reader, parts, signedIn.accountId)
  return page(
    c,
    parts,
    { title: words.title, here: 'children', place: 'children' },
    <>
      <Heading>{words.title}</Heading>
      {children.length === 0 ? (
        <EmptyState drawing="children" heading={words.empty}>
          <p>{words.emptyBody}</p>
          <p>
            <a href={helpFrom('children', 'somebody-else-applied')}>{words.emptyHelp}</a>
          </p>
        </EmptyState>
      ) : (
        <Card>
          <Rows>
            {children.map((child) => (
              <Row
                icon="child"
                title={child.name}
                details={[
                  `${words[child.status]} ${words.since(dateWords(language, child.since))}`,
                  ...(child.organisation ? [child.organisation] : []),
                  ...(child.isDisputed ? [<b>{words.disputed}</b>] : []),
                ]}
                aside={<Chip>{child.system}</Chip>}
              />
            ))}
          </Rows>
        </Card>
      )}
      {moved.length > 0 && (
        <p>
          <a href={routes.cabinet.moved}>{words.moved}</a>
        </p>
      )}
    </>,
  )
}
