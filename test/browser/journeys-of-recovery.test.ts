import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../support/chromium.ts'
import { type DemoServer, startDemo } from '../support/demo-server.ts'
import { aPhone, namesNumber, pressed, typesPassword } from './app/phone.ts'
import { filmScreen } from './app/screen-film.ts'
import { aigerim } from './people.ts'
import { forgetsPassword, recoveryPage, type Spoken, signsInAnew } from './recovering.ts'
import { choosesLanguage, contextOptions } from './visitor.ts'

/* From «Забыли пароль?» to the cabinet with a computer and a phone. Each journey has a demo of its own, since the
   second phone of an account waits for the first one's word. Run `node scripts/build.ts` first. */

const number = '+77051239223'
const folder = mkdtempSync(join(tmpdir(), 'ed24-journeys-'))
const film = join(folder, 'screen.y4m')
let browser: Browser
let demo: DemoServer
const stopping: Promise<void>[] = []

beforeAll(async () => {
  browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
}, 180_000)
beforeEach(async () => {
  demo = await startDemo()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
  // The next journey does not wait for this one's database to end.
  if (demo) stopping.push(demo.stop())
})
afterAll(async () => {
  await Promise.all([browser?.close(), ...stopping])
  rmSync(folder, { recursive: true, force: true })
})

/** A browser on the recovery page of this IIN. */
async function aComputer(language: Spoken, iin: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...contextOptions(demo.origin), ...options })
  context.setDefaultTimeout(15_000)
  await choosesLanguage(context, language)
  const page = await context.newPage()
  await forgetsPassword(page, language, iin)
  return page
}

/** A phone with the app open, its number typed. */
async function aPhoneOf(language: Spoken, typed: string) {
  const phone = await aPhone(browser, demo.origin, { locale: pressed[language].locale })
  await phone.page.goto('/ed24/')
  await namesNumber(phone.page, language, typed)
  return phone
}

/** «Показать код» on the only card; gives the code. */
async function showsCode(phone: Page, language: Spoken): Promise<string> {
  await phone.getByRole('article').getByRole('button', { name: pressed[language].show }).click()
  const code = await phone.getByRole('status', { name: pressed[language].code }).textContent()
  expect(code).toMatch(/^\d{4}$/)
  return code ?? ''
}

/** From the registered number to the cabinet: «Отправить», «Показать код», «Обновить», sign-in. */
async function comesBack(computer: Page, phone: Page, language: Spoken): Promise<void> {
  const portal = recoveryPage(computer, language)
  await phone.getByRole('heading', { name: pressed[language].done }).waitFor()
  await phone.getByRole('button', { name: pressed[language].feed }).click()
  await portal.send()
  await portal.setsPassword(await showsCode(phone, language))
  await signsInAnew(computer, language)
}

test.each(['ru', 'kk'] as const)('%s: with the one-time password', async (language) => {
  const computer = await aComputer(language, aigerim)
  const portal = recoveryPage(computer, language)
  const { page: phone, said } = await aPhoneOf(language, number)
  await typesPassword(phone, language, await portal.oneTimePassword())
  // The page hears of it by itself.
  await portal.registered.waitFor()
  await comesBack(computer, phone, language)
  const [isProtected, isRecovered] =
    language === 'ru'
      ? ['Кабинет временно ограничен', 'Пароль восстановлен']
      : ['Кабинет уақытша шектелген', 'Құпиясөз қалпына келтірілді']
  // Above the feed, and as a notice in it.
  await phone.getByText(isProtected).first().waitFor()
  await phone.getByText(isRecovered).waitFor()
  expect(said).toEqual([])
})

test('with the QR code, read by the app’s scanner from the portal’s own screen', async () => {
  const computer = await aComputer('ru', aigerim)
  await filmScreen(browser, recoveryPage(computer, 'ru').qrCode, film)
  const { page: phone, said } = await aPhoneOf('ru', number)
  await phone.getByRole('button', { name: pressed.ru.scan }).click()
  await phone.getByRole('heading', { level: 1, name: 'Это Вы просите доступ?' }).waitFor()
  await phone.getByText('•••• •••• 0120').waitFor()
  await phone.getByRole('button', { name: pressed.ru.confirm }).click()
  await recoveryPage(computer, 'ru').registered.waitFor()
  await comesBack(computer, phone, 'ru')
  expect(said).toEqual([])
})

test('on a single phone, by «Открыть в ED24»', async () => {
  const portalTab = await aComputer('ru', aigerim, { locale: 'ru-RU' })
  const opened = portalTab.context().waitForEvent('page')
  await recoveryPage(portalTab, 'ru').openInApp.click()
  const app = await opened
  await namesNumber(app, 'ru', number)
  await app.getByRole('button', { name: pressed.ru.confirm }).click()
  expect(app.url()).toBe(`${demo.origin}/ed24/`)
  await comesBack(portalTab, app, 'ru')
})

test('with scripts off on the portal', async () => {
  const computer = await aComputer('ru', aigerim, { javaScriptEnabled: false })
  const portal = recoveryPage(computer, 'ru')
  const { page: phone } = await aPhoneOf('ru', number)
  await typesPassword(phone, 'ru', await portal.oneTimePassword())
  await phone.getByRole('heading', { name: pressed.ru.done }).waitFor()
  await portal.check.click()
  await portal.registered.waitFor()
  await comesBack(computer, phone, 'ru')
})
