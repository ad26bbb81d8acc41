import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { type DemoServer, startDemo } from '../support/demo-server.ts'
import { aPhone, namesNumber, typesPassword } from './app/phone.ts'

/* The built demo, its own database, a computer and a phone. Run `node scripts/build.ts` first. */

let demo: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await demo?.stop()
})

/** A browser at a computer that has come to the recovery page of this IIN. */
async function forgetsPassword(iin: string, scripts = true): Promise<Page> {
  const context = await browser.newContext({
    baseURL: demo.origin,
    locale: 'ru-RU',
    javaScriptEnabled: scripts,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto('/sign-in')
  await page.getByLabel('Введите ИИН').fill(iin)
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Продолжить' }).click()
  await page.getByRole('button', { name: 'Забыли пароль?' }).click()
  return page
}

const oneTimePassword = (page: Page) => page.getByRole('status', { name: 'Одноразовый пароль' })

/** Types code and new password into the recovery page. */
async function setsPassword(page: Page, code: string, password: string): Promise<void> {
  await page.getByLabel('Введите код подтверждения').fill(code)
  await page.getByLabel('Введите новый пароль').fill(password)
  await page.getByLabel('Повторите пароль').fill(password)
  await page.getByRole('button', { name: 'Обновить', exact: true }).click()
}

test('a parent without app and password: registers the number, gets the code, signs in', async () => {
  const computer = await forgetsPassword('880512400120')
  const { page: phone, said } = await aPhone(browser, demo.origin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', '87051239223')
  await typesPassword(phone, 'ru', (await oneTimePassword(computer).textContent()) ?? '')
  await phone.getByRole('heading', { name: 'Номер зарегистрирован в приложении!' }).waitFor()
  await computer.getByText('Номер зарегистрирован в приложении!').waitFor()
  await phone.getByRole('button', { name: 'Открыть ленту' }).click()

  await computer.getByRole('button', { name: 'Отправить' }).click()
  const card = phone.getByRole('article', { name: 'Запрос на восстановление пароля' })
  await card.getByRole('button', { name: 'Показать код' }).click()
  const code = (await phone.getByRole('status', { name: 'Код подтверждения' }).textContent()) ?? ''
  expect(code).toMatch(/^\d{4}$/)
  await setsPassword(computer, code, 'Kelesi-Bolashaq-2027!x')
  await computer.getByLabel('Ваш пароль', { exact: true }).fill('Kelesi-Bolashaq-2027!x')
  await computer.getByRole('button', { name: 'Войти' }).click()
  await computer.getByRole('heading', { level: 1, name: 'Лента событий' }).waitFor()

  await phone.getByText('Кабинет под защитой').waitFor()
  await phone.getByText('Пароль восстановлен').waitFor()
  expect(said).toEqual([])
})

test('a number that is not the account’s is refused like any wrong one', async () => {
  const computer = await forgetsPassword('910723300457')
  const { page: phone } = await aPhone(browser, demo.origin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', '87051239223')
  await typesPassword(phone, 'ru', (await oneTimePassword(computer).textContent()) ?? '')
  await phone.getByText('не подошли друг другу').waitFor()
})

test('«Это не я» in the app ends the request', async () => {
  const computer = await forgetsPassword('921108400335', false)
  const { page: phone } = await aPhone(browser, demo.origin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', '87479998877')
  await typesPassword(phone, 'ru', (await oneTimePassword(computer).textContent()) ?? '')
  await phone.getByRole('button', { name: 'Открыть ленту' }).click()
  await computer.getByRole('button', { name: 'Отправить' }).click()
  const card = phone.getByRole('article', { name: 'Запрос на восстановление пароля' })
  await card.getByRole('button', { name: 'Это не я' }).click()
  await card.waitFor({ state: 'detached' })
  await phone.getByText('Новых запросов нет').waitFor()
})
