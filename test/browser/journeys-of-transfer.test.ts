import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { gulnar } from './people.ts'
import { openSite } from './site.ts'
import { activates } from './states-of-recovery.ts'
import { forgetsPassword } from './visitor.ts'

/* A mother takes over from the grandmother who applied: the pages with and without scripts. */

const site = openSite()
const mother = '930202400147'
const numberOfMother = '87056667788'

async function atQuestions(page: Page): Promise<void> {
  await forgetsPassword(page, 'ru', gulnar.iin)
  await page.locator('summary').click()
  await page.getByRole('button', { name: 'Обновить номер' }).click()
}

async function answers(page: Page): Promise<void> {
  await page.getByLabel('ИИН ребенка').fill('211007 600211')
  await page.getByLabel('Номер свидетельства о рождении').fill('ііі вк 654321')
  await page.getByLabel('Введите ИИН мамы/папы').first().fill(mother)
  await page.getByLabel('Стоит в очереди').check()
  await page.getByLabel('Месяц').selectOption('Май')
  await page.getByLabel('Год').fill('2022')
  await page.getByRole('button', { name: 'Далее' }).click()
}

test('the question is a modal dialog over the page; Escape and «Отмена» lead back to the filled questions', async () => {
  const page = await site.visitor('ru')
  await atQuestions(page)
  await answers(page)
  for (const leave of ['Escape', 'Отмена']) {
    const dialog = page.getByRole('dialog', { name: /Вы уверены, что ввели верные данные/ })
    await dialog.waitFor()
    expect(await page.locator('dialog').evaluate((shown) => shown.matches(':modal'))).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    expect(await dialog.textContent()).toContain(mother)
    if (leave === 'Escape') await page.keyboard.press('Escape')
    else await dialog.getByRole('link', { name: 'Отмена' }).click()
    await page.waitForURL('**/transfer')
    expect(await page.getByLabel('ИИН ребенка').inputValue()).toBe('211007 600211')
    expect(await page.getByLabel('Месяц').inputValue()).toBe('5')
    expect(await page.getByLabel('Стоит в очереди').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Далее' }).click()
  }
  await page.getByRole('button', { name: 'Да, обновить' }).click()
  await page.getByText('Вы верно ответили на все вопросы!').waitFor()
  await page.getByLabel('Введите номер телефона').fill(numberOfMother)
  // Enter in the number means the code, not the whole form.
  await page.keyboard.press('Enter')
  await page.waitForURL(/done=sent/)
  await page.getByRole('button', { name: 'Переоформить' }).click()
  await page.getByRole('alert').getByText('Введите код подтверждения из приложения').waitFor()
  await activates(page, numberOfMother)
  await page.getByText('Номер зарегистрирован в приложении!').waitFor()
}, 120_000)

test('without scripts the question stands in the page', async () => {
  const page = await site.visitor('ru', { javaScriptEnabled: false })
  await atQuestions(page)
  await answers(page)
  await page.getByText('Вы уверены, что ввели верные данные').waitFor()
  const place = await page.locator('dialog').evaluate((shown) => getComputedStyle(shown).position)
  expect(place).toBe('static')
  await page.getByRole('link', { name: 'Отмена' }).click()
  expect(await page.getByLabel('Год').inputValue()).toBe('2022')
}, 60_000)
