import { Hono } from 'hono'
import { readConfig } from '../config.ts'
import type { Language } from '../domain/language.ts'
import { makeCookies } from '../http/cookies.ts'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { helpFrom, type ReturnPage } from '../routes.ts'
import { help } from './index.ts'

export const contact = '8 800 000 00 00, ЦОН № 1'

/** The help as a person sees it: `language` is the browser's, `ask` a search from the page that names `from`. */
export function visitor(language: Language) {
  const read = readConfig('demo', { KABINET_ASSISTED_CONTACT: contact })
  if (!read.ok) throw new Error(read.problems.join())
  const config = read.config
  const clock = { now: () => new Date('2026-11-22T14:05:00Z') }
  const parts = {
    config,
    clock,
    assets: { css: '/assets/a.css', script: '/assets/a.js' },
  } as unknown as Parts
  const app = new Hono<PortalEnv>()
  app.use(async (c, next) => {
    c.set('visit', {
      reference: 'ABCD-2345',
      nonce: 'nonce',
      language,
      address: 'unknown',
      browser: 'Chrome',
      csrf: 'token',
      signedIn: undefined,
      restriction: undefined,
      cookies: makeCookies(config.publicOrigin),
      arrived: 0,
    })
    await next()
  })
  app.route('/', help(parts))
  const send = (path: string, fields: Record<string, string>) =>
    app.request(path, { method: 'POST', body: new URLSearchParams(fields) })
  return {
    opens: async (path: string) => app.request(path),
    reads: async (path: string) => (await app.request(path)).text(),
    sends: send,
    finds: async (words: string, from: ReturnPage = 'home') => {
      const html = await (await send(helpFrom(from), { csrf: 'token', words })).text()
      const found = /aria-labelledby="help-found">([\s\S]*?)<\/section>/.exec(html)?.[1] ?? ''
      return { html, links: linksOf(found) }
    },
  }
}

/** Where the links of some markup lead. */
export const linksOf = (html: string) =>
  [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map((match) => match[1] ?? '')
