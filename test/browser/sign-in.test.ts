import { describe, expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { aigerim, mariya, ruslan, unknown, yerlan } from './people.ts'
import { openSite } from './site.ts'
import { givesPassword, namesIin, said, signsIn } from './visitor.ts'
import { words } from './words.ts'

const site = openSite()

describe.each(languages)('sign-in in %s', (language) => {
  const word = words[language]

  test('leads from the home page over two steps to the feed', async () => {
    const page = await site.visitor(language)
    await page.goto('/')
    await page.getByRole('main').getByRole('link', { name: word.enterCabinet, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: word.signIn }).waitFor()
    await namesIin(page, language, aigerim)
    await givesPassword(page, language, 'Qazaqstan-2026!')
    await page.getByRole('heading', { level: 1, name: word.feed }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/cabinet')
  })

  test('opens to a password that another system had hashed', async () => {
    const page = await site.visitor(language)
    await signsIn(page, language, yerlan)
    expect(await page.title()).toContain(word.feed)
  })

  test('tells nobody whether an account exists: one page for three reasons', async () => {
    const pages = []
    for (const iin of [mariya, ruslan, unknown]) {
      const page = await site.visitor(language)
      await page.goto('/sign-in')
      await namesIin(page, language, iin)
      await givesPassword(page, language, 'Not-this-one-2026')
      await page.getByRole('alert').getByText(word.noMatch).waitFor()
      pages.push(await said(page))
    }
    expect(new Set(pages).size).toBe(1)
  })

  test('keeps the typed IIN while the language changes', async () => {
    const page = await site.visitor('en')
    await page.goto('/sign-in')
    await page.getByLabel(words.en.iin).fill('880512')
    await page.getByRole('checkbox').first().check()
    await page.locator(`header button[lang=${language}]`).click()
    await page.getByRole('heading', { level: 1, name: word.signIn }).waitFor()
    expect(await page.getByLabel(word.iin).inputValue()).toBe('880512')
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(true)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('goes to help and back to the same step', async () => {
    const page = await site.visitor(language)
    await page.goto('/sign-in')
    await page.getByRole('banner').getByRole('link', { name: word.help }).click()
    await page.getByRole('heading', { level: 1, name: word.help }).waitFor()
    await page.getByRole('link', { name: word.backToIin }).click()
    await page.getByLabel(word.iin).waitFor()
  })

  test('shows and hides the password', async () => {
    const page = await site.visitor(language)
    await page.goto('/sign-in')
    await namesIin(page, language, aigerim)
    const field = page.getByLabel(word.password, { exact: true })
    await field.fill('Qazaqstan')
    await page.getByRole('button', { name: word.show }).click()
    expect(await field.getAttribute('type')).toBe('text')
    await page.getByRole('button', { name: word.hide }).click()
    expect(await field.getAttribute('type')).toBe('password')
  })

  test('leads a forgotten password to recovery, by a POST', async () => {
    const page = await site.visitor(language)
    await page.goto('/sign-in')
    await namesIin(page, language, aigerim)
    const [post] = await Promise.all([
      page.waitForRequest((request) => request.isNavigationRequest() && request.method() === 'POST'),
      page.getByRole('button', { name: word.forgot }).click(),
    ])
    await page.getByRole('heading', { level: 1, name: word.recovery }).waitFor()
    expect(new URL(post.url()).search).toBe('')
  })

  test('needs no mouse', async () => {
    const page = await site.visitor(language)
    await page.goto('/sign-in')
    const tabTo = async (id: string) => {
      for (let steps = 0; steps < 30; steps += 1) {
        await page.keyboard.press('Tab')
        if ((await page.evaluate(() => document.activeElement?.id)) === id) return
      }
      throw new Error(`Tab never came to #${id}`)
    }
    await tabTo('iin')
    await page.keyboard.type(aigerim)
    await tabTo('liability')
    await page.keyboard.press('Space')
    await tabTo('contacts')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByLabel(word.password, { exact: true }).waitFor()
    await tabTo('password')
    await page.keyboard.type('Qazaqstan-2026!')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: word.feed }).waitFor()
  })

  test.each(['/', '/sign-in', '/sign-in/password'])(
    'the main button of %s is seen without a scroll on a phone',
    async (path) => {
      const page = await site.visitor(language, { viewport: { width: 390, height: 844 } })
      await page.goto('/sign-in')
      if (path === '/sign-in/password') await namesIin(page, language, aigerim)
      else await page.goto(path)
      const box = await page.locator('main .button.primary').boundingBox()
      expect(box && box.y + box.height).toBeLessThanOrEqual(844)
    },
  )
})

test('the link to what was wrong leads into the field', async () => {
  const page = await site.visitor('ru')
  await page.goto('/sign-in')
  await page.getByLabel(words.ru.iin).fill('900101300018')
  await page.getByRole('button', { name: words.ru.next, exact: true }).click()
  const summary = page.getByRole('alert')
  await summary.waitFor()
  expect(await summary.evaluate((shown) => shown === document.activeElement)).toBe(true)
  expect(await page.title()).toMatch(/^Ошибка: /)
  await summary.getByRole('link').first().click()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('iin')
})

test('signing out of the open feed is not taken for a session that ran out', async () => {
  for (let times = 0; times < 3; times += 1) {
    const page = await site.visitor('ru')
    await signsIn(page, 'ru', aigerim)
    await page.getByRole('button', { name: words.ru.signOut }).first().click()
    await page.getByText(words.ru.signedOut).waitFor()
  }
})

test('who has accepted the agreements in this browser is not asked again', async () => {
  const page = await site.visitor('ru')
  await signsIn(page, 'ru', aigerim)
  await page.getByRole('button', { name: words.ru.signOut }).first().click()
  await page.getByText(words.ru.signedOut).waitFor()
  expect(await page.getByRole('checkbox').count()).toBe(0)
  await namesIin(page, 'ru', aigerim)
})
