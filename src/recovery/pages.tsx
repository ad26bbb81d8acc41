import type { OpenActivation } from '../account/activations.ts'
import type { RecoveryState } from '../account/recoveries.ts'
import type { Iin } from '../domain/iin.ts'
import type { CodeField, CodeProblem } from '../http/code-and-password.ts'
import { page } from '../http/page.tsx'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { timeWords } from '../ui/dates.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Heading } from '../ui/heading.tsx'
import { Notice } from '../ui/notice.tsx'
import { type RecoveryWords, recoveryWords } from './messages.ts'
import { NoApp } from './no-app.tsx'
import { NotMine } from './not-mine.tsx'
import { WithApp } from './with-app.tsx'

export type RecoveryPage = {
  readonly iin: Iin
  readonly request: RecoveryState
  /** Undefined once this page's own one-time password has been used. */
  readonly activation: OpenActivation | undefined
  readonly code: string
  readonly problems: readonly { field: CodeField; problem: CodeProblem }[]
  /** After a code that did not match: how many tries are left until the next «Отправить». */
  readonly triesLeft?: number | undefined
  /** Nothing was done, as too many ask: which button to press again. */
  readonly busy?: 'updating' | 'sending' | undefined
  readonly notice?: 'stale' | 'sent' | undefined
}

const formId = 'recovery'

/** The one page for every IIN, with its three ways on. */
export function recoveryPage(c: PortalContext, parts: Parts, shown: RecoveryPage) {
  const { language, csrf } = visitOf(c)
  const words = recoveryWords(language)
  const { request } = shown
  const now = parts.clock.now()
  const problems = problemsOf(words, shown, isPast(request.sentAt, parts, now))
  const status = shown.busy ? 503 : problems.length > 0 ? 422 : 200
  const frame = { title: words.title, here: 'recovery', formId, wide: true } as const
  return page(
    c,
    parts,
    { ...frame, hasProblem: status !== 200, status },
    <>
      <ErrorSummary problems={problems.map(({ field, message }) => ({ message, fieldId: field }))} />
      <Breadcrumbs
        items={[
          { label: words.home, href: routes.home },
          { label: words.cabinet, href: routes.signIn.iin },
          { label: words.title },
        ]}
      />
      <Heading>{words.title}</Heading>
      {shown.busy && (
        <Notice kind="warning" title={words.busyTitle} role="status">
          <p>{shown.busy === 'sending' ? words.busySending : words.busy}</p>
        </Notice>
      )}
      {shown.notice && (
        <Notice kind={shown.notice === 'stale' ? 'warning' : 'success'} role="status">
          <p>
            {shown.notice === 'stale'
              ? words.stale
              : words.sent(request.requestNumber, timeWords(language, request.sentAt))}
          </p>
        </Notice>
      )}
      <div class="ways">
        <WithApp
          words={words}
          formId={formId}
          csrf={csrf}
          iin={shown.iin}
          phone={request.maskedPhone}
          code={shown.code}
          requestNumber={request.requestNumber}
          accepted={words.withApp.accepted(request.requestNumber, timeWords(language, request.sentAt))}
          problems={problems}
        />
        <NoApp
          words={words}
          language={language}
          csrf={csrf}
          phone={request.maskedPhone}
          activation={shown.activation}
          publicOrigin={parts.config.publicOrigin}
          now={now}
          isAnswer={status !== 200 || shown.notice !== undefined || !shown.activation}
          hasProblem={status !== 200 || shown.notice === 'stale'}
        />
      </div>
      <NotMine words={words} csrf={csrf} />
      <p>
        <a href={routes.recovery.printed}>{words.onPaper}</a>
      </p>
    </>,
  )
}

/** Later than ten minutes after the last «Отправить», by this page's own time alone: the same for everybody. */
function isPast(sentAt: Date, parts: Parts, now: Date): boolean {
  return now.getTime() - sentAt.getTime() > parts.limits.recovery.request.answerSeconds * 1000
}

export type SaidProblem = { readonly field: CodeField; readonly message: string }

function problemsOf(words: RecoveryWords, shown: RecoveryPage, isExpired: boolean): SaidProblem[] {
  const said = words.problems
  const { triesLeft } = shown
  if (triesLeft === undefined)
    return shown.problems.map(({ field, problem }) => ({ field, message: said[problem] }))
  if (isExpired) return [{ field: 'code', message: said['code-expired'] }]
  return [{ field: 'code', message: triesLeft > 0 ? said['code-wrong'](triesLeft) : said['code-no-tries'] }]
}
