import { Hono } from 'hono'
import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import type { SignedIn } from '../account/sessions.ts'
import { readConfig } from '../config.ts'
import { type Language, languages } from '../domain/language.ts'
import { queueSystems } from '../domain/queue-system.ts'
import { makeCookies } from '../http/cookies.ts'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { helpFrom, routes } from '../routes.ts'
import { home } from './index.ts'

const now = new Date('2026-11-22T14:05:00Z')
const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

/** The home page as a person sees it. */
async function homeIn(language: Language, signedIn?: SignedIn) {
  const read = readConfig('demo', {})
  if (!read.ok) throw new Error(read.problems.join())
  const { config } = read
  const assets = { css: '/assets/a.css', script: '/assets/a.js' }
  const app = new Hono<PortalEnv>()
  app.use(async (c, next) => {
    c.set('visit', {
      reference: 'ABCD-2345',
      nonce: 'nonce',
      language,
      address: 'unknown',
      browser: 'Chrome',
      csrf: 'token',
      signedIn,
      restriction: undefined,
      cookies: makeCookies(config.publicOrigin),
      arrived: 0,
    })
    await next()
  })
  app.route('/', home({ config, assets, clock: { now: () => now } } as unknown as Parts))
  return (await app.request(routes.home)).text()
}

/** The words and the address of the page's one main button. */
function mainButton(html: string) {
  const [, href, words] = /<a class="button primary" href="([^"]*)"><span>([^<]*)</.exec(html) ?? []
  return { href, words, count: html.match(/class="button primary"/g)?.length }
}

test.each(languages)('in %s it is valid, light, and names every queue system', async (language) => {
  const html = await homeIn(language)
  const report = await validator.validateString(html)
  expect(report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId}: ${m.message}`))).toEqual(
    [],
  )
  expect(Buffer.byteLength(html)).toBeLessThan(14 * 1024)
  expect(html).toContain(`<html lang="${language}">`)
  expect(html.match(/<h1>/g)).toHaveLength(1)
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
  for (const system of queueSystems) expect(main).toContain(system)
  expect(main).toContain(`href="${helpFrom('home')}"`)
})

test('the main button leads to the sign-in under the name of the service', async () => {
  const href = routes.signIn.iin
  expect(mainButton(await homeIn('ru'))).toEqual({ href, words: 'Личный кабинет', count: 1 })
  expect(mainButton(await homeIn('kk'))).toEqual({ href, words: 'Жеке кабинет', count: 1 })
  expect(mainButton(await homeIn('en'))).toEqual({ href, words: 'Personal account', count: 1 })
})

test('whoever is signed in goes straight to the cabinet', async () => {
  const html = await homeIn('ru', {
    idHash: Buffer.alloc(32),
    publicId: 'p',
    accountId: 'a',
    language: 'ru',
    name: 'Айгуль',
    reauthenticatedAt: now,
    seenAt: now,
    idleEndsAt: new Date(now.getTime() + 1_800_000),
    unread: 2,
    hasApp: false,
    hasRestriction: false,
  })
  expect(mainButton(html).href).toBe(routes.cabinet.feed)
  expect(html).toContain(`href="${routes.cabinet.children}"`)
  expect(html).not.toContain(`href="${routes.signIn.iin}`)
})
