import type { Context } from 'hono'
import type { Restriction } from '../account/restrictions.ts'
import type { SignedIn } from '../account/sessions.ts'
import type { Language } from '../domain/language.ts'
import type { Cookies } from './cookies.ts'

/** What the portal knows of one request before any slice sees it. */
export type Visit = {
  /** Reference number that a person can read out; also in the log and the audit. */
  readonly reference: string
  readonly nonce: string
  readonly language: Language
  /** Client address as the trusted proxy hop gives it; IPv6 cut to its /64. */
  readonly address: string
  readonly browser: string
  readonly csrf: string
  readonly signedIn: SignedIn | undefined
  /** What the account of who is signed in is under: limited mode, a freeze. */
  readonly restriction: Restriction | undefined
  readonly cookies: Cookies
  /** `performance.now()` when the request arrived: time slots are counted from here. */
  readonly arrived: number
}

/**
 * Hono's environment for the portal; `peer` is the address at the other end of the socket, `target` what was asked for, as
 * it was spelled, `isFindable` marks an answer that search engines may show.
 */
export type PortalEnv = {
  Bindings: { peer?: string; target?: string }
  Variables: { visit: Visit; isFindable?: boolean }
}
export type PortalContext = Context<PortalEnv>

/** The current request's facts. */
export function visitOf(c: PortalContext): Visit {
  return c.get('visit')
}
