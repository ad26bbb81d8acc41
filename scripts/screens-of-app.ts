import type { Browser, Page } from 'playwright-core'
import type { Language } from '../src/domain/language.ts'
import { eventWords } from '../src/notify/event-words.ts'
import { startFakeCompanion } from '../test/browser/app/fake-companion.ts'
import { aNotice, anAccount, anApproval, aRequest, inMinutes } from '../test/browser/app/fake-feed.ts'
import { aPhone, namesNumber, pressed, typesPassword } from '../test/browser/app/phone.ts'

/** The app's screens that are pictured, in the order in which a person meets them. */
export const appScreens = [
  'app-number',
  'app-second',
  'app-registered',
  'app-quiet',
  'app-request',
  'app-code',
  'app-notices',
  'app-phone',
] as const
export type AppScreen = (typeof appScreens)[number]

/**
 * Walks through the built app in one language and calls `picture` at every screen. The companion API is the tests' own: it
 * can be put into states that would take the real one a day.
 */
export async function showApp(
  browser: Browser,
  language: Language,
  picture: (page: Page, screen: AppScreen) => Promise<void>,
): Promise<void> {
  const server = await startFakeCompanion()
  const words = pressed[language]
  const { page, context } = await aPhone(browser, server.origin, {
    locale: words.locale,
    serviceWorkers: 'block',
  })
  try {
    const { password } = server.offers('+77051239223')
    await page.goto('/ed24/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture(page, 'app-number')
    await namesNumber(page, language, '8 705 123 92 23')
    await page.getByLabel(words.password, { exact: true }).waitFor()
    await picture(page, 'app-second')
    await typesPassword(page, language, password)
    await page.getByRole('heading', { level: 1, name: words.done }).waitFor()
    await picture(page, 'app-registered')
    await page.getByRole('button', { name: words.feed }).click()
    await page.locator('.quiet').waitFor()
    await picture(page, 'app-quiet')
    server.tell({ requests: [aRequest()] })
    await page.getByRole('button', { name: words.show }).waitFor()
    await picture(page, 'app-request')
    await page.getByRole('button', { name: words.show }).click()
    await page.locator('output').waitFor()
    await picture(page, 'app-code')
    server.tell({ ...everything(language), requests: [] })
    await page.locator('.told').nth(2).waitFor()
    await picture(page, 'app-notices')
    await page.getByRole('button', { name: words.settings }).click()
    await page.locator('.rows').first().waitFor()
    await picture(page, 'app-phone')
  } finally {
    await context.close()
    await server.goesAway()
  }
}

/** Accounts that are limited, wait and are frozen, and notices with their answers. */
function everything(language: Language) {
  const words = eventWords(language)
  const told = (kind: 'password-recovered' | 'contested' | 'transferred-away') => {
    const [title = '', body = ''] = words[kind]
    return { title, body, kind, state: 'opened' as const }
  }
  return {
    accounts: [
      anAccount({ restriction: { kind: 'limited', until: inMinutes(600), canEnd: true } }),
      anAccount({ maskedIin: '•••• •••• 5501', state: 'waits', waitsUntil: inMinutes(1200) }),
      anAccount({
        maskedIin: '•••• •••• 7702',
        restriction: { kind: 'frozen', until: null, canEnd: false },
      }),
    ],
    approvals: [anApproval()],
    notices: [
      aNotice({ ...told('password-recovered'), canContest: true }),
      aNotice({ ...told('contested'), canContest: false, canFreeze: true, case: '4829-1307' }),
      aNotice({
        ...told('transferred-away'),
        transfer: { binding: 'b1', canApprove: true, canObject: true, case: null, isUndone: false },
      }),
    ],
  }
}
