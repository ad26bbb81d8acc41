import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aPhone, namesNumber, pressed, typesPassword } from './app/phone.ts'
import { password } from './people.ts'
import { newPassword } from './recovering.ts'
import { openSite } from './site.ts'
import { forgetsPassword, givesPassword, namesIin, signsIn } from './visitor.ts'

/* Every family of the demo moves its account, end to end: the portal in one browser, ED24 on a phone, then both cabinets. */

const site = openSite()

type Family = {
  readonly what: string
  readonly language: 'ru' | 'kk'
  readonly scripts: boolean
  /** The IIN typed at sign-in. */
  readonly comesWith: string
  readonly claimant: string
  readonly child: { readonly iin: string; readonly name: string }
  readonly certificate: string
  readonly parents: readonly string[]
  /** Asked where the IIN at sign-in does not tell it. */
  readonly who?: 'first'
  readonly status: 'queued' | 'attending'
  readonly month: string
  readonly year: string
  readonly number: string
}

const families: readonly Family[] = [
  {
    what: 'an own account with a stranger’s number',
    language: 'ru',
    scripts: true,
    comesWith: '921108400335',
    claimant: '921108400335',
    child: { iin: '210915500279', name: 'Иванов Тимур' },
    certificate: '1234567',
    parents: ['870901300583', '921108400335'],
    status: 'queued',
    month: '3',
    year: '2022',
    number: '8 777 111 22 33',
  },
  {
    what: 'an account under the child’s own IIN',
    language: 'kk',
    scripts: false,
    comesWith: '220719500314',
    claimant: '890617400926',
    child: { iin: '220719500314', name: 'Оспанов Әлихан' },
    certificate: '7654321',
    parents: ['890617400926', '831111300663'],
    who: 'first',
    status: 'queued',
    month: '1',
    year: '2023',
    number: '+77028887766',
  },
  {
    what: 'a grandmother who applied',
    language: 'ru',
    scripts: false,
    comesWith: '600115400255',
    claimant: '930202400147',
    child: { iin: '211007600211', name: 'Смирнова Алиса' },
    certificate: 'ііі вк 654321',
    parents: ['930202400147'],
    status: 'queued',
    month: '6',
    year: '2022',
    number: '7056667788',
  },
  {
    what: 'two parents',
    language: 'kk',
    scripts: true,
    comesWith: '850304300217',
    claimant: '850304300217',
    child: { iin: '200521600112', name: 'Сейтқали Аяна' },
    certificate: 'II АБ 123456',
    parents: ['880512400120', '850304300217'],
    status: 'attending',
    month: '9',
    year: '2023',
    number: '87017001122',
  },
]

async function answers(page: Page, family: Family): Promise<void> {
  const [first = '', second = ''] = family.parents
  const typed = { child: family.child.iin, certificate: family.certificate, first, second, year: family.year }
  for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text)
  await page.locator('#month').selectOption(family.month)
  await page.locator(`[name=status][value=${family.status}]`).check()
  const goOn = () => page.locator('main form .actions .primary').first().click()
  await goOn()
  if (family.who) {
    await page.locator(`[name=who][value=${family.who}]`).check()
    await goOn()
  }
  await page.waitForURL('**/transfer/confirm')
  await page.locator('dialog .primary').click()
  await page.waitForURL('**/transfer/finish')
}

/** The number in the app on a phone, with the page's one-time password; gives the code. */
async function codeFromApp(page: Page, { language, number }: Family): Promise<string> {
  await page.locator('#phone').fill(number)
  await page.locator('button[formaction="/transfer/send"]').click()
  await page.waitForURL(/done=sent/)
  const oneTime = (await page.locator('output').first().textContent()) ?? ''
  const browser = page.context().browser()
  if (!browser) throw new Error('the page belongs to no browser')
  const say = pressed[language]
  const { context, page: phone } = await aPhone(browser, site.origin(), { locale: say.locale })
  await phone.goto('/ed24/')
  await namesNumber(phone, language, number)
  await typesPassword(phone, language, oneTime)
  await phone.getByRole('button', { name: say.feed }).click()
  await phone.getByRole('button', { name: say.show }).click()
  const code = (await phone.getByRole('status', { name: say.code }).textContent()) ?? ''
  await context.close()
  return code
}

test.each(families)(
  '$what',
  async (family) => {
    const { language } = family
    const page = await site.visitor(language, { javaScriptEnabled: family.scripts })
    await forgetsPassword(page, language, family.comesWith)
    await page.locator('summary').first().click()
    await page.locator('form[action="/recovery/not-mine"] button').click()
    await page.waitForURL('**/transfer')
    await answers(page, family)
    const code = await codeFromApp(page, family)
    await page.locator('#code').fill(code)
    for (const field of ['fresh', 'repeat']) await page.locator(`#${field}`).fill(newPassword)
    await page.locator('main form .actions .primary').click()
    await page.waitForURL('**/sign-in**notice=transferred')

    // The new holder: the child, and limited mode until the former one has agreed or 72 hours are over.
    const holder = await site.visitor(language)
    await signsIn(holder, language, family.claimant, newPassword)
    await holder.locator('main .notice').first().waitFor()
    await holder.goto('/cabinet/children')
    await holder.getByText(family.child.name).waitFor()
  },
  120_000,
)

test('the other parent, whose cabinet is closed now, reads what happened and objects; both see the child', async () => {
  const mother = await site.visitor('kk')
  await mother.goto('/sign-in')
  await namesIin(mother, 'kk', '880512400120')
  await givesPassword(mother, 'kk', password)
  await mother.waitForURL('**/cabinet/moved')
  await mother.getByText('Сейтқали Аяна').first().waitFor()
  await mother
    .getByRole('link', { name: 'Қарсылық білдіру' })
    .or(mother.getByRole('button', { name: 'Қарсылық білдіру' }))
    .first()
    .click()
  await mother.locator('main form .actions button').first().click()
  await mother.locator('main output').waitFor()
  await mother.goto('/cabinet/children')
  await mother.getByText('Сейтқали Аяна').first().waitFor()
  const father = await site.visitor('kk')
  await signsIn(father, 'kk', '850304300217', newPassword)
  await father.goto('/cabinet/children')
  await father.getByText('Сейтқали Аяна').first().waitFor()
  expect(await father.locator('main').textContent()).toMatch(/[Дд]ау/)
}, 60_000)
