import { HtmlValidate } from 'html-validate'
import { beforeAll, describe, expect, test } from 'vitest'
import { beginRecovery, recoveryState } from '../../src/account/recoveries.ts'
import { languages } from '../../src/domain/language.ts'
import { recoveryWords } from '../../src/recovery/messages.ts'
import { oneTimeWords } from '../../src/ui/one-time-words.ts'
import { newCitizen } from '../citizen.ts'
import { wordsOf } from '../support/document.ts'
import { newOwner } from '../support/owner.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, origin, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword, otherThan, sendsAgain } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

test('«Забыли пароль?», the code from the app, a new password, sign-in', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  const page = await asksForRecovery(citizen, person.iin)
  expect(page.address).toBe('/recovery')
  expect(page.heading).toBe('Восстановление забытого пароля')
  expect(wordsOf(page.document.querySelector('.breadcrumbs [aria-current]'))).toBe(page.heading)
  expect(page.words).toContain('В приложение ed24.kz по номеру +7 7** *** ** 23, выслано уведомление')
  expect(page.words).toMatch(/запрос № [1-9]\d принят, \d\d:\d\d/)
  const { code } = await owner.showsCode()
  const done = await enters(citizen, ` ${code.slice(0, 2)} ${code.slice(2)}`)
  expect(done.address).toBe('/sign-in/password?notice=password-set')
  expect(done.notices.join()).toContain('Новый пароль сохранён. Теперь войдите с ним')
  expect(citizen.isSignedIn).toBe(false)
  await citizen.givesPassword(freshPassword)
  expect(citizen.isSignedIn).toBe(true)
  const old = newCitizen(portal)
  await old.signsIn(person)
  expect(old.isSignedIn).toBe(false)
})

test('an account without a password gets its first one the same way', async () => {
  const person = await portal.account({ password: null })
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  await enters(citizen, (await owner.showsCode()).code)
  await citizen.givesPassword(freshPassword)
  expect(citizen.isSignedIn).toBe(true)
})

test('without an IIN the way begins with it, and no step is skipped', async () => {
  const citizen = newCitizen(portal)
  expect((await citizen.opens('/recovery')).address).toBe('/sign-in?notice=expired')
  expect((await citizen.opens('/transfer')).address).toBe('/sign-in?notice=expired')
  const live = await citizen.sends('GET', '/recovery/live')
  expect(live.status).toBe(204)
})

describe('what is wrong is told, and nothing changes before a code verifies', () => {
  test('a weak password, a different repeat and a malformed code cost no try', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const { code } = await owner.showsCode()
    for (let tries = 0; tries < 4; tries += 1) {
      const weak = await enters(citizen, code, 'short')
      expect(weak.status).toBe(422)
      expect(weak.problems[0]).toContain('Пароль короче 12 символов')
      const own = await enters(citizen, code, `Tau#${person.iin}-jusan`)
      expect(own.problems[0]).toContain('В пароле есть Ваши данные')
      const differs = await enters(citizen, code, freshPassword, `${freshPassword}x`)
      expect(differs.problems).toEqual(['Пароли не совпали. Введите новый пароль ещё раз в оба поля'])
      for (const typed of ['12', '12345', '12a4', '1234567'])
        expect((await enters(citizen, typed)).problems).toEqual([
          'В коде 4 или 6 цифр. Сверьте его с приложением: попытка не потрачена',
        ])
      expect((await enters(citizen, '')).problems).toEqual(['Введите код подтверждения из приложения'])
    }
    expect((await enters(citizen, code)).address).toContain('password-set')
  })

  test('three tries; «Отправить» gives the page its tries, never the code', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const { code } = await owner.showsCode()
    const wrong = otherThan(code)
    expect((await enters(citizen, wrong)).problems).toEqual(['Код не подошёл. Осталось попыток: 2'])
    expect((await enters(citizen, wrong)).problems).toEqual(['Код не подошёл. Осталось попыток: 1'])
    const used = 'Три попытки использованы. Нажмите «Отправить», чтобы запросить новый код'
    expect((await enters(citizen, wrong)).problems).toEqual([used])
    expect((await enters(citizen, code)).problems).toEqual([used])
    const sent = await sendsAgain(citizen)
    expect(sent.notices.join()).toMatch(/Запрос № \d\d принят ещё раз, \d\d:\d\d/)
    expect((await enters(citizen, code)).problems).toEqual(['Код не подошёл. Осталось попыток: 2'])
    expect((await newCitizen(portal).signsIn(person)).address).toBe('/cabinet')
    const again = await owner.showsCode()
    expect((await enters(citizen, again.code)).address).toContain('password-set')
  })

  test('«Отправить» keeps a code that was shown and not yet tried', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const { code } = await owner.showsCode()
    await sendsAgain(citizen)
    expect((await enters(citizen, code)).address).toContain('password-set')
  })

  test('a code runs out ten minutes after it was shown, and the page says so by its own time', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const citizen = newCitizen(portal)
    await asksForRecovery(citizen, person.iin)
    const { code } = await owner.showsCode()
    portal.clock.advance({ minutes: 10, seconds: 1 })
    expect((await enters(citizen, code)).problems).toEqual([
      'Срок кода истёк. Нажмите «Отправить», чтобы запросить новый',
    ])
  })

  test('the right code in another browser changes nothing', async () => {
    const person = await portal.account()
    const owner = await newOwner(portal, person)
    const [hers, thief] = [newCitizen(portal), newCitizen(portal)]
    await asksForRecovery(thief, person.iin)
    await asksForRecovery(hers, person.iin)
    const { code } = await owner.showsCode()
    expect((await enters(thief, code)).problems).toEqual(['Код не подошёл. Осталось попыток: 2'])
    expect((await enters(hers, code)).address).toContain('password-set')
  })
})

test('a code shown past the account’s budget has six digits, and works', async () => {
  const person = await portal.account()
  const owner = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  for (let round = 0; round < 5; round += 1) {
    const { code } = await owner.showsCode()
    expect(code).toHaveLength(4)
    for (let tries = 0; tries < 3; tries += 1) await enters(citizen, otherThan(code))
    await sendsAgain(citizen)
  }
  const { code } = await owner.showsCode()
  expect(code).toHaveLength(6)
  expect((await enters(citizen, `${code.slice(0, 3)} ${code.slice(3)}`)).address).toContain('password-set')
})

test('asking again in the same browser is one request; for another IIN it is a new one and the first ends', async () => {
  const [first, second] = [await portal.account(), await portal.account()]
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, first.iin)
  await citizen.opens('/sign-in')
  await asksForRecovery(citizen, first.iin)
  const open = () =>
    portal.database.reader
      .selectFrom('recoveries')
      .where('account_id', 'in', [first.id, second.id])
      .where('ended_at', 'is', null)
      .select(['account_id'])
      .execute()
  expect(await open()).toEqual([{ account_id: first.id }])
  await citizen.opens('/sign-in')
  await asksForRecovery(citizen, second.iin)
  expect(await open()).toEqual([{ account_id: second.id }])
})

test('of many requests from one address for one IIN five stay open, with different numbers', async () => {
  const iin = newIin()
  for (let browser = 0; browser < 8; browser += 1) await asksForRecovery(newCitizen(portal), iin)
  const open = await portal.database.reader
    .selectFrom('recoveries')
    .where('iin_index', '=', portal.parts.keyring.index('iin', iin))
    .where('ended_at', 'is', null)
    .select('request_number')
    .execute()
  expect(open).toHaveLength(5)
  expect(new Set(open.map((row) => row.request_number)).size).toBe(5)
})

test('after a flood that took every number, the newest 90 requests still have different ones', async () => {
  const iin = newIin()
  const { database, parts, clock } = portal
  const numbers: (number | undefined)[] = []
  for (let address = 0; address < 300; address += 1) {
    clock.advance({ seconds: 1 })
    const asked = {
      iin,
      browser: 'Firefox, Windows',
      browserHash: Buffer.alloc(32),
      address: `2001:db8:${address}::`,
    }
    const { recoveryId } = await database.inTransaction((tx) => beginRecovery(tx, parts, asked))
    numbers.push((await recoveryState(database.reader, parts, recoveryId, iin))?.requestNumber)
  }
  expect(new Set(numbers.slice(-90)).size).toBe(90)
})

describe.each(languages)('in %s', (language) => {
  test('the page is valid, light, holds no inline style, and carries the password three ways', async () => {
    const citizen = newCitizen(portal, { language })
    const page = await asksForRecovery(citizen, newIin())
    const words = recoveryWords(language)
    expect(page.heading).toBe(words.title)
    expect(Buffer.byteLength(page.html)).toBeLessThan(14 * 1024)
    expect(page.html).not.toMatch(/\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/)
    const output = page.document.querySelector('output')
    expect(output?.getAttribute('aria-label')).toBe(oneTimeWords(language).password)
    expect(output?.textContent).toMatch(/^\d{13}$/)
    expect([...(output?.querySelectorAll('span') ?? [])].map((part) => part.textContent.length)).toEqual([
      3, 3, 3, 4,
    ])
    const link = [...page.document.querySelectorAll('a')].find((each) =>
      wordsOf(each).startsWith(oneTimeWords(language).open),
    )
    expect(link?.getAttribute('href')).toMatch(/^\/ed24\/#activate=[\w-]{22}$/)
    expect(page.document.querySelector('svg.qr')?.getAttribute('aria-label')).toBe(oneTimeWords(language).qr)
    expect(page.hasField(words.withApp.code)).toBe(true)
    expect(page.button(words.noApp.send)).toBeDefined()
    expect(page.words).toContain(words.notMine.summary)
    const style = {
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
    } as const
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: style })
    for (const html of [page.html, (await enters(citizen, '12')).html]) {
      const report = await validator.validateString(html)
      expect(report.results.flatMap((result) => result.messages)).toEqual([])
    }
  })

  test('switching the language keeps the page, its password and the typed code', async () => {
    const citizen = newCitizen(portal, { language })
    const page = await asksForRecovery(citizen, newIin())
    const password = page.document.querySelector('output')?.textContent
    page.field(recoveryWords(language).withApp.code).setAttribute('value', '0472')
    const other = language === 'en' ? 'kk' : 'en'
    const switched = await citizen.switchesTo(other)
    expect(switched.language).toBe(other)
    expect(switched.document.querySelector('output')?.textContent).toBe(password)
    expect(switched.field(recoveryWords(other).withApp.code).getAttribute('value')).toBe('0472')
  })
})

test('the QR code leads to this origin’s app with the link’s own token', async () => {
  const citizen = newCitizen(portal)
  const page = await asksForRecovery(citizen, newIin())
  const token = /#activate=([\w-]{22})/.exec(page.html)?.[1] ?? ''
  const { QrCode } = await import('../../src/ui/qr-code.tsx')
  const drawn = String(QrCode({ text: `${origin}/ed24/#activate=${token}`, label: '' }))
  const path = / d="([^"]+)"/.exec(drawn)?.[1] ?? 'none'
  expect(page.document.querySelector('svg.qr path')?.getAttribute('d')).toBe(path)
})
