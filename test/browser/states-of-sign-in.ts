import type { Page } from 'playwright-core'
import { inCrowd } from './behind-the-pages.ts'
import { aigerim, ruslan, unknown } from './people.ts'
import type { State } from './states.ts'

const tooLong = 'a'.repeat(70_000)

/** Sign-in and what can go wrong in it. Buttons are found by their place, so that every language takes the same way. */
export const signInStates: readonly State[] = [
  { name: 'sign-in', who: 'stranger', main: true, reach: (page) => page.goto('/sign-in') },
  typed('sign-in-empty', '', 'none'),
  typed('sign-in-no-consents', aigerim, 'none'),
  typed('sign-in-length', '88051240012'),
  typed('sign-in-letters', '88051240012x'),
  typed('sign-in-check-digit', '900101300018'),
  typed('sign-in-bin', '210140000016'),
  ...['ended', 'signed-out', 'expired', 'password-set', 'recovery-over', 'own-recovery', 'transferred'].map(
    (notice): State => ({
      name: `sign-in-${notice}`,
      who: 'stranger',
      reach: (page) => page.goto(`/sign-in?notice=${notice}`),
    }),
  ),
  {
    name: 'sign-in-stale',
    who: 'stranger',
    async reach(page) {
      await page.goto('/sign-in')
      await spoilToken(page)
      await namesIin(page, aigerim)
    },
  },
  {
    name: 'sign-in-too-much',
    who: 'stranger',
    status: 413,
    async reach(page) {
      await page.goto('/sign-in')
      await namesIin(page, tooLong, 'none')
    },
  },
  {
    name: 'sign-in-wrong-type',
    who: 'stranger',
    status: 415,
    async reach(page) {
      await page.goto('/sign-in')
      await page.locator('#sign-in').evaluate((form) => form.setAttribute('enctype', 'text/plain'))
      await namesIin(page, aigerim)
    },
  },
  { name: 'password', who: 'stranger', main: true, reach: (page) => atPassword(page, aigerim) },
  passwordGiven('password-empty', '', 422),
  passwordGiven('password-no-match', 'Not-this-one-2026', 422),
  passwordGiven('password-too-long', 'a'.repeat(1025), 422),
  {
    name: 'password-stale',
    who: 'stranger',
    async reach(page) {
      await atPassword(page, aigerim)
      await spoilToken(page)
      await givesPassword(page, 'whatever')
    },
  },
  {
    name: 'password-wait',
    who: 'stranger',
    status: 429,
    async reach(page) {
      await atPassword(page, ruslan)
      for (let guesses = 0; guesses < 9; guesses += 1) {
        await givesPassword(page, `Guess-number-${guesses}`)
        if (await page.locator('.notice.warning').isVisible()) return
      }
    },
  },
  {
    name: 'forgot-stale',
    who: 'stranger',
    status: 403,
    async reach(page) {
      await atPassword(page, aigerim)
      await spoilToken(page)
      await page.locator('form[action="/sign-in/forgot"] button').click()
    },
  },
  {
    name: 'turned-away',
    who: 'stranger',
    status: 503,
    main: true,
    async reach(page, demo) {
      await atPassword(page, aigerim)
      const act = () => givesPassword(page, 'whatever')
      await inCrowd(page, demo, { others: 500, path: '/sign-in/password', act })
    },
  },
  {
    name: 'turned-away-iin',
    who: 'stranger',
    status: 503,
    async reach(page, demo) {
      await page.goto('/sign-in')
      await inCrowd(page, demo, { others: 500, path: '/sign-in', act: () => namesIin(page, aigerim) })
    },
  },
  ...['password-set', 'recovery-over'].map(
    (notice): State => ({
      name: `password-${notice}`,
      who: 'stranger',
      async reach(page) {
        await atPassword(page, aigerim)
        await page.goto(`/sign-in/password?notice=${notice}`)
      },
    }),
  ),
  { name: 'recovery-nobodys', who: 'stranger', reach: (page) => page.goto('/recovery') },
]

function typed(name: string, iin: string, boxes: 'all' | 'none' = 'all'): State {
  return {
    name,
    who: 'stranger',
    status: 422,
    async reach(page) {
      await page.goto('/sign-in')
      await namesIin(page, iin, boxes)
    },
  }
}

/** For somebody whom the demo does not know: those guesses must not use up anybody's budget. */
function passwordGiven(name: string, password: string, status: number): State {
  return {
    name,
    who: 'stranger',
    status,
    async reach(page) {
      await atPassword(page, unknown)
      await givesPassword(page, password)
    },
  }
}

async function namesIin(page: Page, iin: string, boxes: 'all' | 'none' = 'all'): Promise<void> {
  await page.locator('[name=iin]').fill(iin)
  if (boxes === 'all') for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.locator('#sign-in .actions .primary').click()
}

export async function atPassword(page: Page, iin: string): Promise<void> {
  await page.goto('/sign-in')
  await namesIin(page, iin)
  await page.locator('[name=password]').waitFor()
}

export async function givesPassword(page: Page, password: string): Promise<void> {
  await page.locator('[name=password]').fill(password)
  await page.locator('#sign-in .actions .primary').click()
}

/** As if the page had been open for a day: its forms are no longer believed. */
export async function spoilToken(page: Page): Promise<void> {
  for (const field of await page.locator('[name=csrf]').all()) {
    await field.evaluate((input) => input.setAttribute('value', 'stale'))
  }
}
