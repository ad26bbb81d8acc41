import { beforeAll, describe, expect, test } from 'vitest'
import { printedCodeWords } from '../../src/cabinet/security/printed-code-messages.ts'
import { languages } from '../../src/domain/language.ts'
import { printedWords } from '../../src/recovery/printed/messages.ts'
import { newCitizen } from '../citizen.ts'
import { limit } from '../support/limited.ts'
import { newOwner } from '../support/owner.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { entersPrinted, opensPrinted, prints } from '../support/printed.ts'
import { asksForRecovery, enters, freshPassword } from '../support/recovery.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
})

const outcomes = async (type: string) => (await portal.audit(type)).map(({ outcome }) => outcome)

describe.each(languages)('in %s', (language) => {
  test('a code from the cabinet gives the account back without any app, once', async () => {
    const person = await portal.account({ language })
    const { owner, code } = await prints(portal, person, { language })
    const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `
    const citizen = await opensPrinted(portal, person, language)
    const done = await entersPrinted(citizen, typed)
    expect(done.address).toBe('/sign-in/password?notice=password-set')
    expect((await owner.sends('GET', '/cabinet')).status, 'the session of before').toBe(303)
    await citizen.givesPassword(freshPassword)
    expect(citizen.isSignedIn).toBe(true)
    // No limited mode: the feed says how it happened, and the code is used up.
    expect((await citizen.opens('/cabinet/security')).status).toBe(200)
    const again = await opensPrinted(portal, person, language)
    const page = await entersPrinted(again, code, 'Tulpar-jol#2030-ai')
    expect(page.status).toBe(422)
    expect(page.problems).toEqual([printedWords(language).problems['printed-wrong']])
  })
})

test('only the newest printed code works', async () => {
  const person = await portal.account()
  const { owner, code: first } = await prints(portal, person)
  await owner.opens('/cabinet/security/printed-code')
  await owner.presses(printedCodeWords('ru').make)
  const second = owner.page.document.querySelector('output')?.textContent ?? ''
  expect((await entersPrinted(await opensPrinted(portal, person), first)).status).toBe(422)
  expect((await entersPrinted(await opensPrinted(portal, person), second)).address).toContain('password-set')
  expect(await outcomes('recovery.printed')).toEqual(expect.arrayContaining(['refused', 'changed']))
})

test('a recovery through the app leaves the printed code as it is', async () => {
  const person = await portal.account()
  const { code } = await prints(portal, person)
  const app = await newOwner(portal, person)
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, person.iin)
  const shown = await app.showsCode()
  expect((await enters(citizen, shown.code)).address).toContain('password-set')
  const paper = await opensPrinted(portal, person)
  expect((await entersPrinted(paper, code, 'Tulpar-jol#2030-ai')).address).toContain('password-set')
})

test('the page is the same for a known and an unknown person, and for a wrong code of either', async () => {
  const person = await portal.account()
  await prints(portal, person)
  const pages = []
  for (const whose of [person, { iin: newIin() }]) {
    const citizen = await opensPrinted(portal, whose)
    const opened = citizen.page.html
      .replaceAll(whose.iin, 'IIN')
      .replace(/value="[^"]{20,}"|nonce="[^"]+"/g, '')
    const wrong = await entersPrinted(citizen, '00000000000000000000')
    expect(wrong.status).toBe(422)
    pages.push([
      opened,
      wrong.html.replaceAll(whose.iin, 'IIN').replace(/value="[^"]{20,}"|nonce="[^"]+"/g, ''),
    ])
  }
  expect(pages[0]).toEqual(pages[1])
})

test('what is no such code uses nothing and says what is missing', async () => {
  const citizen = await opensPrinted(portal, await portal.account())
  const page = await entersPrinted(citizen, '12345', 'short')
  const { problems } = printedWords('ru')
  expect(page.problems[0]).toBe(problems['printed-malformed'])
  expect(page.field('Введите код восстановления').getAttribute('value')).toBe('12345')
  expect(page.problems).toHaveLength(2)
})

test('of two at once with the same code one sets the password', async () => {
  const person = await portal.account()
  const { code } = await prints(portal, person)
  const citizens = [await opensPrinted(portal, person), await opensPrinted(portal, person)]
  const pages = await Promise.all(citizens.map((citizen) => entersPrinted(citizen, code)))
  expect(pages.map(({ address }) => address).toSorted()).toEqual([
    '/recovery/printed',
    '/sign-in/password?notice=password-set',
  ])
})

test('in limited mode none can be made, and one made before still opens', async () => {
  const person = await portal.account()
  const { owner, code } = await prints(portal, person)
  await limit(portal, person)
  const page = await owner.opens('/cabinet/security/printed-code')
  expect(page.words).toContain(printedCodeWords('ru').waits)
  const csrf = page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const refused = await owner.sends('POST', '/cabinet/security/printed-code', new URLSearchParams({ csrf }))
  expect(refused.status).toBe(303)
  expect((await entersPrinted(await opensPrinted(portal, person), code)).address).toContain('password-set')
})

test('a frozen account stays frozen: the right code is a wrong one', async () => {
  const person = await portal.account()
  const { code } = await prints(portal, person)
  await portal.database.reader
    .insertInto('restrictions')
    .values({ account_id: person.id, kind: 'frozen', reason: 'owner-froze', since: portal.clock.now() })
    .execute()
  expect((await entersPrinted(await opensPrinted(portal, person), code)).status).toBe(422)
})
