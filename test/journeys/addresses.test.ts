import { beforeAll, describe, expect, test } from 'vitest'
import { restrict } from '../../src/account/restrictions.ts'
import { addressWords } from '../../src/cabinet/security/addresses/messages.ts'
import { languages } from '../../src/domain/language.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { limit } from '../support/limited.ts'
import { type MailingPortal, newMailingPortal, opensAddress, ownEmail } from '../support/mailbox.ts'
import { newOwner } from '../support/owner.ts'
import type { Person } from '../support/people.ts'
import { newTestPortal } from '../support/portal.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

let portal: MailingPortal
beforeAll(async () => {
  portal = await newMailingPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

const words = addressWords('ru')
const minute = 60

/** Names an address and types its code. */
async function adds(citizen: Citizen, email = ownEmail(portal), its = words): Promise<string> {
  await citizen.opens('/cabinet/security/address')
  await citizen.types({ [its.email]: email }).presses(its.send)
  await citizen.types({ [its.code]: await portal.code(email) }).presses(its.confirm)
  return email
}
async function toldPerson() {
  const person = await portal.account()
  const citizen = newCitizen(portal)
  await citizen.signsIn(person)
  return { person, citizen, email: await adds(citizen) }
}
const rows = (person: Person) =>
  portal.database.reader
    .selectFrom('notice_addresses')
    .where('account_id', '=', person.id)
    .selectAll()
    .execute()
const outcomes = async (person: Person) =>
  (await portal.audit('notice-address'))
    .filter((line) => line.account_id === person.id)
    .map(({ outcome }) => outcome)
const subjects = async (email: string) => (await portal.inbox(email)).map(({ subject }) => subject)
const csrfOf = (citizen: Citizen) =>
  citizen.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
const posts = (citizen: Citizen, path: string, fields: Record<string, string> = {}) =>
  citizen.sends('POST', path, new URLSearchParams({ csrf: csrfOf(citizen), ...fields }))

describe.each(languages)('in %s', (language) => {
  test('an address is named, its code typed, and from then on it is told of everything', async () => {
    const its = addressWords(language)
    const person = await portal.account({ language })
    const citizen = newCitizen(portal, { language })
    await citizen.signsIn(person)
    const security = await citizen.opens('/cabinet/security')
    expect(security.words).toContain(its.none)
    await citizen.follows(its.add)
    expect(citizen.page.heading).toBe(its.nameTitle)
    const email = ownEmail(portal)
    const page = await citizen.types({ [its.email]: ` ${email} ` }).presses(its.send)
    expect(page.address).toBe('/cabinet/security/address/code')
    expect(page.words).toContain(its.codeLead(email))
    const code = await portal.code(email)
    expect(code).toMatch(/^\d{6}$/)
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
    const done = await citizen.types({ [its.code]: spaced }).presses(its.confirm)
    expect(done.address).toBe('/cabinet/security?done=address')
    expect(done.notices.join()).toContain(its.added)
    expect(done.words).toContain(email)
    // The new address is told of itself, and the feed too.
    expect((await portal.inbox(email)).length).toBe(2)
    expect(await outcomes(person)).toEqual(['asked', 'confirmed'])

    const removed = await citizen.presses(new RegExp(`^${its.remove}: ${email.replace(/[.+]/g, '\\$&')}`))
    expect(removed.notices.join()).toContain(its.removed)
    expect(removed.words).not.toContain(email)
    // It hears that it was removed, and nothing after that.
    expect((await portal.inbox(email)).length).toBe(3)
    expect(await rows(person)).toEqual([])
  })
})

test('adding and removing stand in the feed and go to the other address', async () => {
  const { citizen, email } = await toldPerson()
  const second = await adds(citizen)
  expect(await subjects(email)).toEqual([
    'Подтвердите адрес для уведомлений',
    'Добавлен адрес для уведомлений',
    'Добавлен адрес для уведомлений',
  ])
  await citizen.opens('/cabinet/security')
  await citizen.presses(new RegExp(`^Удалить: ${second.replace(/[.+]/g, '\\$&')}`))
  expect((await subjects(second)).at(-1)).toBe('Адрес для уведомлений удалён')
  expect((await subjects(email)).at(-1)).toBe('Адрес для уведомлений удалён')
  const feed = await citizen.opens('/cabinet')
  expect(feed.words).toContain('Добавлен адрес для уведомлений')
  expect(feed.words).toContain('Адрес для уведомлений удалён')
  expect(feed.html).not.toContain(email)
})

test('two at most, and the same one once', async () => {
  const { citizen, email } = await toldPerson()
  await citizen.opens('/cabinet/security/address')
  const page = await citizen.types({ [words.email]: email.replace('@mail', '@MAIL') }).presses(words.send)
  expect(page.status).toBe(422)
  expect(page.problems).toEqual([words.problems['email-there']])
  await adds(citizen)
  const security = await citizen.opens('/cabinet/security')
  expect(security.words).toContain(words.full)
  await citizen.opens('/cabinet/security/address')
  const third = ownEmail(portal)
  expect((await citizen.types({ [words.email]: third }).presses(words.send)).address).toBe(
    '/cabinet/security',
  )
  expect(await portal.inbox(third)).toEqual([])
})

test.each([
  ['', words.problems['email-empty']],
  ['aigerim', words.problems['email-malformed']],
  ['айгерим@mail.kz', words.problems['email-malformed']],
  ['a@mail.kz\r\nBcc: b@mail.kz', words.problems['email-malformed']],
  ['a@mail.kz, b@mail.kz', words.problems['email-malformed']],
  ['<b>a@mail.kz</b>', words.problems['email-malformed']],
])('what cannot be an address (%j) is kept as it was typed and explained', async (typed, problem) => {
  const citizen = await opensAddress(portal, await portal.account())
  const page = await citizen.types({ [words.email]: typed }).presses(words.send)
  expect(page.status).toBe(422)
  expect(page.problems).toEqual([problem])
  expect(page.field(words.email).getAttribute('value') ?? '').toBe(typed)
})

test('a plus and an international name are addresses like others', async () => {
  const citizen = await opensAddress(portal, await portal.account())
  await citizen.types({ [words.email]: 'Ata+kabinet@ПОШТА.қаз' }).presses(words.send)
  expect(citizen.page.words).toContain(words.codeLead('Ata+kabinet@пошта.қаз'))
  expect((await portal.inbox('Ata+kabinet@xn--80a1acn3a.xn--80ao21a')).length).toBe(1)
})

test('wrong, malformed and late codes have distinct words; what is no code uses up no try', async () => {
  const citizen = await opensAddress(portal, await portal.account())
  const email = ownEmail(portal)
  await citizen.types({ [words.email]: email }).presses(words.send)
  const code = await portal.code(email)
  for (let at = 0; at < 8; at += 1) {
    const malformed = await citizen.types({ [words.code]: '12 34' }).presses(words.confirm)
    expect(malformed.problems).toEqual([words.problems['code-malformed']])
  }
  expect(citizen.page.field(words.code).getAttribute('value')).toBe('12 34')
  const wrong = await citizen
    .types({ [words.code]: code === '000000' ? '000001' : '000000' })
    .presses(words.confirm)
  expect([wrong.status, wrong.problems]).toEqual([422, [words.problems['code-wrong']]])
  portal.clock.advance({ minutes: 9, seconds: 59 })
  portal.clock.advance({ seconds: 1 })
  await signsInAgain(citizen)
  const late = await citizen.types({ [words.code]: code }).presses(words.confirm)
  expect([late.status, late.problems]).toEqual([422, [words.problems['code-expired']]])
  const again = await citizen.presses(words.resend)
  expect(again.notices.join()).toContain(words.resent)
  const fresh = await portal.code(email)
  expect((await citizen.types({ [words.code]: fresh }).presses(words.confirm)).address).toContain(
    'done=address',
  )

  async function signsInAgain(who: Citizen) {
    // Security asks for the password after ten minutes too: what matters here is the code.
    await who.opens('/cabinet/security/address/code')
    if (who.page.address.includes('confirm')) {
      await who.types({ 'Ваш пароль': 'Tulpar#7-kok-aspan' }).presses('Подтвердить')
    }
    expect(who.page.address).toBe('/cabinet/security/address/code')
  }
})

test('a new code stops the earlier one and does not refill the tries', async () => {
  const person = await portal.account()
  const citizen = await opensAddress(portal, person)
  const email = ownEmail(portal)
  await citizen.types({ [words.email]: email }).presses(words.send)
  const first = await portal.code(email)
  const soon = await citizen.presses(words.resend)
  expect(soon.status).toBe(429)
  expect(soon.notices.join()).toContain(words.justSent + words.wait(minute))
  expect(Number(soon.headers.get('retry-after'))).toBe(minute)
  portal.clock.advance({ seconds: 61 })
  await citizen.presses(words.resend)
  const second = await portal.code(email)
  const { tries } = portal.parts.limits.addresses.code
  for (let at = 0; at < tries; at += 1) {
    const typed = first === second ? '999999' : first
    expect((await citizen.types({ [words.code]: typed }).presses(words.confirm)).problems).toEqual([
      words.problems['code-wrong'],
    ])
  }
  const spent = await citizen.types({ [words.code]: second }).presses(words.confirm)
  expect([spent.status, spent.notices.join()]).toEqual([429, expect.stringContaining(words.manyTries)])
  portal.clock.advance({ seconds: 61 })
  await citizen.presses(words.resend)
  expect(
    (await citizen.types({ [words.code]: await portal.code(email) }).presses(words.confirm)).status,
  ).toBe(429)
  expect((await rows(person))[0]?.confirmed_at).toBeNull()
  expect((await outcomes(person)).filter((outcome) => outcome === 'refused').length).toBe(tries)
})

test('another address takes the place of one that waits, whose code is worth nothing then', async () => {
  const person = await portal.account()
  const citizen = await opensAddress(portal, person)
  const [mistyped, right] = [ownEmail(portal), ownEmail(portal)]
  await citizen.types({ [words.email]: mistyped }).presses(words.send)
  const foreign = await portal.code(mistyped)
  await citizen.follows(words.other)
  await citizen.types({ [words.email]: right }).presses(words.send)
  expect((await rows(person)).length).toBe(1)
  const own = await portal.code(right)
  if (foreign !== own) {
    const page = await citizen.types({ [words.code]: foreign }).presses(words.confirm)
    expect(page.problems).toEqual([words.problems['code-wrong']])
  }
  expect((await citizen.types({ [words.code]: own }).presses(words.confirm)).address).toContain(
    'done=address',
  )
  expect(await subjects(mistyped)).toEqual(['Подтвердите адрес для уведомлений'])
})

test('a right code in another account’s session confirms nothing there', async () => {
  const [one, other] = [
    await opensAddress(portal, await portal.account()),
    await opensAddress(portal, await portal.account()),
  ]
  const [its, others] = [ownEmail(portal), ownEmail(portal)]
  await one.types({ [words.email]: its }).presses(words.send)
  await other.types({ [words.email]: others }).presses(words.send)
  const [code, own] = [await portal.code(its), await portal.code(others)]
  if (code !== own)
    expect((await other.types({ [words.code]: code }).presses(words.confirm)).problems).toEqual([
      words.problems['code-wrong'],
    ])
  expect((await one.types({ [words.code]: code }).presses(words.confirm)).address).toContain('done=address')
})

test('everything asks for the password again after ten minutes, and leads back', async () => {
  const { person, citizen } = await toldPerson()
  const [row] = await rows(person)
  portal.clock.advance({ minutes: 11 })
  await citizen.opens('/cabinet/security/address')
  expect(citizen.page.address).toBe('/cabinet/security/confirm?to=address')
  for (const path of ['', '/code', '/resend', '/remove'])
    expect(
      (
        await posts(citizen, `/cabinet/security/address${path}`, { address: row?.id ?? '', email: 'a@b.kz' })
      ).headers.get('location'),
    ).toContain('/cabinet/security/confirm')
  expect((await rows(person)).length).toBe(1)
  await citizen.types({ 'Ваш пароль': person.password }).presses('Подтвердить')
  expect(citizen.page.address).toBe('/cabinet/security/address')
})

test('in limited mode addresses stay as they are, and Security says until when', async () => {
  const { person, citizen, email } = await toldPerson()
  const [row] = await rows(person)
  await limit(portal, person)
  const page = await citizen.opens('/cabinet/security')
  expect(page.words).toContain(words.later)
  expect(page.words).toContain(email)
  expect((await citizen.opens('/cabinet/security/address')).address).toBe('/cabinet/security')
  const other = ownEmail(portal)
  for (const [path, fields] of [
    ['', { email: other }],
    ['/code', { code: '123456' }],
    ['/remove', { address: row?.id ?? '' }],
  ] as const)
    expect((await posts(citizen, `/cabinet/security/address${path}`, fields)).headers.get('location')).toBe(
      '/cabinet/security',
    )
  expect(await portal.inbox(other)).toEqual([])
  expect((await rows(person)).length).toBe(1)
  expect(await outcomes(person)).toEqual(expect.arrayContaining(['limited']))
})

test('a code that was mailed before limited mode confirms nothing in it', async () => {
  const person = await portal.account()
  const citizen = await opensAddress(portal, person)
  const email = ownEmail(portal)
  await citizen.types({ [words.email]: email }).presses(words.send)
  const code = await portal.code(email)
  await limit(portal, person)
  expect((await citizen.types({ [words.code]: code }).presses(words.confirm)).address).toBe(
    '/cabinet/security',
  )
  expect((await rows(person))[0]?.confirmed_at).toBeNull()
})

test('a frozen account names and removes nothing', async () => {
  const { person, citizen } = await toldPerson()
  const [row] = await rows(person)
  await portal.database.inTransaction((tx) =>
    restrict(tx, {
      accountId: person.id,
      kind: 'frozen',
      reason: 'owner-froze',
      now: portal.clock.now(),
      until: null,
    }),
  )
  for (const [path, fields] of [
    ['', { email: ownEmail(portal) }],
    ['/remove', { address: row?.id ?? '' }],
  ] as const)
    expect((await posts(citizen, `/cabinet/security/address${path}`, fields)).headers.get('location')).toBe(
      '/cabinet/frozen',
    )
  expect((await rows(person)).length).toBe(1)
})

test('another person’s address is not found, stays, and the audit has a line', async () => {
  const owner = await toldPerson()
  const stranger = await toldPerson()
  const [row] = await rows(owner.person)
  await stranger.citizen.opens('/cabinet/security')
  for (const id of [row?.id ?? '', 'nonsense', '']) {
    const answer = await posts(stranger.citizen, '/cabinet/security/address/remove', { address: id })
    expect(answer.status).toBe(404)
  }
  expect((await rows(owner.person)).length).toBe(1)
  expect((await outcomes(stranger.person)).filter((outcome) => outcome === 'not-found').length).toBe(3)
})

test('a recovered password leaves the addresses as they are, and they hear of it', async () => {
  const { person, email } = await toldPerson()
  const app = await newOwner(portal, person)
  const citizen = newCitizen(portal, { address: '198.51.100.90' })
  await asksForRecovery(citizen, person.iin)
  const shown = await app.showsCode()
  expect((await enters(citizen, shown.code)).address).toContain('password-set')
  expect(await subjects(email)).toEqual(
    expect.arrayContaining(['Запрос на восстановление пароля', 'Пароль восстановлен']),
  )
  expect((await rows(person)).length).toBe(1)
  const mail = (await portal.inbox(email)).find(({ subject }) => subject === 'Пароль восстановлен')
  expect(mail?.text).not.toContain(shown.code)
  expect(mail?.text).not.toContain(freshPassword)
})

test('the language switch and a stale form lose nothing', async () => {
  const citizen = await opensAddress(portal, await portal.account())
  citizen.types({ [words.email]: 'ata@mail' })
  await citizen.switchesTo('kk')
  expect(citizen.page.heading).toBe(addressWords('kk').nameTitle)
  expect(citizen.page.field(addressWords('kk').email).getAttribute('value')).toBe('ata@mail')
  citizen.page.document.querySelector('#address input[name="csrf"]')?.setAttribute('value', 'old')
  const stale = await citizen.presses(addressWords('kk').send)
  expect(stale.field(addressWords('kk').email).getAttribute('value')).toBe('ata@mail')
})

test('without a mail server there is no such part and no such page', async () => {
  const without = await newTestPortal()
  const citizen = newCitizen(without)
  await citizen.signsIn(await without.account())
  const page = await citizen.opens('/cabinet/security')
  expect(page.words).not.toContain(words.title)
  for (const path of ['/cabinet/security/address', '/cabinet/security/address/code'])
    expect((await citizen.opens(path)).status).toBe(404)
})

test('an address that nobody has confirmed goes a day after its code', async () => {
  const { prune } = await import('../../src/account/prune.ts')
  const { person, citizen } = await toldPerson()
  await citizen.opens('/cabinet/security/address')
  await citizen.types({ [words.email]: ownEmail(portal) }).presses(words.send)
  portal.clock.advance({ hours: 24, minutes: 9 })
  await prune(portal.parts, portal.clock)
  expect((await rows(person)).length).toBe(2)
  portal.clock.advance({ minutes: 2 })
  await prune(portal.parts, portal.clock)
  expect((await rows(person)).map(({ confirmed_at }) => confirmed_at !== null)).toEqual([true])
})
