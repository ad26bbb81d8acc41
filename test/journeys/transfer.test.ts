import { beforeAll, describe, expect, test } from 'vitest'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { languages } from '../../src/domain/language.ts'
import { signInWords } from '../../src/sign-in/messages.ts'
import { transferWords } from '../../src/transfer/messages.ts'
import { numberWords } from '../../src/transfer/messages-of-number.ts'
import { newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { freshPassword } from '../support/recovery.ts'
import {
  answers,
  answersAll,
  asksCode,
  asksForTransfer,
  codeFrom,
  codeOfNewApp,
  finishes,
  oneTimeOf,
  proves,
  rightAnswers,
} from '../support/transfer.ts'
import { faultsOf } from '../support/valid-html.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({
    limits: {
      transfer: { verdictSlot: { slotMilliseconds: 10 } },
      recovery: { startsPerAddress: { starts: 1000 } },
    },
  })
})

const holderOf = async (child: string) => {
  const { keyring } = portal.parts
  const row = await portal.database.reader
    .selectFrom('children')
    .innerJoin('accounts', 'accounts.id', 'children.account_id')
    .where('child_index', '=', keyring.index('iin', child))
    .select(['accounts.id', 'iin_sealed', 'phone_sealed'])
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    iin: keyring.open('accounts.iin', row.iin_sealed),
    phone: row.phone_sealed && keyring.open('accounts.phone', row.phone_sealed),
  }
}
const kindsOf = async (accountId: string) => {
  const rows = await portal.database.reader
    .selectFrom('events')
    .where('account_id', '=', accountId)
    .select('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

describe.each(languages)('in %s a mother without an account takes over from a grandmother', (language) => {
  test('from the first question to the new cabinet', async () => {
    const grandmother = await portal.account({ phone: newNumber() })
    const mother = newIin()
    const family = await newFamily(portal, { holder: grandmother, parents: [mother, null] })
    const phone = await registersNumber(portal, mother, newNumber())
    const citizen = newCitizen(portal, { language })
    const words = transferWords(language)
    const say = numberWords(language)

    const questions = await asksForTransfer(citizen, grandmother.iin)
    expect(questions.address).toBe('/transfer')
    expect(questions.heading).toBe(words.title)
    expect(questions.words).toContain(words.lead)
    const confirm = await answers(citizen, rightAnswers(family))
    expect(confirm.address).toBe('/transfer/confirm')
    expect(confirm.words).toContain(words.confirm.title)
    for (const shown of [family.child, mother, family.certificate]) expect(confirm.words).toContain(shown)

    const finish = await citizen.presses(words.confirm.yes)
    expect(finish.address).toBe('/transfer/finish')
    expect(finish.words).toContain(say.right)
    expect(finish.field(say.iin).getAttribute('value')).toBe(mother)
    expect(finish.field(say.iin).hasAttribute('readonly')).toBe(true)
    expect(finish.document.querySelector('output')).toBeNull()

    const asked = await asksCode(citizen, `8 (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`)
    expect(asked.address).toBe('/transfer/finish?done=sent#sent')
    expect(oneTimeOf(citizen)).toMatch(/^\d{13}$/)
    expect(asked.document.querySelector('svg.qr')).not.toBeNull()
    const app = await newInstallation(portal)
    expect(await proves(citizen, app, phone)).toBeDefined()
    const registered = await citizen.opens('/transfer/finish')
    expect(registered.document.querySelector('output')).toBeNull()

    const done = await finishes(citizen, await codeFrom(app))
    expect(done.address).toBe('/sign-in?notice=transferred')
    expect(done.notices.join()).toContain(signInWords(language).notices.transferred)
    expect(citizen.isSignedIn).toBe(false)
    expect(await holderOf(family.child)).toMatchObject({ iin: mother, phone })
    expect(await kindsOf(grandmother.id)).toContain('transferred-away')
    expect(await activeRestriction(portal.database.reader, grandmother.id, portal.clock.now())).toMatchObject(
      { kind: 'closed' },
    )

    // The IIN stands there; the agreements are asked of whoever is new here.
    expect(done.field(signInWords(language).iin).getAttribute('value')).toBe(mother)
    expect((await citizen.opens('/sign-in/password')).address).toContain('/sign-in?notice=')
    await citizen.namesIin(mother)
    await citizen.givesPassword(freshPassword)
    expect(citizen.isSignedIn).toBe(true)
    expect((await citizen.opens('/transfer')).address).toBe('/cabinet')
  })
})

test('an own account with a stranger’s number: the number changes, both are told, the sign-in goes on', async () => {
  const old = newNumber()
  const owner = await portal.account({ phone: old })
  await registersNumber(portal, newIin(), old)
  const family = await newFamily(portal, { holder: owner, parents: [newIin(), owner.iin] })
  const phone = await registersNumber(portal, owner.iin, newNumber())
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, owner.iin)
  await answersAll(citizen, { ...rightAnswers(family), certificate: 'ii аб 123456' })
  await asksCode(citizen, phone)
  const done = await finishes(citizen, await codeOfNewApp(portal, citizen, phone))
  expect(done.address).toBe('/sign-in/password?notice=transferred')
  expect(await holderOf(family.child)).toMatchObject({ id: owner.id, phone })
  expect(await kindsOf(owner.id)).toEqual(expect.arrayContaining(['transferred-here']))
  await citizen.givesPassword(freshPassword)
  expect(citizen.isSignedIn).toBe(true)
})

test('an account under the child’s own IIN: whoever came with it says which parent is here', async () => {
  const child = newIin()
  const account = await portal.account({ iin: child, phone: newNumber() })
  const parents = [newIin(), newIin()] as const
  const family = await newFamily(portal, { holder: account, child, parents })
  const phone = await registersNumber(portal, parents[1], newNumber())
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, child)
  const asked = await answers(citizen, rightAnswers(family))
  expect(asked.status).toBe(422)
  expect(asked.problems).toEqual(['Выберите, кто Вы из двух родителей'])
  expect(asked.words).toContain(`Я записан(а) вторым: ${parents[1]}`)
  expect((await answersAll(citizen, { who: 'second' })).address).toBe('/transfer/finish')
  expect(citizen.page.field('Ваш ИИН').getAttribute('value')).toBe(parents[1])
  await asksCode(citizen, phone)
  await finishes(citizen, await codeOfNewApp(portal, citizen, phone))
  expect(await holderOf(family.child)).toMatchObject({ iin: parents[1] })
})

test('two parents: the one named at sign-in claims; the second one, who was slower, is told that it is taken', async () => {
  const grandmother = await portal.account({ phone: newNumber() })
  const parents = [newIin(), newIin()] as const
  const family = await newFamily(portal, { holder: grandmother, parents })
  const both = await Promise.all(
    parents.map(async (parent) => {
      const citizen = newCitizen(portal)
      const phone = await registersNumber(portal, parent, newNumber())
      await asksForTransfer(citizen, parent)
      await answersAll(citizen, rightAnswers(family))
      expect(citizen.page.field('Ваш ИИН').getAttribute('value')).toBe(parent)
      await asksCode(citizen, phone)
      return { citizen, code: await codeOfNewApp(portal, citizen, phone) }
    }),
  )
  const [first, second] = both
  expect((await finishes(first?.citizen as never, first?.code ?? '')).address).toContain('transferred')
  const taken = await finishes(second?.citizen as never, second?.code ?? '')
  expect(taken.address).toBe('/transfer/finish')
  expect(taken.heading).toBe('Кабинет уже переоформил другой человек')
  expect(taken.words).toContain('ЦОН, тел. 1414')
  expect(await faultsOf(taken.html)).toEqual([])
  expect(await holderOf(family.child)).toMatchObject({ iin: parents[0] })
  expect((await second?.citizen.opens('/transfer'))?.address).toBe('/transfer/finish')
  expect((await second?.citizen.presses('Вернуться к восстановлению'))?.address).toBe('/recovery')
})

test('an account that is held back says until when, and nothing changes', async () => {
  const mother = newIin()
  const phone = await registersNumber(portal, mother, newNumber())
  const families = [
    await newFamily(portal, {
      holder: await portal.account({ phone: newNumber() }),
      parents: [mother, null],
    }),
    await newFamily(portal, {
      holder: await portal.account({ phone: newNumber() }),
      parents: [mother, null],
    }),
  ]
  const app = await newInstallation(portal)
  const pages = []
  for (const family of families) {
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    await answersAll(citizen, rightAnswers(family))
    await asksCode(citizen, phone)
    await proves(citizen, app, phone)
    pages.push(await finishes(citizen, await codeFrom(app)))
  }
  expect(pages[0]?.address).toContain('transferred')
  expect(pages[1]?.heading).toBe('Переоформить пока нельзя')
  expect(await faultsOf(pages[1]?.html ?? '')).toEqual([])
  expect(pages[1]?.words).toMatch(/Попробуйте снова после: .*UTC\+5/)
  expect((await holderOf(families[1]?.child ?? '')).iin).not.toBe(mother)
})

describe.each(languages)('in %s', (language) => {
  test('every page is valid and light, and the language switch keeps all that was typed', async () => {
    const sizes: number[] = []
    const check = async (html: string) => {
      sizes.push(Buffer.byteLength(html))
      expect(await faultsOf(html)).toEqual([])
    }
    const mother = newIin()
    const family = await newFamily(portal, { holder: null, parents: [newIin(), mother] })
    const phone = newNumber()
    const citizen = newCitizen(portal, { language })
    await asksForTransfer(citizen, newIin())
    await check(citizen.page.html)
    const typed = { ...rightAnswers(family), who: '', year: '' }
    await check((await answers(citizen, typed)).html)
    await check((await answers(citizen, { child: '1', certificate: '?', first: '', month: '' })).html)
    const other = languages.find((each) => each !== language) ?? 'ru'
    await citizen.switchesTo(other)
    expect(citizen.page.document.getElementById('certificate')?.getAttribute('value')).toBe('?')
    expect(citizen.page.document.getElementById('second')?.getAttribute('value')).toBe(mother)
    await citizen.switchesTo(language)
    await check((await answers(citizen, rightAnswers(family))).html)
    await check((await answers(citizen, { who: 'second' })).html)
    await citizen.switchesTo(other)
    expect(citizen.page.address).toBe('/transfer/confirm')
    await citizen.switchesTo(language)
    await check((await citizen.presses(transferWords(language).confirm.yes)).html)
    await check((await asksCode(citizen, phone)).html)
    await check((await finishes(citizen, '0000')).html)
    await check((await finishes(citizen, '', 'short')).html)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(14 * 1024)
    const words = numberWords(language)
    citizen.types({ [words.code]: '1234' })
    await citizen.switchesTo(other)
    expect(citizen.page.document.getElementById('code')?.getAttribute('value')).toBe('1234')
    expect(citizen.page.document.getElementById('phone')?.getAttribute('value')).toContain(phone.slice(-2))
  })
})
