import type { Hono } from 'hono'
import { isLanguage } from '../domain/language.ts'
import { csrfField } from '../ui/csrf-names.ts'
import { comesFromElsewhere, isCsrfToken } from './csrf.ts'
import { errorPage } from './error-page.tsx'
import { type Form, readForm } from './form.ts'
import type { Parts } from './parts.ts'
import { type PortalContext, type PortalEnv, visitOf } from './visit.ts'

/** A form's page: how it looks for what was typed, and what sending it does. */
export type FormPage = {
  /** The page with the typed values; `stale` says that the form was too old to be believed and nothing was done. */
  show(c: PortalContext, typed: Form, notice?: 'stale'): Promise<Response> | Response
  act(c: PortalContext, form: Form): Promise<Response> | Response
}

const blank: Form = { text: () => '', has: () => false }
export const languageCookieSeconds = 31_536_000

/**
 * Mounts a form page. GET shows it; POST acts, unless it was the language switch, which shows the same page in the
 * other language with everything that was typed, or the token was stale, which loses nothing either.
 */
export function mountFormPage(app: Hono<PortalEnv>, parts: Parts, path: string, page: FormPage): void {
  app.get(path, (c) => page.show(c, blank))
  app.post(path, async (c) => {
    const read = await receive(c, parts)
    if (read instanceof Response) return read
    if (switchLanguage(c, read.form)) return page.show(c, read.form)
    if (!read.fresh) return page.show(c, read.form, 'stale')
    return page.act(c, read.form)
  })
}

/** Mounts a POST without a page of its own: a stale token gets the page that says so. */
export function mountAction(
  app: Hono<PortalEnv>,
  parts: Parts,
  path: string,
  act: (c: PortalContext, form: Form) => Promise<Response> | Response,
): void {
  app.post(path, async (c) => {
    const read = await receive(c, parts)
    if (read instanceof Response) return read
    return read.fresh ? act(c, read.form) : errorPage(c, parts, 403)
  })
}

/** Sets the language that a form asks for; false when it asks for none. */
export function switchLanguage(c: PortalContext, form: Form): boolean {
  const language = form.text('language')
  if (!isLanguage(language)) return false
  const visit = visitOf(c)
  visit.cookies.write(c, 'language', language, languageCookieSeconds)
  c.set('visit', { ...visit, language })
  return true
}

/** CSRF in two layers, before sign-in too (ASVS 5.0 V3.5.1): Fetch Metadata refuses, the token decides. */
async function receive(c: PortalContext, parts: Parts): Promise<{ form: Form; fresh: boolean } | Response> {
  if (comesFromElsewhere(c.req.raw.headers, parts.config.publicOrigin)) return errorPage(c, parts, 403)
  const read = await readForm(c)
  if (!read.ok) return errorPage(c, parts, read.status)
  return {
    form: read.form,
    fresh: isCsrfToken(visitOf(c).csrf, read.form.text(csrfField)),
  }
}
