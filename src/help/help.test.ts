import { Hono } from 'hono'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { type HelpSituation, helpSituations } from '../domain/help-situations.ts'
import { type Language, languages } from '../domain/language.ts'
import { limits } from '../domain/limits.ts'
import { makeCookies } from '../http/cookies.ts'
import type { Parts } from '../http/parts.ts'
import type { PortalEnv } from '../http/visit.ts'
import { helpFrom, type ReturnPage, returnPages, routes } from '../routes.ts'
import { help } from './index.ts'
import { situations } from './situations.ts'

const contact = '8 800 000 00 00, ЦОН № 1'

/** The help as a person sees it: `language` is the browser's, `ask` a search from the page that names `from`. */
function visitor(language: Language) {
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

const linksOf = (html: string) =>
  [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map((match) => match[1] ?? '')
const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

describe.each(languages)('in %s', (language) => {
  const paths = [routes.help.index, ...helpSituations.map((situation) => helpFrom('iin', situation))]

  test.each(paths)('%s is valid HTML with one heading and the assisted contact', async (path) => {
    const html = await visitor(language).reads(path)
    const report = await validator.validateString(html)
    expect(
      report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId}: ${m.message}`)),
    ).toEqual([])
    expect(html.match(/<h1>/g)).toHaveLength(1)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html.replace(/<[^>]+>/g, '')).toContain(contact)
    expect(Buffer.byteLength(html)).toBeLessThan(14 * 1024)
  })

  test.each(helpSituations)('%s shows its situation and its solution', async (situation) => {
    const html = await visitor(language).reads(routes.help.situation(situation))
    const words = {
      kk: ['Жағдай:', 'ШЕШІМІ:'],
      ru: ['Ситуация:', 'РЕШЕНИЕ:'],
      en: ['Situation:', 'SOLUTION:'],
    }
    for (const heading of words[language]) expect(html).toContain(`>${heading}</h2>`)
    expect(html).toContain(situations[situation][language].situation)
  })
})

test('every link leads to a page of the portal or to eGov', async () => {
  const known = [
    ...Object.values(returnPages),
    ...helpSituations.map((situation) => routes.help.situation(situation)),
    routes.help.index,
  ]
  for (const path of [routes.help.index, ...helpSituations.map((one) => helpFrom('password', one))]) {
    for (const link of linksOf(await visitor('ru').reads(path))) {
      const isKnown = known.some((address) => address === link.split('?')[0])
      const isElsewhere = /^(#|https:\/\/egov\.kz|\/agreements\/)/.test(link)
      expect(isKnown || isElsewhere, `${path} → ${link}`).toBe(true)
    }
  }
})

test('the languages say the same pieces in the same order', () => {
  for (const situation of helpSituations) {
    const shapes = languages.map((language) =>
      situations[situation][language].solution.map((block) => [
        block.kind,
        block.kind === 'steps' ? block.steps.length : block.kind === 'list' ? block.items.length : 0,
        block.kind === 'see' ? block.situation : block.kind === 'out' ? block.href : '',
      ]),
    )
    expect(shapes[1], situation).toEqual(shapes[0])
    expect(shapes[2], situation).toEqual(shapes[0])
  }
})

test('the way back leads to the very step, through the other situations too', async () => {
  const html = await visitor('ru').reads(helpFrom('iin', 'bin'))
  expect(html).toContain('Вернуться к вводу ИИН')
  expect(linksOf(html)).toContain('/help/wrong-iin?from=iin')
  expect(linksOf(html)).toContain(routes.signIn.iin)
})

test('the same way on is not offered twice', async () => {
  const ways = async (from: ReturnPage) =>
    linksOf(await visitor('ru').reads(helpFrom(from, 'wrong-iin'))).filter(
      (link) => link === routes.signIn.iin,
    )
  expect(await ways('iin')).toHaveLength(1)
  expect(await ways('password')).toHaveLength(1)
  expect(await visitor('ru').reads(helpFrom('iin', 'wrong-iin'))).not.toContain('Ввести ИИН ещё раз')
})

test('a made-up page to return to becomes the home page', async () => {
  const html = await visitor('ru').reads('/help/bin?from=https://evil.example')
  expect(html).toContain('Вернуться на главную')
  expect(linksOf(html).join()).not.toContain('evil')
})

test('what is likely at the step stands first', async () => {
  const first = async (from: ReturnPage) =>
    linksOf((await visitor('ru').reads(helpFrom(from))).split('id="help-here"')[1] ?? '').slice(0, 3)
  expect(await first('iin')).toEqual(
    (['wrong-iin', 'bin', 'first-visit'] as const).map((one) => helpFrom('iin', one)),
  )
  expect(await first('password')).toEqual(
    (['forgot', 'first-visit', 'wait'] as const).map((one) => helpFrom('password', one)),
  )
})

test('every situation can be chosen from every step', async () => {
  for (const from of Object.keys(returnPages) as ReturnPage[]) {
    const links = linksOf(await visitor('kk').reads(helpFrom(from)))
    for (const situation of helpSituations) expect(links).toContain(helpFrom(from, situation))
  }
})

test('an unknown situation is not found', async () => {
  expect((await visitor('ru').opens('/help/nothing')).status).toBe(404)
})

describe('the search', () => {
  test.each<[string, HelpSituation]>([
    ['пароль', 'forgot'],
    ['ЗАБЫЛА ПАРОЛЯ', 'forgot'],
    ['құпиясөз', 'forgot'],
    ['купиясоз умыттым', 'forgot'],
    ['BIN', 'bin'],
    ['БИН', 'bin'],
    ['бсн', 'bin'],
    ['БМГ', 'bmg'],
    ['маб', 'bmg'],
    ['first time', 'first-visit'],
    ['бабушка', 'somebody-else-applied'],
    ['слишком много попыток', 'wait'],
    ['мошенники', 'password-known'],
  ])('«%s» finds %s in any language of the page', async (typed, situation) => {
    for (const language of languages) {
      const { links } = await visitor(language).finds(typed, 'password')
      expect(links).toContain(helpFrom('password', situation))
    }
  })

  test('what was found stands alone, with the way to all the others', async () => {
    const { html } = await visitor('ru').finds('пароль', 'password')
    expect(html).not.toContain('id="help-here"')
    expect(html).toContain('<a href="/help?from=password">Все ситуации</a>')
    expect(html).toContain('Вернуться к вводу пароля')
  })

  test('an abbreviation finds its own situation first', async () => {
    expect((await visitor('ru').finds('БИН', 'iin')).links[0]).toBe(helpFrom('iin', 'bin'))
    expect((await visitor('ru').finds('БМГ')).links).toEqual([routes.help.situation('bmg')])
  })

  test('what is not known leads back to the list', async () => {
    const { html, links } = await visitor('ru').finds('квантовая механика')
    expect(links).toEqual([])
    expect(html).toContain('Ничего не нашлось')
    expect(html).toContain(helpFrom('home', 'forgot'))
  })

  test('digits that may be a number are not searched for', async () => {
    for (const typed of ['900101300017', 'пароль 90 01 01', '１２３４', '+7 701']) {
      const { html, links } = await visitor('ru').finds(typed)
      expect(links).toEqual([])
      expect(html).toContain('Уберите цифры')
    }
  })

  test('nothing typed is explained, and markup is only text', async () => {
    expect((await visitor('en').finds('  ')).html).toContain('Enter a word')
    expect((await visitor('en').finds('"><b>x')).html).not.toContain('"><b>x')
  })

  test('nothing typed stands in an address', async () => {
    const { html } = await visitor('ru').finds('пароль', 'iin')
    expect(html).toContain('method="post" action="/help?from=iin"')
    expect(linksOf(html).filter((link) => /q=|words=|парол/i.test(link))).toEqual([])
  })
})

test('the language changes in place and keeps the words and what they found', async () => {
  const answer = await visitor('ru').sends(helpFrom('iin'), {
    csrf: 'token',
    words: 'пароль',
    language: 'kk',
  })
  const html = await answer.text()
  expect(html).toContain('<html lang="kk">')
  expect(html).toContain('value="пароль"')
  expect(html).toContain('id="help-found"')
  const onSituation = await visitor('ru').reads(helpFrom('iin', 'bin'))
  expect(onSituation).toContain('name="returnTo" value="/help/bin?from=iin"')
})

test('the numbers in the words are those of the limits', () => {
  const { failuresPerIin } = limits.signIn
  expect([failuresPerIin.firstBlockSeconds, failuresPerIin.longestBlockSeconds]).toEqual([30, 3600])
  expect(JSON.stringify(situations.wait.ru)).toContain('от 30 секунд до 1 часа')
  const { idleSeconds, overallSeconds, warningSeconds } = limits.sessions.life
  expect([idleSeconds / 60, overallSeconds / 3600, warningSeconds / 60]).toEqual([30, 12, 2])
  expect(JSON.stringify(situations['session-ended'].ru)).toMatch(/30 минут.*2 минуты.*12 часов/)
})
