import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'

/** Every cookie the portal sets. */
export type CookieName =
  | 'session'
  | 'browser'
  | 'csrf'
  | 'sign-in'
  | 'recovery'
  | 'transfer'
  | 'consents'
  | 'language'

/**
 * Cookies of one deployment. Over https they carry the `__Host-` prefix (RFC 6265bis, ASVS 5.0 V3.3.1): no
 * domain, whole site, Secure. Over http (the demo on localhost) the prefix is dropped, as browsers refuse it there.
 */
export function makeCookies(publicOrigin: string) {
  const secure = publicOrigin.startsWith('https://')
  const nameOf = (name: CookieName) => (secure ? `__Host-kabinet-${name}` : `kabinet-${name}`)
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax', secure }
  return {
    nameOf,
    /** The cookie's value, or undefined when absent or absurdly long. */
    read(c: Context, name: CookieName): string | undefined {
      const value = getCookie(c, nameOf(name))
      return value && value.length <= 1024 ? value : undefined
    },
    /** Sets a cookie; without `maxAgeSeconds` it ends with the browser's session. */
    write(c: Context, name: CookieName, value: string, maxAgeSeconds?: number): void {
      setCookie(
        c,
        nameOf(name),
        value,
        maxAgeSeconds === undefined ? options : { ...options, maxAge: maxAgeSeconds },
      )
    },
    clear(c: Context, name: CookieName): void {
      setCookie(c, nameOf(name), '', { ...options, maxAge: 0 })
    },
  }
}

export type Cookies = ReturnType<typeof makeCookies>
