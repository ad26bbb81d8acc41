import { performance } from 'node:perf_hooks'
import type { Context, MiddlewareHandler } from 'hono'
import type { Installation } from '../account/installations.ts'
import { browserName } from '../domain/browser-name.ts'
import { newReference } from '../http/arrive.ts'
import { makeClientAddress } from '../http/client-address.ts'
import type { Parts } from '../http/parts.ts'
import type { ProvenKey } from './dpop.ts'

/** What is known of a call before anything is proven. */
export type Call = {
  /** Reference number, in the log and the audit. */
  readonly reference: string
  readonly address: string
  /** The phone's browser and system, from the user agent: how the installation is called in lists. */
  readonly device: string
  /** `performance.now()` at arrival. */
  readonly arrived: number
}

/** Hono's environment for the API: `key` after the proof, `installation` where the key is known. */
export type CompanionEnv = {
  Bindings: { peer?: string }
  Variables: { visit: Call; key: ProvenKey; installation: Installation }
}
export type CompanionContext = Context<CompanionEnv>

/** Gathers the facts of a call that need no database. */
export function receiveCall(parts: Parts): MiddlewareHandler<CompanionEnv> {
  const clientAddress = makeClientAddress(parts.config.trustedProxies)
  return async (c, next) => {
    c.set('visit', {
      reference: newReference(parts.random.bytes(8)),
      address: clientAddress(c.env?.peer, c.req.header('x-forwarded-for')),
      device: browserName(c.req.header('user-agent') ?? ''),
      arrived: performance.now(),
    })
    await next()
  }
}
