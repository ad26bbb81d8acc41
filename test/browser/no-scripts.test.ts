import { describe, expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { aigerim, mariya, password } from './people.ts'
import { openSite } from './site.ts'
import { givesPassword, namesIin, signsIn } from './visitor.ts'
import { words } from './words.ts'

const site = openSite()
const withoutScripts = { javaScriptEnabled: false }

describe.each(languages)('without scripts, in %s', (language) => {
  const word = words[language]

  test('one signs in, looks around and signs out', async () => {
    const page = await site.visitor(language, withoutScripts)
    await signsIn(page, language, aigerim)
    for (const place of [word.children, word.profile, word.security]) {
      await page.getByRole('navigation').first().getByRole('link', { name: place }).click()
      await page.getByRole('heading', { level: 1, name: place }).waitFor()
    }
    await page.getByRole('button', { name: word.signOut }).first().click()
    await page.getByText(word.signedOut).waitFor()
  })

  test('problems are explained, and the language changes with all that was typed', async () => {
    const page = await site.visitor('en', withoutScripts)
    await page.goto('/sign-in')
    await page.getByLabel(words.en.iin).fill('900101300018')
    await page.getByRole('button', { name: words.en.next, exact: true }).click()
    await page.getByRole('alert').getByRole('link').first().waitFor()
    await page.locator(`header button[lang=${language}]`).click()
    await page.getByRole('heading', { level: 1, name: word.signIn }).waitFor()
    expect(await page.getByLabel(word.iin).inputValue()).toBe('900101300018')
  })

  test('a wrong password is answered, and Back leads to the IIN with what was typed', async () => {
    const page = await site.visitor(language, withoutScripts)
    await page.goto('/sign-in')
    await namesIin(page, language, mariya)
    await givesPassword(page, language, 'Not-this-one-2026')
    await page.getByRole('alert').getByText(word.noMatch).waitFor()
    await page.getByRole('link', { name: word.back, exact: true }).click()
    expect(await page.getByLabel(word.iin).inputValue()).toBe(mariya)
  })
})

test('without scripts the password is confirmed and changed', async () => {
  const fresh = 'Qyran-besinshi-7'
  const page = await site.visitor('ru', withoutScripts)
  await signsIn(page, 'ru', mariya)
  await page.goto('/cabinet/security/confirm?to=newPassword')
  await page.getByLabel('Ваш пароль', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByLabel('Текущий пароль', { exact: true }).fill(password)
  await page.getByLabel('Введите новый пароль', { exact: true }).fill(fresh)
  await page.getByLabel('Повторите пароль', { exact: true }).fill(fresh)
  await page.getByRole('button', { name: words.ru.changePassword }).click()
  await page.getByText('Пароль изменён. Другие сеансы завершены').waitFor()
  expect(new URL(page.url()).pathname).toBe('/cabinet/security')
})
