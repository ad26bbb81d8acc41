import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../src/domain/language.ts'
import { password } from './people.ts'
import { words } from './words.ts'

/** The newest Chrome does not matter here: pages name the browser, never its version. */
const chrome = '140.0.0.0'

export const phoneSize = { width: 390, height: 844 } as const

/** A phone in Kazakhstan. Without motion: a colour half way to another one is nobody's design. */
export function contextOptions(origin: string): BrowserContextOptions {
  return {
    baseURL: origin,
    locale: 'kk-KZ',
    timezoneId: 'Asia/Almaty',
    viewport: phoneSize,
    userAgent: `Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome} Mobile Safari/537.36`,
    reducedMotion: 'reduce',
  }
}

/** As if the person had chosen the language here before; it then goes before the account's. Forgets all else. */
export async function choosesLanguage(context: BrowserContext, language: Language): Promise<void> {
  await context.clearCookies()
  const cookie = { name: 'kabinet-language', value: language, domain: 'localhost', path: '/' }
  await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Lax' }])
}

/** Step 1: types the IIN, ticks both boxes where they are asked for, and goes on. */
export async function namesIin(page: Page, language: Language, iin: string): Promise<void> {
  const { next } = words[language]
  await page.getByLabel(words[language].iin).fill(iin)
  for (const consent of words[language].consents) {
    const box = page.getByRole('checkbox', { name: consent })
    if (await box.isVisible()) await box.check()
  }
  await page.getByRole('button', { name: next, exact: true }).click()
  await page.getByLabel(words[language].password, { exact: true }).waitFor()
}

/** Step 2: types the password and enters. */
export async function givesPassword(page: Page, language: Language, typed: string): Promise<void> {
  await page.getByLabel(words[language].password, { exact: true }).fill(typed)
  await page.getByRole('button', { name: words[language].enter, exact: true }).click()
}

/** Both steps, up to the feed. */
export async function signsIn(page: Page, language: Language, iin: string, typed = password): Promise<void> {
  await page.goto('/sign-in')
  await namesIin(page, language, iin)
  await givesPassword(page, language, typed)
  await page.getByRole('heading', { level: 1, name: words[language].feed }).waitFor()
}

/** Step 1, then «Забыли пароль?». */
export async function forgetsPassword(page: Page, language: Language, iin: string): Promise<void> {
  await page.goto('/sign-in')
  await namesIin(page, language, iin)
  await page.getByRole('button', { name: words[language].forgot }).click()
  await page.getByRole('heading', { level: 1, name: words[language].recovery }).waitFor()
}

/** What a page says, without what differs from visit to visit: the end of the IIN. */
export async function said(page: Page): Promise<string> {
  const text = (await page.locator('main').textContent()) ?? ''
  return text.replaceAll(/•••• \d{4}/g, '•••• ….')
}
