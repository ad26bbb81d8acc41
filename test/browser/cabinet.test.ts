import { describe, expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { aigerim, mariya, password, yerlan } from './people.ts'
import { openSite } from './site.ts'
import { choosesLanguage, signsIn } from './visitor.ts'
import { words } from './words.ts'

const site = openSite()

describe.each(languages)('the cabinet in %s', (language) => {
  const word = words[language]

  test('shows children, profile and security, each one tap away', async () => {
    const page = await site.visitor(language)
    await signsIn(page, language, aigerim)
    const places = page.getByRole('navigation').first()

    await places.getByRole('link', { name: word.children }).click()
    await page.getByRole('heading', { level: 1, name: word.children }).waitFor()
    await page.getByText('Сейтқали Аяна').waitFor()
    await page.getByText(word.attends).waitFor()

    await places.getByRole('link', { name: word.profile }).click()
    await page.getByText('•••• •••• 0120').waitFor()
    await page.getByText('+7 705 123 92 23').waitFor()
    expect(await page.content()).not.toContain(aigerim)

    await places.getByRole('link', { name: word.security }).click()
    await page.getByRole('heading', { level: 1, name: word.security }).waitFor()
    expect(await places.getByRole('link', { name: word.security }).getAttribute('aria-current')).toBe('page')
  })

  test('says calmly that there are no children', async () => {
    const page = await site.visitor(language)
    await signsIn(page, language, yerlan)
    await page.goto('/cabinet/children')
    await page.getByRole('heading', { name: word.noChildren }).waitFor()
  })

  test('is left by one tap, and Back shows nothing of it', async () => {
    const page = await site.visitor(language)
    await signsIn(page, language, aigerim)
    await page.goto('/cabinet/profile')
    await page.getByText('•••• •••• 0120').waitFor()
    await page.getByRole('button', { name: word.signOut }).first().click()
    await page.getByText(word.signedOut).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: word.signIn }).waitFor()
    expect(await page.content()).not.toContain('0120')
  })

  test('asks before an idle session ends, and goes on after one tap', async () => {
    const page = await site.visitor(language)
    await page.clock.install()
    await signsIn(page, language, aigerim)
    await page.clock.runFor('28:30')
    const dialog = page.getByRole('dialog', { name: word.idle })
    await dialog.waitFor()
    expect(await dialog.textContent()).toMatch(/1:(2|3)\d/)
    const [extended] = await Promise.all([
      page.waitForResponse('**/session/extend'),
      dialog.getByRole('button', { name: word.next }).click(),
    ])
    expect(extended.status()).toBe(204)
    await dialog.waitFor({ state: 'hidden' })
  })
})

test('the language of the account is saved and this page follows it', async () => {
  const page = await site.visitor('ru')
  await signsIn(page, 'ru', yerlan)
  await page.goto('/cabinet/profile')
  await page.getByRole('radio', { name: 'English' }).check()
  await page.getByRole('button', { name: words.ru.save }).click()
  await page.getByText(words.en.saved).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
})

test('the password is changed, and the other browser is out', async () => {
  const fresh = 'Qyran-besinshi-7'
  const first = await site.visitor('ru')
  await signsIn(first, 'ru', mariya)
  const page = await site.visitor('ru')
  await signsIn(page, 'ru', mariya)

  await page.goto('/cabinet/security/confirm?to=newPassword')
  await page.getByLabel('Ваш пароль', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByLabel('Текущий пароль', { exact: true }).fill(password)
  await page.getByLabel('Введите новый пароль', { exact: true }).pressSequentially(fresh)
  await page.locator('[data-rule=fifteen]').waitFor()
  await page.getByLabel('Повторите пароль', { exact: true }).fill(fresh)
  await page.getByRole('button', { name: words.ru.changePassword }).click()
  await page.getByText('Пароль изменён. Другие сеансы завершены').waitFor()

  // The open feed notices by itself.
  await first.getByRole('heading', { level: 1, name: words.ru.signIn }).waitFor()
  await choosesLanguage(first.context(), 'kk')
  await signsIn(first, 'kk', mariya, fresh)
})

test('a session in another browser is ended from the list', async () => {
  const other = await site.visitor('ru')
  await signsIn(other, 'ru', aigerim)
  const page = await site.visitor('ru')
  await signsIn(page, 'ru', aigerim)
  await page.goto('/cabinet/security')
  await page.getByRole('button', { name: 'Завершить все, кроме этого' }).click()
  await page.getByText('Другие сеансы завершены').first().waitFor()
  await other.getByRole('heading', { level: 1, name: words.ru.signIn }).waitFor()
})

test('an event comes into the open feed by itself', async () => {
  const first = await site.visitor('ru')
  await signsIn(first, 'ru', aigerim)
  const titles = first.getByRole('heading', { level: 3, name: words.ru.newBrowser })
  const before = await titles.count()
  const opened = await first.evaluate(() => performance.timeOrigin)
  const second = await site.visitor('ru')
  await signsIn(second, 'ru', aigerim)
  await titles.nth(before).waitFor()
  expect(await first.evaluate(() => performance.timeOrigin)).toBe(opened)
})
