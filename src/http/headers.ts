import type { MiddlewareHandler } from 'hono'
import { type PortalContext, type PortalEnv, visitOf } from './visit.ts'

/** Puts the security headers on every answer, errors included: it stands outside of everything that can throw. */
export function securityHeaders(publicOrigin: string): MiddlewareHandler<PortalEnv> {
  const overHttps = publicOrigin.startsWith('https://')
  return async (c, next) => {
    await next()
    setSecurityHeaders(c, overHttps)
  }
}

/**
 * Security headers of every portal answer (ASVS 5.0 V3.4). Pages are never stored by caches, so Back after
 * sign-out shows nothing; files with a hash in their name replace Cache-Control themselves.
 */
function setSecurityHeaders(c: PortalContext, overHttps: boolean): void {
  const { nonce } = visitOf(c)
  const headers = c.res.headers
  headers.set('Content-Security-Policy', contentSecurityPolicy(nonce))
  if (overHttps) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  headers.set('Referrer-Policy', 'same-origin')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp')
  headers.set('Cross-Origin-Resource-Policy', 'same-origin')
  headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  // A page that describes itself to search engines may be found; no other is anybody's but the person's.
  if (!c.get('isFindable')) headers.set('X-Robots-Tag', 'noindex')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  headers.set('Content-Language', visitOf(c).language)
}

const otherSources = [
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

function contentSecurityPolicy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; ${otherSources}`
}
