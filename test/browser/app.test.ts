import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { languages } from '../../src/domain/language.ts'
import { launchBrowser } from '../support/chromium.ts'
import { filmQrCode } from './app/camera.ts'
import { type FakeCompanion, startFakeCompanion } from './app/fake-companion.ts'
import { aClaim, aNotice, anAccount, anApproval, aRequest, inMinutes } from './app/fake-feed.ts'
import { faults } from './app/faults.ts'
import { aPhone, namesNumber, pressed, typesPassword } from './app/phone.ts'

/* The built app in a real browser, against the companion API's contract. Run `node scripts/build.ts` first. */

const number = '+77051239223'
const folder = mkdtempSync(join(tmpdir(), 'ed24-camera-'))
const film = join(folder, 'screen.y4m')
const firstLoadBudget = 100 * 1024
let server: FakeCompanion
let browser: Browser

beforeAll(async () => {
  server = await startFakeCompanion()
  filmQrCode('https://kabinet.evil.example/ed24/#activate=AAAAAAAAAAAAAAAAAAAAAA', film)
  browser = await launchBrowser([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ])
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await server?.goesAway()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(() =>
  server.tell({
    ...{ accounts: [], claims: [], requests: [], approvals: [], notices: [] },
    ...{ hasMoreRequests: false, unlisted: [] },
  }),
)

/** A phone whose number is registered, with its feed on the screen. */
async function registeredPhone(language: 'ru' | 'kk' | 'en' = 'ru') {
  const { password } = server.offers(number)
  const phone = await aPhone(browser, server.origin, { locale: pressed[language].locale })
  await phone.page.goto('/ed24/')
  await namesNumber(phone.page, language, '8 705 123 92 23')
  await typesPassword(phone.page, language, password)
  await phone.page.getByRole('button', { name: pressed[language].feed }).click()
  return phone
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

describe('activation', () => {
  test('by one-time password: number, agreement, password, feed', async () => {
    const { password } = server.offers(number)
    const { page, context, said } = await aPhone(browser, server.origin)
    await page.goto('/ed24/')
    await page.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }).click()
    await page.getByText('Введите номер телефона').waitFor()
    await page.getByLabel('Номер телефона', { exact: true }).fill('+7 495 123 45 67')
    await page.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }).click()
    await page.getByText('Это не номер Казахстана').waitFor()
    await page.getByLabel('Номер телефона', { exact: true }).fill('8 705 123 92 23')
    await page.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }).click()
    await page.getByText('примите соглашение').waitFor()
    await page.getByLabel(pressed.ru.agree).check()
    await page.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }).click()

    await page.getByText('раздел «Лента событий»').waitFor({ state: 'attached' })
    await typesPassword(page, 'ru', '111')
    await page.getByText('13 цифр. Проверьте').waitFor()
    await typesPassword(page, 'ru', '0000 0000 0000 0')
    await page.getByText('не подошли друг другу').waitFor()
    await typesPassword(page, 'ru', password.replace(/(.{4})/g, '$1 '))
    await heading(page, 'Номер зарегистрирован в приложении!').waitFor()
    expect(server.calls.find(({ name }) => name === 'activate')?.body).toMatchObject({ phone: number })
    await page.getByRole('button', { name: 'Открыть ленту' }).click()
    await page.getByText('Новых запросов нет').waitFor()
    expect(said).toEqual([])
    await context.close()
  })

  test('«ввести другой номер» leads back to the number, which is still there', async () => {
    const { page, context } = await aPhone(browser, server.origin)
    await page.goto('/ed24/')
    await namesNumber(page, 'ru', '87051239223')
    await page.getByRole('button', { name: 'ввести другой номер' }).click()
    await heading(page, 'Вход в ED24').waitFor()
    expect(await page.getByLabel('Номер телефона', { exact: true }).inputValue()).toBe('+7 705 123 92 23')
    await context.close()
  })

  test('by link: the token leaves the address at once, and the person sees who asks', async () => {
    const { token } = server.offers(number)
    const { page, context, said } = await aPhone(browser, server.origin)
    await page.goto(`/ed24/#activate=${token}`)
    await page.getByText('Вы открыли ED24 со страницы').waitFor()
    expect(page.url()).toBe(`${server.origin}/ed24/`)
    await namesNumber(page, 'ru', '7051239223')
    await heading(page, 'Это Вы просите доступ?').waitFor()
    await page.getByText('Chrome, Windows').waitFor()
    await page.getByText('•••• •••• 0120').waitFor()
    const sizes = await Promise.all(
      ['Подтвердить', 'Отклонить'].map((name) => page.getByRole('button', { name }).boundingBox()),
    )
    expect(sizes[0]?.width).toBe(sizes[1]?.width)
    expect(sizes[0]?.height).toBe(sizes[1]?.height)
    await page.getByRole('button', { name: 'Подтвердить' }).click()
    await heading(page, 'Номер зарегистрирован в приложении!').waitFor()
    expect(
      JSON.stringify(await page.evaluate(() => [history.state, { ...localStorage }, { ...sessionStorage }])),
    ).not.toContain(token)
    expect(said).toEqual([])
    await context.close()
  })

  test('where the deployment asks for it, six digits from an SMS come between', async () => {
    const { password } = server.offers(number)
    server.askForSms(true)
    const { page, context, said } = await aPhone(browser, server.origin)
    try {
      await page.goto('/ed24/')
      await namesNumber(page, 'ru', '87051239223')
      await typesPassword(page, 'ru', password)
      await heading(page, 'Подтвердите номер').waitFor()
      await page.getByLabel('Код из SMS').fill('111111')
      await page.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }).click()
      await page.getByText('Код из SMS не подошёл').waitFor()
      expect(await faults(page)).toEqual([])
      await page.getByLabel('Код из SMS').fill('310247')
      await page.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }).click()
      await heading(page, 'Номер зарегистрирован в приложении!').waitFor()
      expect(said).toEqual([])
    } finally {
      server.askForSms(false)
      await context.close()
    }
  })

  test('«Отклонить» binds nothing', async () => {
    const { token } = server.offers(number)
    const { page, context } = await aPhone(browser, server.origin)
    await page.goto(`/ed24/#activate=${token}`)
    await namesNumber(page, 'ru', '7051239223')
    const before = server.calls.filter(({ name }) => name === 'activate').length
    await page.getByRole('button', { name: 'Отклонить' }).click()
    await heading(page, 'Вы отклонили запрос').waitFor()
    expect(server.calls.filter(({ name }) => name === 'activate')).toHaveLength(before)
    await context.close()
  })

  test('by QR: a code of another site is refused with words, ours is followed', async () => {
    const { token } = server.offers(number)
    const { page, context, said } = await aPhone(browser, server.origin)
    await page.goto('/ed24/')
    await namesNumber(page, 'ru', '87051239223')
    await page.getByRole('button', { name: 'Открыть камеру' }).click()
    await page.getByText('Этот код ведёт на другой сайт').waitFor()
    expect(server.calls.some(({ body }) => JSON.stringify(body).includes('AAAAAAAAAAAAAAAAAAAAAA'))).toBe(
      false,
    )
    await page.getByRole('button', { name: 'Ввести одноразовый пароль' }).click()
    await heading(page, 'Регистрация номера').waitFor()

    filmQrCode(`${server.origin}/ed24/#activate=${token}`, film)
    await page.getByRole('button', { name: 'Открыть камеру' }).click()
    await heading(page, 'Это Вы просите доступ?').waitFor()
    await page.getByRole('button', { name: 'Подтвердить' }).click()
    await heading(page, 'Номер зарегистрирован в приложении!').waitFor()
    expect(said).toEqual([])
    await context.close()
  })
})

describe('the feed', () => {
  test('a request arrives by itself; «Показать код» shows its code, «Это не я» ends it', async () => {
    const { page, context, said } = await registeredPhone()
    await page.getByText('Новых запросов нет').waitFor()
    server.tell({ requests: [aRequest()] })
    const card = page.getByRole('article', { name: 'Запрос на восстановление пароля' })
    await card.getByText('запрос № 47').waitFor()
    await card.getByText('95.56.12.*').waitFor()
    await card.getByRole('button', { name: 'Показать код' }).click()
    const code = page.getByRole('status', { name: 'Код подтверждения' })
    await code.waitFor()
    expect(await code.textContent()).toBe('4821')
    expect(await code.evaluate((element) => element.tagName)).toBe('OUTPUT')
    await card.getByText('Осталось 10 минут').waitFor()
    await card.getByRole('button', { name: 'Скопировать' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('4821')
    await card.getByRole('button', { name: 'Это не я' }).click()
    await card.waitFor({ state: 'detached' })
    expect(server.calls.filter(({ name }) => name === 'not-me')).toHaveLength(1)
    expect(said).toEqual([])
    await context.close()
  })

  test('where there are more requests than are listed, the own one is found by its two digits', async () => {
    const { page, context, said } = await registeredPhone()
    server.tell({
      ...{ requests: [aRequest({ number: 12 })], hasMoreRequests: true },
      unlisted: [aRequest({ number: 47, network: '95.56.13.*' })],
    })
    const field = page.getByLabel('Номер запроса')
    const find = page.getByRole('button', { name: 'Найти запрос' })
    await find.click()
    await page.getByText('Введите две цифры: они стоят').waitFor()
    await field.fill('48')
    await find.click()
    await page.getByText('Запроса с таким номером нет').waitFor()
    await field.fill('№ 47')
    await find.click()
    const card = page.getByRole('article').filter({ hasText: 'запрос № 47' })
    await card.getByText('95.56.13.*').waitFor()
    await page.getByText('Запроса с таким номером нет').waitFor({ state: 'detached' })
    expect(await faults(page)).toEqual([])
    expect(said).toEqual([])
    await context.close()
  })

  test('notices are told as delivered, and as opened once they were on the screen', async () => {
    const { page, context } = await registeredPhone()
    const notice = aNotice({ title: 'Вход в Личный кабинет', body: 'Chrome, Windows' })
    server.tell({ notices: [notice] })
    await page.getByText('доставлено').waitFor()
    server.tell({})
    await expect.poll(() => server.story.notices[0]?.state, { timeout: 8000 }).toBe('opened')
    await context.close()
  })

  test('notices that the server did not take down are not said to be on', async () => {
    const { page, context } = await aPhone(browser, server.origin)
    // No push service stands behind a headless browser.
    await context.addInitScript(() => {
      const taken = { toJSON: () => ({}), unsubscribe: async () => sessionStorage.removeItem('taken') }
      const held = () => (sessionStorage.getItem('taken') ? taken : null) as unknown as PushSubscription
      PushManager.prototype.subscribe = async () => {
        sessionStorage.setItem('taken', 'yes')
        return held()
      }
      PushManager.prototype.getSubscription = async () => held()
      Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
      Notification.requestPermission = async () => 'granted'
    })
    const installation = { id: 'i1', createdAt: new Date().toISOString() }
    await page.route('**/companion/hello', (route) => route.fulfill({ json: { installation, pushKey: 'A' } }))
    let status = 503
    await page.route('**/companion/push', (route) => route.fulfill({ status, json: {} }))
    const { password } = server.offers(number)
    await page.goto('/ed24/')
    await namesNumber(page, 'ru', '8 705 123 92 23')
    await typesPassword(page, 'ru', password)
    await page.getByRole('button', { name: pressed.ru.feed }).click()
    const offer = page.getByRole('button', { name: 'Включить уведомления' })
    await offer.click()
    await page.getByText('Попробуйте ещё раз позже').waitFor()
    await page.reload()
    await offer.waitFor()
    status = 200
    await offer.click()
    await offer.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Этот телефон' }).click()
    await page.getByText('Включены').waitFor()
    await context.close()
  })

  test('«Это не я» about a recovery shows the case; a freeze is asked twice', async () => {
    const { page, context } = await registeredPhone()
    server.tell({
      notices: [
        aNotice({ title: 'Пароль восстановлен', body: '', kind: 'password-recovered', canContest: true }),
      ],
    })
    await page.getByRole('button', { name: 'Это не я' }).click()
    await page.getByText('4829-1307').waitFor()
    await page.getByText('ЦОН, тел. 1414').waitFor()
    expect(await page.getByRole('button', { name: 'Это не я' }).count()).toBe(0)
    const freezing = page.getByRole('button', { name: 'Заморозить кабинет' })
    await freezing.click()
    await page.getByRole('button', { name: 'Не замораживать' }).click()
    expect(server.calls.some(({ name }) => name === 'freeze')).toBe(false)
    await freezing.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Заморозить кабинет' }).click()
    await expect.poll(() => freezing.count()).toBe(0)
    expect(server.calls.filter(({ name }) => name === 'freeze')).toHaveLength(1)
    await context.close()
  })

  test('a claim on a phone without an account: its card, then its request, whose code transfers', async () => {
    const { page, context, said } = await registeredPhone()
    server.tell({ accounts: [], claims: [aClaim()] })
    await page.getByText('Запрос на код появится здесь сам').waitFor()
    expect(await page.getByText('На этом телефоне нет кабинетов').count()).toBe(0)
    server.tell({ requests: [aRequest({ kind: 'transfer' })] })
    const card = page.getByRole('article', { name: 'Запрос на переоформление' })
    const answers = card.locator('.choice button')
    await answers.first().waitFor()
    expect(await answers.allTextContents()).toEqual(['Показать код', 'Это не я'])
    const [show, deny] = await Promise.all([answers.nth(0).boundingBox(), answers.nth(1).boundingBox()])
    expect([show?.width, show?.height]).toEqual([deny?.width, deny?.height])
    await answers.first().click()
    await card.getByText('на странице, где Вы переоформляете кабинет').waitFor()
    expect(said).toEqual([])
    await context.close()
  })

  test('«Возразить» about a transfer is asked twice and shows the case; a closed account says why', async () => {
    const { page, context, said } = await registeredPhone()
    const transfer = { binding: 'b1', canApprove: true, canObject: true, case: null, isUndone: false }
    server.tell({
      accounts: [anAccount({ restriction: { kind: 'closed', until: null, canEnd: false } })],
      notices: [aNotice({ title: 'Ребёнок переоформлен', body: '', kind: 'transferred-away', transfer })],
    })
    await page.getByText('Кабинет закрыт').waitFor()
    await page.getByRole('button', { name: 'Согласен' }).waitFor()
    await page.getByRole('button', { name: 'Возразить' }).click()
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Не подавать' }).click()
    expect(server.calls.some(({ name }) => name === 'transfer')).toBe(false)
    await page.getByRole('button', { name: 'Возразить' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Возразить' }).click()
    await page.getByText('5510-0042').waitFor()
    expect(await page.getByRole('button', { name: 'Возразить' }).count()).toBe(0)
    expect(said).toEqual([])
    await context.close()
  })

  test('a frozen account, and an answer that cannot be given, say whom to ask', async () => {
    const { page, context } = await registeredPhone()
    const transfer = { binding: 'b1', canApprove: false, canObject: true, case: null, isUndone: false }
    server.tell({
      accounts: [anAccount({ restriction: { kind: 'frozen', until: null, canEnd: false } })],
      notices: [aNotice({ title: 'Ребёнок переоформлен', body: '', kind: 'transferred-away', transfer })],
    })
    await page.getByText('сотрудник. Обратитесь за помощью: ЦОН, тел. 1414').waitFor()
    await page.getByRole('button', { name: 'Возразить' }).click()
    await page.route('**/companion/transfer', (route) =>
      route.fulfill({ status: 409, json: { problem: 'gone' } }),
    )
    await page.getByRole('dialog').getByRole('button', { name: 'Возразить' }).click()
    await page.getByText('Ответить уже нельзя. Обратитесь за помощью: ЦОН, тел. 1414').waitFor()
    await context.close()
  })

  test('what was received is read without a network, and says so', async () => {
    const { page, context } = await registeredPhone()
    server.tell({ notices: [aNotice({ title: 'Пароль изменён', body: 'Если это не Вы, скажите нам' })] })
    await page.getByText('Пароль изменён').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await expect
      .poll(() => page.evaluate(() => !!navigator.serviceWorker.controller), { timeout: 8000 })
      .toBe(true)
    await server.goesAway()
    try {
      await page.reload()
      await page.getByText('Нет связи').waitFor()
      await page.getByText('Пароль изменён').waitFor()
      await page.getByRole('button', { name: 'Этот телефон' }).click()
      await page.getByRole('button', { name: 'Соглашение о приложении ED24' }).click()
      await page.getByRole('heading', { name: '2. Что хранится на телефоне' }).waitFor()
    } finally {
      await server.comesBack()
    }
    await context.close()
  })

  test('the key never leaves the phone, and one phone has one', async () => {
    const { page, context } = await registeredPhone()
    await page.getByText('Новых запросов нет').waitFor()
    const thumbprint = server.calls.at(-1)?.thumbprint
    await page.reload()
    await page.getByText('Новых запросов нет').waitFor()
    expect(server.calls.at(-1)?.thumbprint).toBe(thumbprint)
    const exported = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('ed24', 1)
        request.onsuccess = () => resolve(request.result)
      })
      const pair = await new Promise<CryptoKeyPair>((resolve) => {
        const request = database.transaction('kept').objectStore('kept').get('key')
        request.onsuccess = () => resolve(request.result)
      })
      return crypto.subtle.exportKey('jwk', pair.privateKey).then(
        () => 'exported',
        (error) => error.name,
      )
    })
    expect(exported).toBe('InvalidAccessError')
    await context.close()
  })

  test('a nonce that has run out costs one more request and no word', async () => {
    const { page, context } = await registeredPhone()
    await page.getByText('Новых запросов нет').waitFor()
    server.renewNonce()
    server.tell({ requests: [aRequest({ number: 81 })] })
    await page.getByText('запрос № 81').waitFor()
    expect(await page.getByText('Нет связи').count()).toBe(0)
    await context.close()
  })

  test('removal forgets the key: the next start is the first screen', async () => {
    const { page, context } = await registeredPhone()
    await page.getByRole('button', { name: 'Этот телефон' }).click()
    await page.getByRole('button', { name: 'Удалить приложение с этого телефона' }).click()
    await page.getByRole('button', { name: 'Оставить' }).click()
    await page.getByRole('button', { name: 'Удалить приложение с этого телефона' }).click()
    await page.getByRole('button', { name: 'Да, удалить' }).click()
    await heading(page, 'ED24 удалено с этого телефона').waitFor()
    const { name, thumbprint } = server.calls.at(-1) ?? {}
    expect(name, 'nothing after it makes the server know the phone again').toBe('remove')
    await page.reload()
    await heading(page, 'Вход в ED24').waitFor()
    const { token } = server.offers(number)
    await page.goto(`/ed24/#activate=${token}`)
    await namesNumber(page, 'ru', '87051239223')
    await heading(page, 'Это Вы просите доступ?').waitFor()
    expect(server.calls.at(-1)?.thumbprint).not.toBe(thumbprint)
    await context.close()
  })

  test('the phone’s own «back» walks through the screens', async () => {
    const { page, context } = await registeredPhone()
    await page.getByRole('button', { name: 'Этот телефон' }).click()
    await page.getByRole('button', { name: 'Соглашение о приложении ED24' }).click()
    await heading(page, 'Соглашение о приложении ED24').waitFor()
    await page.goBack()
    await heading(page, 'Этот телефон').waitFor()
    await page.goBack()
    await heading(page, 'Лента').waitFor()
    await context.close()
  })
})

describe.each(languages)('in %s', (language) => {
  test('no screen has a fault in either theme or at 320 px', async () => {
    const words = pressed[language]
    const { page, context, said } = await aPhone(browser, server.origin, { locale: words.locale })
    const { password, token } = server.offers(number)
    const found: string[] = []
    const judge = async (screen: string) => {
      found.push(...(await faults(page)).map((fault) => `${screen}: ${fault}`))
    }
    await page.goto('/ed24/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
    await judge('number')
    await page.getByRole('button', { name: words.next }).click()
    await page.locator('.field-error').waitFor()
    await judge('number, empty')
    await page.getByRole('button', { name: words.agreement }).click()
    await page.locator('.words h2').first().waitFor()
    await judge('agreement')
    await page.goBack()
    await namesNumber(page, language, '87051239223')
    await page.locator('summary').click()
    await judge('second')
    await typesPassword(page, language, '0000000000000')
    await page.getByRole('alert').waitFor()
    await judge('second, refused')
    await page.getByRole('button', { name: words.scan }).click()
    await page.locator('video').waitFor()
    await judge('camera')
    await page.goto(`/ed24/#activate=${token}`)
    await namesNumber(page, language, '87051239223')
    await page.getByRole('button', { name: words.decline }).waitFor()
    await judge('preview')
    await page.getByRole('button', { name: words.decline }).click()
    await page.locator('.seal').waitFor()
    await judge('declined')
    await page.goto('/ed24/')
    server.offers(number, {})
    await namesNumber(page, language, '87051239223')
    await typesPassword(page, language, password)
    await heading(page, words.done).waitFor()
    await judge('registered')
    await page.getByRole('button', { name: words.feed }).click()
    await page.locator('.quiet').waitFor()
    await judge('feed, quiet')
    server.tell({
      accounts: [
        anAccount({ restriction: { kind: 'limited', until: inMinutes(600), canEnd: true } }),
        anAccount({ maskedIin: '•••• •••• 5501', state: 'waits', waitsUntil: inMinutes(1200) }),
        anAccount({
          maskedIin: '•••• •••• 7702',
          restriction: { kind: 'frozen', until: null, canEnd: false },
        }),
        anAccount({
          maskedIin: '•••• •••• 8803',
          restriction: { kind: 'closed', until: null, canEnd: false },
        }),
        anAccount({ maskedIin: '•••• •••• 9904', state: 'former' }),
      ],
      claims: [aClaim(), aClaim({ state: 'waits', waitsUntil: inMinutes(1200) })],
      requests: [
        aRequest(),
        aRequest({ number: 12, state: 'waits' }),
        aRequest({ number: 13, state: 'number-not-yours', network: null }),
        aRequest({ number: 14, state: 'shown' }),
        aRequest({ number: 15, kind: 'transfer' }),
      ],
      approvals: [anApproval()],
      notices: [
        aNotice({ title: 'ED24', body: '47', kind: 'password-recovered', canContest: true }),
        aNotice({ title: 'ED24', body: '48', canContest: false, canFreeze: true, case: '4829-1307' }),
        aNotice({
          title: 'ED24',
          body: '49',
          transfer: { binding: 'b1', canApprove: true, canObject: true, case: null, isUndone: false },
        }),
        aNotice({ title: 'ED24', body: '', state: 'opened' }),
      ],
    })
    await page.locator('.told').first().waitFor()
    await judge('feed, everything')
    await page.getByRole('button', { name: words.show }).first().click()
    await page.locator('output').waitFor()
    await judge('feed, code')
    await page.getByRole('button', { name: words.settings }).click()
    await page.locator('.rows').first().waitFor()
    await judge('phone')
    await page.locator('.danger-quiet').click()
    await judge('removal')
    expect(found).toEqual([])
    expect(said).toEqual([])
    await context.close()
  }, 240_000)
})

describe('what it weighs', () => {
  test('the first load, offline copy included, stays within 100 KB; nothing comes from elsewhere', async () => {
    const { page, context } = await aPhone(browser, server.origin, { serviceWorkers: 'block' })
    const sizes: [string, number][] = []
    const strangers: string[] = []
    page.on('response', async (response) => {
      const url = new URL(response.url())
      if (url.origin !== server.origin) strangers.push(response.url())
      const { responseBodySize, responseHeadersSize } = await response.request().sizes()
      sizes.push([url.pathname, responseBodySize + responseHeadersSize])
    })
    await page.goto('/ed24/', { waitUntil: 'networkidle' })
    const first = sizes.reduce((sum, [, size]) => sum + size, 0)
    console.log(`first load ${first} bytes:`, sizes)
    expect(strangers).toEqual([])
    expect(first).toBeLessThan(firstLoadBudget / 2)
    await context.close()

    const worker = await (await fetch(`${server.origin}/ed24/sw.js`)).text()
    const kept = [...worker.matchAll(/url:["'`]([^"'`]+)/g)].map((found) => found[1])
    expect(kept.length).toBeGreaterThan(8)
    let all = 0
    for (const url of kept) {
      const answer = await fetch(`${server.origin}/ed24/${url}`, { headers: { 'Accept-Encoding': 'br' } })
      expect(answer.status).toBe(200)
      all += Number(answer.headers.get('content-length') ?? (await rawLength(`${server.origin}/ed24/${url}`)))
    }
    console.log(`kept for reading offline: ${kept.length} files, ${all} bytes`)
    expect(all).toBeLessThan(firstLoadBudget)
  })
})

async function rawLength(address: string): Promise<number> {
  const { get } = await import('node:http')
  return new Promise((resolve) => {
    get(address, { headers: { 'Accept-Encoding': 'br' } }, (answer) => {
      let length = 0
      answer.on('data', (part: Buffer) => {
        length += part.length
      })
      answer.on('end', () => resolve(length))
    })
  })
}
