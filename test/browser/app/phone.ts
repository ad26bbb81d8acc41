import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../../src/domain/language.ts'

/** A phone held upright, without motion: a colour half way to another one is nobody's design. */
export async function aPhone(browser: Browser, origin: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'ru-RU',
    timezoneId: 'Asia/Almaty',
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
    permissions: ['clipboard-write', 'clipboard-read'],
    ...options,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const said: string[] = []
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => {
    // Calls that are answered with a problem, or by nobody, are noted by Chromium and told by the app.
    if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) {
      said.push(message.text())
    }
  })
  return { context, page, said }
}

/** The words that a test presses, in each language. */
export const pressed = {
  ru: {
    locale: 'ru-RU',
    phone: 'Номер телефона',
    agree: 'Я принимаю соглашение о приложении ED24',
    next: 'ПРОДОЛЖИТЬ',
    password: 'Введите одноразовый пароль',
    done: 'Номер зарегистрирован в приложении!',
    feed: 'Открыть ленту',
    show: 'Показать код',
    notMe: 'Это не я',
    code: 'Код подтверждения',
    settings: 'Этот телефон',
    agreement: 'Прочитать соглашение',
    scan: 'Открыть камеру',
    confirm: 'Подтвердить',
    decline: 'Отклонить',
  },
  kk: {
    locale: 'kk-KZ',
    phone: 'Телефон нөмірі',
    agree: 'Мен қабылдаймын: ED24 қосымшасы туралы келісім',
    next: 'ЖАЛҒАСТЫРУ',
    password: 'Бір реттік құпиясөзді енгізіңіз',
    done: 'Нөмір қосымшада тіркелді!',
    feed: 'Таспаны ашу',
    show: 'Кодты көрсету',
    notMe: 'Бұл мен емес',
    code: 'Растау коды',
    settings: 'Осы телефон',
    agreement: 'Келісімді оқу',
    scan: 'Камераны ашу',
    confirm: 'Растау',
    decline: 'Қабылдамау',
  },
  en: {
    locale: 'en-GB',
    phone: 'Phone number',
    agree: 'I accept the agreement about the ED24 app',
    next: 'CONTINUE',
    password: 'Enter the one-time password',
    done: 'Your number is registered in the app!',
    feed: 'Open the feed',
    show: 'Show code',
    notMe: 'It’s not me',
    code: 'Confirmation code',
    settings: 'This phone',
    agreement: 'Read the agreement',
    scan: 'Open the camera',
    confirm: 'Confirm',
    decline: 'Decline',
  },
} as const satisfies Record<Language, Record<string, string>>

/** First screen: types the number, accepts the agreement, goes on. */
export async function namesNumber(page: Page, language: Language, number: string): Promise<void> {
  const words = pressed[language]
  await page.getByLabel(words.phone, { exact: true }).fill(number)
  await page.getByLabel(words.agree).check()
  await page.getByRole('button', { name: words.next, exact: true }).click()
}

/** Second screen: the one-time password. */
export async function typesPassword(page: Page, language: Language, password: string): Promise<void> {
  const words = pressed[language]
  await page.getByLabel(words.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words.next, exact: true }).click()
}
