import { Hono } from 'hono'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { currentAgreements } from '../domain/agreements.ts'
import { type Language, languages } from '../domain/language.ts'
import { makeCookies } from '../http/cookies.ts'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { routes } from '../routes.ts'
import { inLanguage } from '../ui/speaking.ts'
import { consent } from './index.ts'
import { Superseded } from './pages.tsx'
import { agreementTexts } from './texts.ts'

const contact = '8 800 000 00 00'
const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

/** The agreements as a browser that speaks `language` gets them. */
function readerOf(language: Language) {
  const read = readConfig('demo', { KABINET_ASSISTED_CONTACT: contact })
  if (!read.ok) throw new Error(read.problems.join())
  const { config } = read
  const clock = { now: () => new Date('2026-11-22T14:05:00Z') }
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
      signedIn: undefined,
      restriction: undefined,
      cookies: makeCookies(config.publicOrigin),
      arrived: 0,
    })
    await next()
  })
  app.route('/', consent({ config, clock, assets } as unknown as Parts))
  return app
}

describe.each(currentAgreements)('$document $version', (agreement) => {
  const address = routes.agreement(agreement.document, agreement.version)

  test.each(languages)('stands whole in %s, with its version, date and contact', async (language) => {
    const html = await (await readerOf(language).request(address)).text()
    const report = await validator.validateString(html)
    expect(
      report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId}: ${m.message}`)),
    ).toEqual([])
    const text = agreementTexts(agreement.document, agreement.version)?.[language]
    expect(text?.parts.length).toBe(8)
    for (const words of [
      text?.title,
      text?.opening,
      ...(text?.parts.flatMap(({ body }) => body.flat()) ?? []),
    ]) {
      expect(html).toContain(words)
    }
    const dates = { ru: '1 ноября 2026', kk: '1 қараша', en: '1 November 2026' }
    expect(html).toContain(dates[language])
    expect(html).toContain(agreement.version)
    expect(html.replace(/<[^>]+>/g, '')).toContain(contact)
  })

  test('says the same parts and points in every language', () => {
    const texts = agreementTexts(agreement.document, agreement.version)
    const shape = (language: Language) =>
      texts?.[language].parts.map(({ body }) => body.map((one) => (typeof one === 'string' ? 0 : one.length)))
    expect(shape('kk')).toEqual(shape('ru'))
    expect(shape('en')).toEqual(shape('ru'))
  })

  test('leads back to the page that asks for it, and only to a page of the portal', async () => {
    const fromSignIn = await (await readerOf('ru').request(`${address}?from=iin`)).text()
    expect(fromSignIn).toContain(`<a class="back" href="${routes.signIn.iin}">`)
    expect(fromSignIn).toContain('Вернуться ко входу')
    const made = await (await readerOf('ru').request(`${address}?from=//evil.example`)).text()
    expect(made).toContain(`<a class="back" href="${routes.home}">`)
    expect(made).not.toMatch(/href="[^"]*evil/)
  })

  test('comes back to this very version when the language changes', async () => {
    const html = await (await readerOf('ru').request(`${address}?from=iin`)).text()
    expect(html).toContain(`name="returnTo" value="${address}?from=iin"`)
  })

  test('is called earlier once another version is in force', () => {
    const render = (current: string) =>
      String(
        inLanguage(
          'ru',
          <Superseded
            agreement={agreement}
            current={[{ document: agreement.document, version: current }]}
            language="ru"
          />,
        ),
      )
    expect(render('2027-05-01')).toContain(`href="${routes.agreement(agreement.document, '2027-05-01')}"`)
    expect(render(agreement.version)).not.toContain('прежняя')
  })
})

test('an unknown version or document is not found', async () => {
  for (const path of [
    '/agreements/liability/2020-01-01',
    '/agreements/contacts/__proto__',
    '/agreements/x/2026-11-01',
  ]) {
    expect((await readerOf('ru').request(path)).status, path).toBe(404)
  }
})

test('the consent names what the law on personal data asks for', () => {
  const text = JSON.stringify(agreementTexts('contacts', '2026-11-01')?.ru)
  const points = [
    '94-V',
    'в Республике Казахстан',
    'отозвать',
    'третьих лиц',
    'За границу',
    'одного рабочего дня',
  ]
  for (const point of points) expect(text).toContain(point)
})
