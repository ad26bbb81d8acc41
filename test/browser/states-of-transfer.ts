import type { Page } from 'playwright-core'
import { changeTransfer, whileSilent } from './behind-the-pages.ts'
import type { State } from './states.ts'

/** A family of the demo (`demo/births.csv`): the father claims, from a browser that began with somebody else's IIN. */
const right = {
  child: '210915500279',
  certificate: '1234567',
  first: '921108400335',
  second: '870901300583',
  year: '2022',
} as const
const month = '3'
const numberOfFather = '87755554433'
/** Of nobody. Each language refuses one attempt at the first child: three a day are judged. */
const nobody = { ...right, child: '210520500404', first: '850715400028', second: '' }
const triedTooOften = { ...nobody, child: '210520600010' }

/**
 * The transfer, in the browser of somebody whom the demo does not know. The states come in this order: each goes on where
 * the one before it has stopped.
 */
export const transferStates: readonly State[] = [
  {
    name: 'transfer',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/recovery')
      await begins(page)
    },
  },
  {
    name: 'transfer-empty',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer')
      await goesOn(page)
    },
  },
  {
    name: 'transfer-case-unknown',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer')
      await page.locator('.disclosure:has(#case) summary').click()
      await page.locator('#case').fill('1111-1111')
      await page.locator('[formaction="/transfer/stopped"]').click()
    },
  },
  {
    name: 'transfer-who',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer')
      await answers(page, right)
      await page.locator('#who').waitFor()
    },
  },
  {
    name: 'transfer-confirm',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/transfer')
      await answers(page, right)
      await page.locator('#who-2').check()
      await goesOn(page)
      await page.locator('dialog:modal').waitFor()
    },
  },
  {
    name: 'transfer-confirm-without-scripts',
    who: 'forgetful',
    async reach(page) {
      const nothing = { contentType: 'text/javascript', body: '' }
      await page.route('**/assets/*.js', (route) => route.fulfill(nothing))
      await page.goto('/transfer/confirm')
    },
  },
  {
    name: 'transfer-finish',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/transfer/confirm')
      await saysYes(page)
      await page.waitForURL('**/transfer/finish')
    },
  },
  {
    name: 'transfer-finish-empty',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer/finish')
      await goesOn(page)
    },
  },
  {
    name: 'transfer-number-wrong',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer/finish')
      await asksCode(page, '+7 916 123 45 67')
    },
  },
  {
    name: 'transfer-sent',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/transfer/finish')
      await asksCode(page, numberOfFather)
      await page.waitForURL(/done=sent/)
    },
  },
  {
    name: 'transfer-code-wrong',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer/finish')
      await page.locator('#code').fill('0000')
      for (const field of ['#fresh', '#repeat']) await page.locator(field).fill('Balapan-Ertegi-77')
      await goesOn(page)
    },
  },
  {
    name: 'transfer-number-silent',
    who: 'forgetful',
    status: 503,
    async reach(page, demo) {
      await page.goto('/transfer/finish')
      await whileSilent(demo, async () => {
        await asksCode(page, numberOfFather)
        await page.locator('[formaction="/transfer/stopped"]').waitFor()
      })
    },
  },
  {
    name: 'transfer-refused',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/transfer/finish')
      await beginsAgain(page)
      await answers(page, nobody)
      await saysYes(page)
      await page.locator('.error-summary').waitFor()
    },
  },
  {
    name: 'transfer-number',
    who: 'forgetful',
    main: true,
    async reach(page) {
      await page.goto('/transfer')
      do {
        await answers(page, triedTooOften)
        await saysYes(page)
        await page.waitForURL(/\/transfer(\/number)?$/)
      } while (!page.url().endsWith('/number'))
    },
  },
  {
    name: 'transfer-number-unproven',
    who: 'forgetful',
    status: 422,
    async reach(page) {
      await page.goto('/transfer/number')
      await asksCode(page, numberOfFather)
      await page.waitForURL(/done=sent/)
      await goesOn(page)
      await page.locator('.error-summary').waitFor()
    },
  },
  {
    name: 'transfer-stopped',
    who: 'forgetful',
    async reach(page, demo) {
      await page.goto('/transfer/number')
      await whileSilent(demo, async () => {
        await asksCode(page, numberOfFather)
        await page.locator('[formaction="/transfer/stopped"]').click()
        await page.waitForURL('**/transfer/stopped')
      })
    },
  },
  over('transfer-taken', { at: 'taken', heldUntil: null }),
  over('transfer-held', { at: 'held', heldUntil: '2027-03-05T14:30:00.000Z' }),
  over('transfer-held-by-case', { at: 'held', heldUntil: null }),
]

/** The move could not be: what the claimant reads whose code was right. */
function over(name: string, change: Parameters<typeof changeTransfer>[2]): State {
  return {
    name,
    who: 'forgetful',
    async reach(page, demo) {
      await changeTransfer(page, demo, change)
      await page.goto('/transfer/finish')
    },
  }
}

async function begins(page: Page): Promise<void> {
  await page.locator('summary').click()
  await page.locator('form[action="/recovery/not-mine"] button').click()
  await page.waitForURL('**/transfer')
}

/** «Отмена», and from the beginning. */
async function beginsAgain(page: Page): Promise<void> {
  await page.locator('[formaction="/transfer/cancel"]').click()
  await page.waitForURL('**/recovery')
  await begins(page)
}

async function answers(page: Page, typed: Readonly<Record<keyof typeof right, string>>): Promise<void> {
  for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text)
  await page.locator('#status').check()
  await page.locator('#month').selectOption(month)
  await goesOn(page)
}

/** «Да, обновить». */
async function saysYes(page: Page): Promise<void> {
  await page.locator('dialog:modal button').click()
}

async function asksCode(page: Page, number: string): Promise<void> {
  await page.locator('#phone').fill(number)
  await page.locator('[formaction="/transfer/send"]').click()
}

/** The page's main button. */
async function goesOn(page: Page): Promise<void> {
  await page.locator('#transfer > .actions button').first().click()
}
