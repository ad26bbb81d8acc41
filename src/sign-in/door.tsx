import type { IncomingMessage, ServerResponse } from 'node:http'
import { availableParallelism } from 'node:os'
import { type Language, languages } from '../domain/language.ts'
import { makeCookies } from '../http/cookies.ts'
import { chooseLanguage } from '../http/language.ts'
import { httpWords } from '../http/messages.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { helpFrom, routes } from '../routes.ts'
import { Actions, ButtonLink } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { inLanguage } from '../ui/speaking.ts'
import { signInWords } from './messages.ts'

const retrySeconds = 5
const steps = [routes.signIn.iin, routes.signIn.password] as const
export type SignInStep = (typeof steps)[number]
const saidEveryMilliseconds = 10_000
/**
 * Transactions and statements that wait for a connection of the database: where so many have waited for this long, whoever reads a
 * page waits too. A hundred who come at one moment are through before.
 */
const mostWaiting = 120
const crowdMilliseconds = 30
/** What was seen longer ago says nothing of the time between. */
const sightMilliseconds = 50
/**
 * Whoever was let in with an IIN soon brings a password: for so long they count with the passwords that wait. Without it, most
 * of a flood was turned away at the password, when the IIN's work had been done for nothing. Twice the cores, half the time:
 * in it, what the cores can hash is a third of what may wait.
 */
const onTheirWayMilliseconds = 500 / availableParallelism()

/** Where sign-ins are turned away. */
export type SignInDoor = {
  /** The fast path, before the framework: whether it has answered. It knows the two addresses in their plain spelling. */
  turnsAway(request: IncomingMessage, response: ServerResponse): boolean
  /** The same inside, where a step is asked under whichever spelling: the answer, or undefined where it goes on. */
  stops(c: PortalContext, step: SignInStep): Response | undefined
  /** Counts one whose IIN is taken: they soon bring a password. */
  letIn(): void
}

/**
 * Turns sign-ins away before any work is done for them while more passwords wait than the cores can soon check, or more requests
 * than the database can soon answer: a page that lies ready, with 503 and Retry-After, so that refusing ten times what can
 * be served leaves the cores to those who are served. A journey stays where it is, and the page leads back to it.
 */
export function signInDoor(
  parts: Pick<Parts, 'assets' | 'config' | 'database' | 'hasher' | 'limits' | 'log' | 'metrics'>,
): SignInDoor {
  const { config, database, hasher, limits, log, metrics } = parts
  // The rest of the queue is for those who are on their way to it.
  const full = limits.signIn.hashQueue.turnedAwayFrom
  const isCrowded = watchCrowd(() => database.waiting() >= mostWaiting)
  const onTheirWay = lately(onTheirWayMilliseconds)
  const pagesOf = (step: SignInStep) =>
    new Map(languages.map((each) => [each, Buffer.from(turnedAway(parts, each, step))]))
  const pages = new Map(steps.map((step) => [step, pagesOf(step)]))
  const chosen = new RegExp(`(?:^|; )${makeCookies(config.publicOrigin).nameOf('language')}=([a-z]{2})`)
  const fixed = fixedHeaders(config.publicOrigin)
  let turned = 0
  let saidAt = Number.NEGATIVE_INFINITY

  /** A password counts the passwords that wait, an IIN also those that are on their way. */
  const isFull = (step: SignInStep) =>
    hasher.depth() + (step === routes.signIn.iin ? onTheirWay.count() : 0) >= full || isCrowded()

  function note(): void {
    metrics.signIns.inc({ outcome: 'turned-away' })
    turned += 1
    if (performance.now() - saidAt <= saidEveryMilliseconds) return
    log.warn({ turned }, 'sign-in.turned-away')
    saidAt = performance.now()
    turned = 0
  }

  return {
    turnsAway(request, response) {
      if (request.method !== 'POST') return false
      const route = steps.find((step) => step === request.url)
      if (!route || !isFull(route)) return false
      const { cookie = '', 'accept-language': accepted = '' } = request.headers
      const language = chooseLanguage(chosen.exec(cookie)?.[1], undefined, accepted)
      const body = pages.get(route)?.get(language) ?? Buffer.alloc(0)
      // What is longer than a password is not read to its end.
      const isLong = !(Number(request.headers['content-length']) < 16_384)
      response.writeHead(503, {
        ...fixed,
        'Content-Language': language,
        'Content-Length': body.byteLength,
        ...(isLong ? { Connection: 'close' } : {}),
      })
      response.end(body, () => isLong && request.destroy())
      metrics.requests.observe({ route, method: 'POST', status: 503 }, 0)
      note()
      return true
    },
    stops(c, step) {
      // A password that came in through the door has its place in the rest of the queue.
      if (step === routes.signIn.password && c.env?.target === step) return undefined
      if (!isFull(step)) return undefined
      note()
      const { language } = visitOf(c)
      c.header('Retry-After', String(retrySeconds))
      c.header('Content-Language', language)
      return c.html((pages.get(step)?.get(language) ?? '').toString(), 503)
    },
    letIn: onTheirWay.add,
  }
}

/** Counts what happened in the last so many milliseconds. */
function lately(milliseconds: number) {
  const times: number[] = []
  return {
    add: () => void times.push(performance.now()),
    count() {
      const since = performance.now() - milliseconds
      while ((times[0] ?? since) < since) times.shift()
      return times.length
    },
  }
}

/** Whether something has been so for long enough, as far as it was looked at. */
function watchCrowd(isLong: () => boolean): () => boolean {
  let [since, seenAt] = [0, 0]
  return () => {
    const now = performance.now()
    const isNow = isLong()
    if (!isNow || now - seenAt > sightMilliseconds) since = now
    seenAt = now
    return isNow && now - since > crowdMilliseconds
  }
}

/** The headers of every page (http/headers.ts) for one that has no script and is nobody's. */
function fixedHeaders(publicOrigin: string) {
  const transport = { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
  return {
    'Content-Type': 'text/html; charset=UTF-8',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'X-Robots-Tag': 'noindex',
    'Cache-Control': 'no-store',
    'Retry-After': String(retrySeconds),
    ...(publicOrigin.startsWith('https://') ? transport : {}),
  }
}

function turnedAway({ assets }: Pick<Parts, 'assets'>, language: Language, route: SignInStep): string {
  const words = signInWords(language)
  const page = inLanguage(
    language,
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${words.busyTitle} — ${words.title}`}</title>
        <link rel="stylesheet" href={assets.css} />
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
      </head>
      <body>
        <main id="main" class="page sheet">
          <EmptyState drawing="offline" heading={words.busyTitle} level={1}>
            <p>{route === routes.signIn.password ? words.turnedAway : words.busyIin}</p>
            <Actions>
              <ButtonLink kind="primary" href={route}>
                {route === routes.signIn.password ? words.tryAgain : words.backToIin}
              </ButtonLink>
              <ButtonLink href={helpFrom('password')}>{httpWords(language).help}</ButtonLink>
            </Actions>
          </EmptyState>
        </main>
      </body>
    </html>,
  )
  return `<!DOCTYPE html>${page}`
}
