import type { Page } from 'playwright-core'
import { namesIin } from './visitor.ts'
import { words } from './words.ts'

/** What a person on the recovery page reads and presses; the app's words are in `app/phone.ts`. */
const told = {
  ru: {
    oneTime: 'Одноразовый пароль',
    qr: 'QR-код для приложения ED24.kz',
    open: 'Открыть в ED24',
    check: 'Я зарегистрировал номер',
    registered: 'Номер зарегистрирован в приложении!',
    send: 'Отправить',
    sent: 'принят ещё раз',
    code: 'Введите код подтверждения',
    fresh: 'Введите новый пароль',
    repeat: 'Повторите пароль',
    update: 'Обновить',
  },
  kk: {
    oneTime: 'Бір реттік құпиясөз',
    qr: 'ED24.kz қосымшасына арналған QR-код',
    open: 'ED24-те ашу',
    check: 'Мен нөмірді тіркедім',
    registered: 'Нөмір қосымшада тіркелді!',
    send: 'Жіберу',
    sent: 'қайта қабылданды',
    code: 'Растау кодын енгізіңіз',
    fresh: 'Жаңа құпиясөзді енгізіңіз',
    repeat: 'Құпиясөзді қайталаңыз',
    update: 'Жаңарту',
  },
} as const

export type Spoken = keyof typeof told

/** A password that nobody in the demo has. */
export const newPassword = 'Kelesi-Bolashaq-2027!x'

/** From the IIN to the recovery page, by «Забыли пароль?». */
export async function forgetsPassword(page: Page, language: Spoken, iin: string): Promise<void> {
  await page.goto('/sign-in')
  await namesIin(page, language, iin)
  await page.getByRole('button', { name: words[language].forgot }).click()
  await page.getByRole('heading', { level: 1, name: words[language].recovery }).waitFor()
}

/** The parts of the recovery page, as its reader finds them. */
export function recoveryPage(page: Page, language: Spoken) {
  const say = told[language]
  return {
    /** 13 digits, grouped as they stand there. */
    oneTimePassword: async () => (await page.getByRole('status', { name: say.oneTime }).textContent()) ?? '',
    qrCode: page.getByRole('img', { name: say.qr }),
    openInApp: page.getByRole('link', { name: say.open }),
    check: page.getByRole('link', { name: say.check }),
    registered: page.getByText(say.registered),
    async send() {
      await page.getByRole('button', { name: say.send, exact: true }).click()
      await page.getByText(say.sent).waitFor()
    },
    async setsPassword(code: string, password = newPassword) {
      await page.getByLabel(say.code).fill(code)
      await page.getByLabel(say.fresh).fill(password)
      await page.getByLabel(say.repeat).fill(password)
      await page.getByRole('button', { name: say.update, exact: true }).click()
    },
  }
}

/** The sign-in page after a recovery: the new password opens the cabinet. */
export async function signsInAnew(page: Page, language: Spoken, password = newPassword): Promise<void> {
  await page.getByLabel(words[language].password, { exact: true }).fill(password)
  await page.getByRole('button', { name: words[language].enter, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: words[language].feed }).waitFor()
}
