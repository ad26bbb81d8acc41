import type { Page } from 'playwright-core'
import type { Language } from '../../src/domain/language.ts'
import { aPhone, namesNumber, pressed, typesPassword } from './app/phone.ts'
import { gulnar } from './people.ts'
import type { State } from './states.ts'
import { atPassword, spoilToken } from './states-of-sign-in.ts'

const good = 'Balapan-Ertegi-77'
const noCode = '0000'

/**
 * The recovery page. Its states belong to somebody whom the demo does not know, in one browser: whoever has an account
 * sees the same, and the tries are nobody's. They come in this order, because tries are used up.
 */
export const recoveryStates: readonly State[] = [
  { name: 'recovery', who: 'forgetful', main: true, reach: (page) => page.goto('/recovery') },
  {
    name: 'recovery-without-scripts',
    who: 'forgetful',
    async reach(page) {
      const nothing = { contentType: 'text/javascript', body: '' }
      await page.route('**/assets/*.js', (route) => route.fulfill(nothing))
      await page.goto('/recovery')
    },
  },
  {
    name: 'recovery-over',
    who: 'forgetful',
    async reach(page) {
      await page.clock.install()
      await page.goto('/recovery')
      await page.clock.runFor('11:00')
      await page.locator('[data-over]').waitFor()
    },
  },
  {
    name: 'recovery-not-mine',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/recovery')
      await page.locator('summary').click()
    },
  },
  typed('recovery-empty', '', '', ''),
  typed('recovery-code-malformed', '47', good, good),
  typed('recovery-password-short', noCode, 'abc', 'abc'),
  typed('recovery-password-common', noCode, 'Password123!', 'Password123!'),
  typed('recovery-password-repeat', noCode, good, 'Balapan'),
  { ...typed('recovery-code-wrong', noCode, good, good), main: true },
  { name: 'printed', who: 'forgetful', main: true, reach: (page) => page.goto('/recovery/printed') },
  {
    name: 'printed-wrong',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/recovery/printed')
      const typed = { code: 'K7MQ2 9XTRB 4HNPW 0SDFG', fresh: good, repeat: good }
      for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text)
      await page.locator('#printed .primary').click()
    },
  },
  {
    name: 'recovery-stale',
    who: 'forgetful',
    async reach(page) {
      await page.goto('/recovery')
      await spoilToken(page)
      await updates(page, noCode, good, good)
    },
  },
  {
    name: 'recovery-no-tries',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/recovery')
      for (let tries = 0; tries < 3; tries += 1) await updates(page, noCode, good, good)
    },
  },
  {
    name: 'recovery-sent',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/recovery')
      await page.locator('form[action="/recovery/send"] button').click()
      await page.waitForURL('**/recovery?done=sent')
    },
  },
  {
    name: 'recovery-registered',
    who: 'stranger',
    main: true,
    async reach(page) {
      await atPassword(page, gulnar.iin)
      await page.locator('form[action="/sign-in/forgot"] button').click()
      await activates(page, gulnar.phone)
      await page.locator('kabinet-recovery [role=status] .notice').waitFor()
    },
  },
  {
    name: 'recovery-registered-later',
    who: 'stranger',
    async reach(page) {
      await atPassword(page, gulnar.iin)
      await page.locator('form[action="/sign-in/forgot"] button').click()
      await activates(page, gulnar.phone)
      await page.goto('/recovery')
    },
  },
]

/** Somebody types the page's one-time password into ED24 on a phone, to the end. */
export async function activates(page: Page, number: string): Promise<void> {
  const oneTime = (await page.locator('output').first().textContent()) ?? ''
  const language = (await page.locator('html').getAttribute('lang')) as Language
  const browser = page.context().browser()
  if (!browser) throw new Error('the page belongs to no browser')
  const { locale, done } = pressed[language]
  const { context, page: phone } = await aPhone(browser, new URL(page.url()).origin, { locale })
  await phone.goto('/ed24/')
  await namesNumber(phone, language, number)
  await typesPassword(phone, language, oneTime)
  await phone.getByRole('heading', { name: done }).waitFor()
  await context.close()
}

function typed(name: string, code: string, fresh: string, repeat: string): State {
  return {
    name,
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/recovery')
      await updates(page, code, fresh, repeat)
    },
  }
}

/** Types all three and presses «Обновить»; returns when the page is there again. */
async function updates(page: Page, code: string, fresh: string, repeat: string): Promise<void> {
  for (const [field, text] of Object.entries({ code, fresh, repeat })) {
    await page.locator(`#${field}`).fill(text)
  }
  await page.locator('#recovery .actions button').click()
}
