import type { Hono } from 'hono'
import { routes } from '../routes.ts'
import { comesFromElsewhere } from './csrf.ts'
import { errorPage } from './error-page.tsx'
import { readForm } from './form.ts'
import type { Parts } from './parts.ts'
import { switchLanguage } from './submitted.ts'
import type { PortalEnv } from './visit.ts'

/** The language switch of pages without a form: sets the choice and comes back to the page it was pressed on. */
export function mountLanguageSwitch(app: Hono<PortalEnv>, parts: Parts): void {
  app.post(routes.language, async (c) => {
    if (comesFromElsewhere(c.req.raw.headers, parts.config.publicOrigin)) return errorPage(c, parts, 403)
    const read = await readForm(c)
    if (!read.ok) return errorPage(c, parts, read.status)
    switchLanguage(c, read.form)
    return c.redirect(ownPath(read.form.text('returnTo'), parts.config.publicOrigin), 303)
  })
}

/** An IIN or a number that somebody typed into an address: no page of ours has one there. */
const digits = /(?<![\w.])\d{10,12}(?![\w.])/
const ids = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
const mayBePersonal = (text: string) => digits.test(text.replace(ids, 'id').replace(/[\s()+-]/g, ''))

/** The path of an address on our own origin; anything else is the home page (no open redirect, ASVS 5.0 V3.7.2, V14.2.1). */
function ownPath(address: string, publicOrigin: string): string {
  const url = address.startsWith('/') ? URL.parse(address, publicOrigin) : null
  // Dots can leave a path with two slashes first («/.//host»), which browsers read as another host.
  const isOurs = url?.origin === publicOrigin && !url.pathname.startsWith('//')
  if (!isOurs || mayBePersonal(url.pathname)) return routes.home
  return [...url.searchParams].flat().some(mayBePersonal) ? url.pathname : url.pathname + url.search
}
