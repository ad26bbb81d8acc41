import { Hono } from 'hono'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { type Language, languages } from '../domain/language.ts'
import { helpFrom, routes } from '../routes.ts'
import { makeCookies } from './cookies.ts'
import { errorPage } from './error-page.tsx'
import { type ErrorStatus, httpWords } from './messages.ts'
import type { Parts } from './parts.ts'
import type { PortalEnv } from './visit.ts'

const contact = '8 800 000 00 00, ЦОН № 1'
const statuses = Object.keys(httpWords('ru').errors).map((status) => Number(status) as ErrorStatus)
const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

/** An error page as a stranger gets it. */
async function answers(language: Language, status: ErrorStatus): Promise<Response> {
  const read = readConfig('demo', { KABINET_ASSISTED_CONTACT: contact })
  if (!read.ok) throw new Error(read.problems.join())
  const { config } = read
  const clock = { now: () => new Date('2026-11-22T14:05:00Z') }
  const parts: Pick<Parts, 'assets' | 'config' | 'clock'> = {
    config,
    clock,
    assets: { css: '/assets/a.css', script: '/assets/a.js', icon: '/assets/a.svg' },
  }
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
  app.all('*', (c) => errorPage(c, parts, status))
  return app.request('/anywhere')
}

describe.each(languages)('in %s', (language) => {
  test.each(statuses)('%d is no dead end: what to do, the help, and the people who help', async (status) => {
    const answer = await answers(language, status)
    const html = await answer.text()
    const text = html.replace(/<[^>]+>/g, '')
    const { title, body } = httpWords(language).errors[status]
    expect(answer.status).toBe(status)
    for (const words of [title, body, contact]) expect(text).toContain(words)
    for (const href of [routes.home, helpFrom('home')]) expect(html).toContain(`href="${href}"`)
    expect(text.includes('ABCD-2345')).toBe(status >= 500)
    const report = await validator.validateString(html)
    expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([])
  })
})
