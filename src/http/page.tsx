import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isAllowed } from '../account/restrictions.ts'
import { currentAgreements } from '../domain/agreements.ts'
import { helpFrom, type ReturnPage, routes, signInFor } from '../routes.ts'
import type { CabinetPlace } from '../ui/cabinet-nav.tsx'
import { momentWords } from '../ui/dates.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Layout } from '../ui/layout.tsx'
import type { Child } from '../ui/markup.ts'
import { Notice } from '../ui/notice.tsx'
import { httpWords } from './messages.ts'
import type { Parts } from './parts.ts'
import { type PortalContext, type Visit, visitOf } from './visit.ts'

export type PageOptions = {
  /** The page's title, without the service's name. */
  readonly title: string
  /** Which page this is: where help and the language switch lead back to. */
  readonly here: ReturnPage
  /** Id of the page's main form: the language switch submits it, so that nothing typed is lost. */
  readonly formId?: string
  readonly hasProblem?: boolean
  readonly place?: CabinetPlace
  readonly status?: ContentfulStatusCode
  readonly wide?: boolean
  /** What the page is for, in a sentence for search engines. Only for pages that are the same for everybody. */
  readonly description?: string
}

type PageParts = Pick<Parts, 'assets' | 'config' | 'clock'>

/** Renders a whole page around `body`, in the visit's language. */
export function page(c: PortalContext, parts: PageParts, options: PageOptions, body: Child) {
  const visit = visitOf(c)
  const words = httpWords(visit.language)
  const frame = visit.signedIn && signedInFrame(visit, parts, visit.signedIn, options)
  const description = visit.signedIn ? undefined : options.description
  if (description && !options.hasProblem) c.set('isFindable', true)
  const whole = (
    <Layout
      language={visit.language}
      title={options.title}
      description={description}
      hasProblem={options.hasProblem}
      assets={parts.assets}
      nonce={visit.nonce}
      demo={parts.config.mode === 'demo'}
      homeHref={routes.home}
      helpHref={helpFrom(options.here)}
      languageForm={{
        formId: options.formId,
        action: routes.language,
        csrf: visit.csrf,
        returnTo: ownAddress(c),
      }}
      footer={currentAgreements.map(({ document, version }) => ({
        label: words.documents[document],
        href: routes.agreement(document, version),
      }))}
      wide={options.wide}
      {...frame}
    >
      {options.place && options.here !== 'moved' && <LimitedNotice visit={visit} />}
      {body}
    </Layout>
  )
  return c.html(String(whole), options.status ?? 200)
}

/**
 * Limited mode, on every page of the cabinet but the one that tells the transfer: until when. Why, and what waits, is folded:
 * it stands above every heading, and whoever has read it once needs the page.
 */
function LimitedNotice({ visit: { restriction, language } }: { visit: Visit }) {
  if (restriction?.kind !== 'limited') return null
  const { limited } = httpWords(language)
  const { until, isContested, reasons } = restriction
  const isTransfer = reasons.includes('transfer')
  return (
    <Notice kind="info" title={until ? limited.until(momentWords(language, until)) : limited.untilDecided}>
      <Disclosure summary={limited.details}>
        <p>{isContested ? limited.contested : isTransfer ? limited.transfer : limited.reason}</p>
        <p>{limited.waits}</p>
        {isTransfer && (
          <p>
            <a href={routes.cabinet.moved}>{limited.more}</a>
          </p>
        )}
      </Disclosure>
    </Notice>
  )
}

/** What every page of a signed-in person has: the cabinet's places, the way out, the idle warning. */
function signedInFrame(
  visit: Visit,
  parts: PageParts,
  signedIn: NonNullable<Visit['signedIn']>,
  { place, here }: PageOptions,
) {
  const { csrf } = visit
  const { feed, children, profile, security } = routes.cabinet
  return {
    signedIn: {
      active: place,
      unread: signedIn.unread,
      hrefs: { feed, children, profile, security },
      name: signedIn.name,
      csrf,
      signOutAction: routes.session.signOut,
      isShut: !isAllowed(visit.restriction, 'read-feed'),
    },
    idle: {
      seconds: Math.max(1, Math.floor((signedIn.idleEndsAt.getTime() - parts.clock.now().getTime()) / 1000)),
      extendAction: routes.session.extend,
      endedHref: signInFor(here, 'ended'),
      signOutAction: routes.session.signOut,
      csrf,
    },
  }
}

/** Path and query of this page, for the language switch to come back to. */
function ownAddress(c: PortalContext): string {
  const { url } = c.req
  return url.slice(url.indexOf('/', 'https://'.length)).replace(/#.*/, '')
}
