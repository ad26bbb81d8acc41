import type { MiddlewareHandler } from 'hono'
import { findInstallation, noteSeen } from '../account/installations.ts'
import { logThrown } from '../http/log-thrown.ts'
import type { Parts } from '../http/parts.ts'
import type { CompanionContext, CompanionEnv } from './caller.ts'
import { currentNonce, verifyProof } from './dpop.ts'

/** The headers of every answer, faults included, and the nonce for the next proof (RFC 9449 §8.2). */
export function companionHeaders(parts: Parts): MiddlewareHandler<CompanionEnv> {
  const overHttps = parts.config.publicOrigin.startsWith('https://')
  return async (c, next) => {
    await next()
    const { headers } = c.res
    headers.set('DPoP-Nonce', currentNonce(parts.keyring, parts.clock.now()))
    headers.set('Cache-Control', 'no-store')
    headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set('X-Robots-Tag', 'noindex')
    if (overHttps) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  }
}

/** Lets through what is signed: 401 with the reason else. */
export function requireProof(parts: Parts): MiddlewareHandler<CompanionEnv> {
  const { config, keyring, clock, database } = parts
  return async (c, next) => {
    const own = config.publicOrigin + c.req.path
    // A demo is opened by whatever name its machine has, and its port may be drawn.
    const addresses = config.mode === 'demo' ? [own, new URL(c.req.url).origin + c.req.path] : [own]
    const proof = await verifyProof(database.reader, keyring, c.req.header('dpop'), {
      method: c.req.method,
      addresses,
      now: clock.now(),
    })
    if (!proof.ok) {
      c.header('WWW-Authenticate', `DPoP error="${proof.problem}", algs="ES256"`)
      return c.json({ error: proof.problem }, 401)
    }
    c.set('key', proof.key)
    return next()
  }
}

/** Lets through installations that have said hello and were not removed, and notes that they live. */
export function requireInstallation(parts: Parts): MiddlewareHandler<CompanionEnv> {
  const { reader } = parts.database
  return async (c, next) => {
    const installation = await findInstallation(reader, c.get('key').thumbprint)
    if (!installation) return c.json({ problem: 'unknown-installation' }, 401)
    await noteSeen(reader, parts.clock, installation)
    c.set('installation', installation)
    return next()
  }
}

/** The answer to anything thrown: 503 while the database is away, else 500, with the reference of the log line. */
export function answerCompanionFault(parts: Parts) {
  return (error: unknown, c: CompanionContext): Response => {
    const { reference } = c.get('visit')
    if (logThrown(parts.log, reference, error)) return c.json({ problem: 'unavailable' }, 503)
    parts.metrics.faults.inc()
    return c.json({ problem: 'fault', reference }, 500)
  }
}
