import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/open.ts'
import { launchBrowser } from '../support/chromium.ts'
import { type DemoServer, startDemo } from '../support/demo-server.ts'
import { aPhone, namesNumber, pressed, typesPassword } from './app/phone.ts'
import { mariya, ruslan, unknown } from './people.ts'
import { forgetsPassword, newPassword, recoveryPage, signsInAnew } from './recovering.ts'
import { choosesLanguage, contextOptions, signsIn } from './visitor.ts'

/* What the app and the portal refuse together, and an account's first password: the built demo, its own database. The
   other ways to a new password are in `journeys-of-recovery.test.ts`. Run `node scripts/build.ts` first. */

const aigerim = { iin: '880512400120', number: '+77051239223' }
const mariyasNumber = '+77479998877'
let demo: DemoServer
let browser: Browser

beforeAll(async () => {
  ;[demo, browser] = await Promise.all([startDemo(), launchBrowser()])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await demo?.stop()
})

async function aComputer(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ ...contextOptions(demo.origin), ...options })
  context.setDefaultTimeout(10_000)
  await choosesLanguage(context, 'ru')
  return context.newPage()
}

/** Types a one-time password into the second screen; gives what the API and the screen answer. */
async function refusal(phone: Page, password: string) {
  const answered = phone.waitForResponse(
    (response) => response.url().endsWith('/companion/activate') && response.status() !== 401,
  )
  await typesPassword(phone, 'ru', password)
  const answer = await answered
  await phone.getByText('не подошли друг другу').waitFor()
  return {
    status: answer.status(),
    body: await answer.text(),
    screen: await phone.locator('main').textContent(),
  }
}

/** The ten minutes of the one-time password that nobody has used are over. */
async function passTenMinutes(): Promise<void> {
  const database = await openDatabase({ dataFolder: demo.folder, role: 'tool' })
  try {
    const { rowCount } = await database.pool.query(
      `update activations set made_at = made_at - interval '10 minutes', expires_at = expires_at - interval '10 minutes'
        where used_at is null`,
    )
    expect(rowCount).toBe(1)
  } finally {
    await database.close()
  }
}

test('an account without a password gets its first one', async () => {
  const computer = await aComputer()
  const portal = recoveryPage(computer, 'ru')
  await forgetsPassword(computer, 'ru', ruslan)
  const { page: phone, context } = await aPhone(browser, demo.origin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', '8 701 765 43 21')
  await typesPassword(phone, 'ru', await portal.oneTimePassword())
  await phone.getByRole('button', { name: pressed.ru.feed }).click()
  await portal.send()
  await phone.getByRole('button', { name: pressed.ru.show }).click()
  const code = await phone.getByRole('status', { name: pressed.ru.code }).textContent()
  await portal.setsPassword(code ?? '')
  await signsInAnew(computer, 'ru')
  // It is the account's password from now on, in any browser.
  const other = await aComputer()
  await signsIn(other, 'ru', ruslan, newPassword)
  await Promise.all([context.close(), computer.context().close(), other.context().close()])
})

test('whoever signs out on the phone itself keeps the app: it shows the feed, and its key', async () => {
  const { page: phone, context } = await aPhone(browser, demo.origin)
  const computer = await aComputer()
  await forgetsPassword(computer, 'ru', aigerim.iin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', aigerim.number)
  await typesPassword(phone, 'ru', await recoveryPage(computer, 'ru').oneTimePassword())
  await phone.getByRole('button', { name: pressed.ru.feed }).click()
  await choosesLanguage(context, 'ru')
  await signsIn(phone, 'ru', mariya)
  await phone.getByRole('button', { name: 'Выйти' }).first().click()
  await phone.getByText('Вы вышли').waitFor()
  await phone.goto('/ed24/')
  await phone.getByRole('heading', { level: 1, name: 'Лента' }).waitFor()
  await phone.getByRole('button', { name: pressed.ru.show }).waitFor()
  await Promise.all([context.close(), computer.context().close()])
})

test('another person’s number, an expired password and a decoy’s get one and the same answer', async () => {
  const { page: phone, context } = await aPhone(browser, demo.origin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', aigerim.number)

  const own = await aComputer()
  await forgetsPassword(own, 'ru', aigerim.iin)
  const expired = await recoveryPage(own, 'ru').oneTimePassword()
  await passTenMinutes()
  const answers = [await refusal(phone, expired)]
  for (const iin of [ruslan, unknown]) {
    const computer = await aComputer()
    await forgetsPassword(computer, 'ru', iin)
    answers.push(await refusal(phone, await recoveryPage(computer, 'ru').oneTimePassword()))
    await computer.context().close()
  }
  expect(answers[0]).toMatchObject({ status: 422, body: '{"problem":"refused"}' })
  expect(answers).toEqual([answers[0], answers[0], answers[0]])

  // The page itself goes on: opened again it shows a new password, and with that one the number is registered.
  await own.reload()
  const renewed = await recoveryPage(own, 'ru').oneTimePassword()
  expect(renewed).not.toBe(expired)
  await typesPassword(phone, 'ru', renewed)
  await phone.getByRole('heading', { name: pressed.ru.done }).waitFor()
  await Promise.all([context.close(), own.context().close()])
})

test('«Это не я» ends the request; the page that asked stays the same', async () => {
  const computer = await aComputer({ javaScriptEnabled: false })
  const portal = recoveryPage(computer, 'ru')
  await forgetsPassword(computer, 'ru', mariya)
  const { page: phone, context } = await aPhone(browser, demo.origin)
  await phone.goto('/ed24/')
  await namesNumber(phone, 'ru', mariyasNumber)
  await typesPassword(phone, 'ru', await portal.oneTimePassword())
  await phone.getByRole('button', { name: pressed.ru.feed }).click()
  await portal.check.click()
  await portal.registered.waitFor()
  const before = await computer.locator('main').textContent()

  const card = phone.getByRole('article', { name: 'Запрос на восстановление пароля' })
  await card.getByRole('button', { name: pressed.ru.notMe }).click()
  await card.waitFor({ state: 'detached' })
  await phone.getByText('Новых запросов нет').waitFor()
  await computer.reload()
  expect(await computer.locator('main').textContent()).toBe(before)

  // A guess is answered as it would be if nobody had objected.
  await portal.setsPassword('0000', newPassword)
  await computer.getByText('Код не подошёл. Осталось попыток: 2').first().waitFor()
  await Promise.all([context.close(), computer.context().close()])
})
