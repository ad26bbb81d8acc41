import type { Page } from 'playwright-core'
import { password } from './people.ts'
import type { State, Who } from './states.ts'
import { spoilToken } from './states-of-sign-in.ts'

const good = 'Balapan-Ertegi-77'
const beforeEverything = '/cabinet?before=1_00000000-0000-0000-0000-000000000000'

/** The cabinet. Nothing here changes what another state shows, so they may come in any order. */
export const cabinetStates: readonly State[] = [
  at('feed', '/cabinet', { main: true }),
  at('feed-empty', beforeEverything),
  at('children', '/cabinet/children', { main: true }),
  at('children-empty', '/cabinet/children', { who: 'yerlan' }),
  at('profile', '/cabinet/profile', { main: true }),
  at('profile-saved', '/cabinet/profile?saved'),
  at('profile-withdrawn', '/cabinet/profile?withdrawn'),
  at('withdraw-liability', '/cabinet/profile/withdraw/liability'),
  at('withdraw-contacts', '/cabinet/profile/withdraw/contacts', { main: true }),
  {
    ...at('profile-no-language', '/cabinet/profile', { status: 422 }),
    async reach(page) {
      await page.goto('/cabinet/profile')
      await page.locator('[name=speaks]').evaluateAll((radios) => {
        for (const radio of radios) radio.removeAttribute('name')
      })
      await page.locator('#profile .primary').click()
    },
  },
  at('confirm', '/cabinet/security/confirm', { main: true }),
  confirmed('confirm-empty', '', 422),
  confirmed('confirm-wrong', 'Not-this-one-2026', 422, 'yerlan'),
  {
    ...at('confirm-stale', '/cabinet/security/confirm'),
    async reach(page) {
      await page.goto('/cabinet/security/confirm')
      await spoilToken(page)
      await page.locator('#confirm .primary').click()
    },
  },
  {
    ...at('confirm-wait', '/cabinet/security/confirm', { who: 'yerlan', status: 429 }),
    async reach(page) {
      for (let guesses = 0; guesses < 9; guesses += 1) {
        await confirms(page, `Guess-number-${guesses}`)
        if (await page.locator('.notice.warning').isVisible()) return
      }
    },
  },
  at('security', '/cabinet/security', { main: true }),
  at('security-password-changed', '/cabinet/security?done=password'),
  at('security-session-ended', '/cabinet/security?done=session'),
  at('new-password', '/cabinet/security/password', { main: true }),
  changed('new-password-short', { current: password, fresh: 'abc', repeat: 'abc' }),
  changed('new-password-common', { current: password, fresh: 'Password123!', repeat: 'Password123!' }),
  changed('new-password-personal', { current: password, fresh: '880512400120-Aa!', repeat: '' }),
  changed('new-password-repeat', { current: password, fresh: good, repeat: 'Balapan' }),
  changed('new-password-same', { current: password, fresh: password, repeat: password }),
  changed('new-password-empty', { current: '', fresh: '', repeat: '' }),
  {
    ...at('new-password-typing', '/cabinet/security/password'),
    async reach(page) {
      await page.goto('/cabinet/security/password')
      await page.locator('#fresh').pressSequentially('Balapan-77')
    },
  },
  {
    ...at('new-password-long-typing', '/cabinet/security/password'),
    async reach(page) {
      await page.goto('/cabinet/security/password')
      await page.locator('#fresh').pressSequentially('three small chicks')
    },
  },
  at('history', '/cabinet/security/history', { main: true }),
  at('printed-code', '/cabinet/security/printed-code'),
  {
    ...at('printed-code-made', '/cabinet/security/printed-code', { who: 'yerlan', main: true }),
    async reach(page) {
      await page.goto('/cabinet/security/printed-code')
      await page.locator('main form .primary').click()
      await page.locator('output').waitFor()
    },
  },
  at('security-address-added', '/cabinet/security?done=address'),
  at('security-address-removed', '/cabinet/security?done=address-removed'),
  at('address', '/cabinet/security/address', { who: 'yerlan', main: true }),
  {
    ...at('address-malformed', '/cabinet/security/address', { who: 'yerlan', status: 422 }),
    reach: (page) => namesAddress(page, 'yerlan@posta'),
  },
  { ...at('address-code', '', { who: 'yerlan', main: true }), reach: atAddressCode },
  {
    ...at('address-code-malformed', '', { who: 'yerlan', status: 422 }),
    async reach(page) {
      await atAddressCode(page)
      await page.locator('#code').fill('12 34')
      await page.locator('#address-code .primary').click()
    },
  },
  {
    // A second further code within the minute is refused, whatever was sent before.
    ...at('address-code-wait', '', { who: 'yerlan', status: 429 }),
    async reach(page) {
      await atAddressCode(page)
      for (let asked = 0; asked < 2; asked += 1) {
        await page.locator('form[action$="/address/resend"] button').click()
        await page.waitForLoadState('load')
      }
    },
  },
  at('home-signed-in', '/'),
  at('help-signed-in', '/help?from=feed'),
  at('not-found-signed-in', '/cabinet/nowhere', { status: 404 }),
  {
    ...at('sign-out-stale', '/cabinet', { status: 403 }),
    async reach(page) {
      await page.goto('/cabinet/children')
      await spoilToken(page)
      await page.locator('header form[action="/sign-out"] button').click()
    },
  },
  {
    ...at('idle-warning', '/cabinet/children'),
    async reach(page) {
      await page.route('**/cabinet/children', async (route) => {
        const response = await route.fetch()
        const body = (await response.text()).replace(/data-seconds="\d+"/, 'data-seconds="105"')
        await route.fulfill({ response, body })
      })
      await page.goto('/cabinet/children')
      await page.locator('kabinet-idle dialog').waitFor()
      await page.unrouteAll()
    },
  },
]

type More = { readonly who?: Who; readonly status?: number; readonly main?: true }

function at(name: string, path: string, { who = 'aigerim', ...more }: More = {}): State {
  return { name, who, ...more, reach: (page) => page.goto(path) }
}

async function namesAddress(page: Page, typed: string): Promise<void> {
  await page.goto('/cabinet/security/address')
  await page.locator('#email').fill(typed)
  await page.locator('#address .primary').click()
}

/** The page of the code; one that waits from before will do. */
async function atAddressCode(page: Page): Promise<void> {
  await page.goto('/cabinet/security/address/code')
  if (!page.url().endsWith('/code')) await namesAddress(page, 'yerlan@posta.example.kz')
  await page.locator('#code').waitFor()
}

function confirmed(name: string, typed: string, status: number, who: Who = 'aigerim'): State {
  return { name, who, status, reach: (page) => confirms(page, typed) }
}

async function confirms(page: Page, typed: string): Promise<void> {
  await page.goto('/cabinet/security/confirm')
  await page.locator('#password').fill(typed)
  await page.locator('#confirm .primary').click()
}

function changed(name: string, typed: { current: string; fresh: string; repeat: string }): State {
  return {
    name,
    who: 'aigerim',
    status: 422,
    async reach(page) {
      await page.goto('/cabinet/security/password')
      for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text)
      await page.locator('#new-password .primary').click()
    },
  }
}
