import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { helpSituations } from '../domain/help-situations.ts'
import { languages } from '../domain/language.ts'
import { limits } from '../domain/limits.ts'
import { helpFrom, type ReturnPage, returnPages, routes } from '../routes.ts'
import { situations } from './situations.ts'
import { contact, linksOf, visitor } from './visitor.test-kit.ts'

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

test('the guided choice stays light from every page', async () => {
  for (const language of languages)
    for (const from of Object.keys(returnPages) as ReturnPage[])
      expect(Buffer.byteLength(await visitor(language).reads(helpFrom(from)))).toBeLessThan(14 * 1024)
})

test('what the pages cannot put right names the people who can, in the words of the situation', () => {
  const selfServed = ['wrong-iin', 'bin', 'wait', 'bmg', 'session-ended']
  for (const situation of helpSituations) {
    const blocks = situations[situation].ru.solution
    const named = blocks.some(({ kind }) => kind === 'contact')
    expect(named, situation).toBe(!selfServed.includes(situation))
  }
})

test('a drawing shows where the certificate’s number stands', async () => {
  const names = { kk: 'Куәліктің нөмірі', ru: 'Номер свидетельства', en: 'The certificate’s number' }
  for (const language of languages) {
    const html = await visitor(language).reads(routes.help.situation('certificate-number'))
    const label = /<svg[^>]*role="img"[^>]*aria-label="([^"]*)"/.exec(html)?.[1]
    expect(label).toContain(names[language])
  }
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
  expect(await first('recovery')).toEqual(
    (['notice-did-not-come', 'number-not-mine', 'new-phone'] as const).map((one) =>
      helpFrom('recovery', one),
    ),
  )
  expect(await first('transfer')).toEqual(
    (['certificate-number', 'child-iin-unknown', 'transfer-refused'] as const).map((one) =>
      helpFrom('transfer', one),
    ),
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
  expect(JSON.stringify(situations['transfer-refused'].ru)).toContain('в сутки: 3, за 30 дней: 5')
  expect(JSON.stringify(situations['limited-mode'].ru)).toMatch(/через 24 ч\..*через 72 ч\./)
  expect(JSON.stringify(situations['transferred-away'].ru)).toMatch(/30 дней.*72 ч/)
  expect(JSON.stringify(situations['new-phone'].ru)).toMatch(/через 24 ч\..*телефонов: 3\./)
  expect(JSON.stringify(situations['notice-did-not-come'].ru)).toMatch(/не больше 3,.*через 24 ч\./)
})
