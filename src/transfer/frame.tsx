import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { type ReturnPage, routes } from '../routes.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { Contact } from '../ui/contact.tsx'
import { ErrorSummary, type Problem } from '../ui/error-summary.tsx'
import type { Child } from '../ui/markup.ts'
import { Notice } from '../ui/notice.tsx'
import { transferWords } from './messages.ts'

/** The form that the language switch submits, on every page of the transfer. */
export const formId = 'transfer'

export type Frame = {
  readonly here: ReturnPage
  readonly title: string
  readonly status?: ContentfulStatusCode | undefined
  readonly problems?: readonly Problem[] | undefined
  readonly isStale?: boolean | undefined
  /** A page without a form: the language switch comes back to it. */
  readonly hasForm?: boolean
}

/** What every page of the transfer has around its own part. */
export function transferPage(c: PortalContext, parts: Parts, frame: Frame, body: Child) {
  const words = transferWords(visitOf(c).language)
  const { here, title, status = 200, problems = [], hasForm = true } = frame
  return page(
    c,
    parts,
    {
      title,
      here,
      status,
      hasProblem: problems.length > 0 || status !== 200,
      ...(hasForm ? { formId } : {}),
    },
    <>
      <ErrorSummary problems={problems} />
      <Breadcrumbs
        items={[
          { label: words.home, href: routes.home },
          { label: words.cabinet, href: routes.signIn.iin },
          { label: words.short },
        ]}
      />
      {frame.isStale && (
        <Notice kind="warning" role="status">
          <p>{words.stale}</p>
        </Notice>
      )}
      {body}
    </>,
  )
}

/** The assisted route, at every dead end (security 36). */
export function Assisted({ say, contact }: { say: string; contact: string }) {
  return (
    <p>
      {say} <Contact>{contact}</Contact>
    </p>
  )
}
