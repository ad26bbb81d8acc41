import { performance } from 'node:perf_hooks'
import type { MiddlewareHandler } from 'hono'
import { activeRestriction } from '../account/restrictions.ts'
import { extendSession, findSession, isSeenLongAgo } from '../account/sessions.ts'
import { newToken } from '../account/tokens.ts'
import { browserName } from '../domain/browser-name.ts'
import { makeClientAddress } from './client-address.ts'
import { makeCookies } from './cookies.ts'
import { csrfToken } from './csrf.ts'
import { chooseLanguage } from './language.ts'
import type { Parts } from './parts.ts'
import type { PortalEnv, Visit } from './visit.ts'

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Gathers the facts of each request: first those that need no database, so that even an answer without one is in the
 * person's language, then the session.
 */
export function arrive(parts: Parts): MiddlewareHandler<PortalEnv> {
  const { config, random, keyring, database, clock } = parts
  const cookies = makeCookies(config.publicOrigin)
  const clientAddress = makeClientAddress(config.trustedProxies)

  return async (c, next) => {
    let csrfCookie = cookies.read(c, 'csrf')
    if (!csrfCookie) {
      csrfCookie = newToken(random)
      cookies.write(c, 'csrf', csrfCookie)
    }
    const chosen = cookies.read(c, 'language')
    const accepted = c.req.header('accept-language') ?? ''
    const visit: Visit = {
      reference: newReference(random.bytes(8)),
      nonce: random.bytes(16).toString('base64'),
      language: chooseLanguage(chosen, undefined, accepted),
      address: clientAddress(c.env?.peer, c.req.header('x-forwarded-for')),
      browser: browserName(c.req.header('user-agent') ?? ''),
      csrf: csrfToken(keyring, csrfCookie),
      signedIn: undefined,
      restriction: undefined,
      cookies,
      arrived: performance.now(),
    }
    c.set('visit', visit)

    const token = cookies.read(c, 'session')
    const signedIn = token ? await findSession(database.pageReader, parts, token) : undefined
    if (signedIn) {
      const language = chooseLanguage(chosen, signedIn.language, accepted)
      const restriction = signedIn.hasRestriction
        ? await activeRestriction(database.pageReader, signedIn.accountId, clock.now())
        : undefined
      c.set('visit', { ...visit, signedIn, restriction, language })
      // A stream is opened by the page, not by the person: it must not keep a session alive.
      if (isSeenLongAgo(signedIn, clock) && !isStream(c.req.path)) {
        await extendSession(database.reader, clock, signedIn.idHash)
      }
    }
    await next()
  }
}

/** The address of every stream ends so. */
function isStream(path: string): boolean {
  return path.endsWith('/live')
}

/** A reference number that can be read over the phone: 8 of 30 letters and digits, none alike. */
export function newReference(bytes: Buffer): string {
  const letters = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
