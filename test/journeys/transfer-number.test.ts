import { beforeAll, describe, expect, test } from 'vitest'
import type { MobileCitizensAnswer } from '../../src/registries/mobile-citizens.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { type Family, newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newInstallation } from '../support/installation.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { listenTo } from '../support/stream.ts'
import {
  answersAll,
  asksCode,
  asksForTransfer,
  codeFrom,
  codeOfNewApp,
  finishes,
  oneTimeOf,
  pastTheLimits,
  proves,
  rightAnswers,
} from '../support/transfer.ts'

/** What BMG says instead of the truth. */
const said: { bmg?: MobileCitizensAnswer | undefined } = {}
const questions: { iin: string; phone: string }[] = []

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal({
    limits: {
      transfer: { verdictSlot: { slotMilliseconds: 10 } },
      recovery: { startsPerAddress: { starts: 100_000 } },
    },
    with: ({ registers }) => ({
      registers: {
        ...registers,
        mobileCitizens: {
          async ask(question) {
            questions.push(question)
            return said.bmg ?? registers.mobileCitizens.ask(question)
          },
        },
      },
    }),
  })
})

/** A claimant who has answered right, at «ШАГ 2». */
async function atFinish(claimant = newIin()): Promise<{ citizen: Citizen; family: Family }> {
  const family = await newFamily(portal, { holder: await portal.account(), parents: [claimant, null] })
  const citizen = newCitizen(portal)
  await asksForTransfer(citizen, claimant)
  expect((await answersAll(citizen, rightAnswers(family))).address).toBe('/transfer/finish')
  return { citizen, family }
}

const placeholders = (citizen: Citizen, phone: string) =>
  citizen.page.words
    .replaceAll(oneTimeOf(citizen), 'one-time')
    .replaceAll(/№ \d\d/g, '№')
    .replaceAll(/\d\d:\d\d/g, 'time')
    .replaceAll(`+7 777 ${phone.slice(5, 8)} ${phone.slice(8, 10)} ${phone.slice(10)}`, 'phone')

const waitingCases = async () => {
  const rows = await portal.database.reader
    .selectFrom('cases')
    .where('opened_by', '=', 'register')
    .where('decided_at', 'is', null)
    .select('id')
    .execute()
  return rows.length
}

describe('«Получить код»', () => {
  test('a case number is only for who found BMG silent: `later` alone opens nothing', async () => {
    const mother = newIin()
    const { citizen } = await atFinish(mother)
    const csrf = citizen.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    const later = () =>
      citizen.sends('POST', '/transfer/stopped', new URLSearchParams({ csrf, later: 'yes' }))
    expect((await later()).headers.get('location')).toBe('/transfer/finish')
    // A register that was silent and then answered leaves nothing to stop for.
    const phone = await registersNumber(portal, mother, newNumber())
    said.bmg = 'UNAVAILABLE'
    expect((await asksCode(citizen, phone)).status).toBe(503)
    said.bmg = 'BUSY'
    expect((await asksCode(citizen, phone)).notices.join()).toContain('Сейчас очень много людей')
    said.bmg = undefined
    await asksCode(citizen, phone)
    expect((await later()).headers.get('location')).toBe('/transfer/finish')
    expect(await waitingCases()).toBe(0)
  })

  test('whatever BMG says of the number, the answer is one: a decoy looks the same and binds nothing', async () => {
    const pages = new Set<string>()
    for (const whose of ['hers', 'a stranger’s', 'nobody’s'] as const) {
      const mother = newIin()
      const { citizen } = await atFinish(mother)
      const phone = newNumber()
      if (whose !== 'nobody’s') await registersNumber(portal, whose === 'hers' ? mother : newIin(), phone)
      const page = await asksCode(citizen, phone)
      expect(page.words).toContain('зарегистрирован за Вашим ИИН, код придёт в приложение')
      pages.add(placeholders(citizen, phone))
      const bound = await proves(citizen, await newInstallation(portal), phone)
      expect(bound !== undefined).toBe(whose === 'hers')
    }
    expect(pages.size).toBe(1)
  })

  test('BMG is asked about both numbers, and the owner of the account hears of it', async () => {
    const old = newNumber()
    const owner = await portal.account({ phone: old })
    const { citizen } = await atFinish(owner.iin)
    const phone = newNumber()
    questions.length = 0
    await asksCode(citizen, phone)
    expect(questions).toEqual([
      { iin: owner.iin, phone },
      { iin: owner.iin, phone: old },
    ])
    const alert = await portal.database.reader
      .selectFrom('outbox')
      .where('account_id', '=', owner.id)
      .where('kind', '=', 'recovery-alert')
      .select('channel')
      .execute()
    expect(alert.length).toBeGreaterThan(0)
  })

  test('three numbers in one journey; the same again is not a new one; what is no number is explained', async () => {
    const { citizen } = await atFinish()
    const numbers = [newNumber(), newNumber(), newNumber()]
    for (const phone of [...numbers, ...numbers]) expect((await asksCode(citizen, phone)).status).toBe(200)
    const before = oneTimeOf(citizen)
    const fourth = await asksCode(citizen, newNumber())
    expect(fourth.status).toBe(422)
    expect(fourth.problems.join()).toContain('только три номера')
    expect(oneTimeOf(citizen)).toBe(before)
    const bad: readonly [string, string][] = [
      ['', 'Введите номер телефона'],
      ['12', 'В номере ошибка'],
      ['+7 916 123 45 67', 'не казахстанский номер'],
      ['+7 7172 55 66 77', 'не мобильный номер'],
    ]
    for (const [typed, words] of bad)
      expect((await asksCode(citizen, typed)).problems.join()).toContain(words)
  })

  test('a number that is changed needs its own code; an app that was bound to the former one shows nothing', async () => {
    const mother = newIin()
    const { citizen } = await atFinish(mother)
    const [first, second] = [await registersNumber(portal, mother, newNumber()), newNumber()]
    await asksCode(citizen, first)
    const code = await codeOfNewApp(portal, citizen, first)
    citizen.types({ 'Введите номер телефона': second })
    expect((await finishes(citizen, code)).problems.join()).toContain('Номер изменён. Нажмите «Получить код»')
    await asksCode(citizen, second)
    expect(oneTimeOf(citizen), 'the other number is not registered yet').toMatch(/^\d{13}$/)
    expect((await finishes(citizen, code)).problems).toEqual(['Код не подошёл. Осталось попыток: 2'])
  })

  test('a silent BMG: nothing is counted or lost, and a case number leads on another day', async () => {
    const mother = newIin()
    const { citizen } = await atFinish(mother)
    const phone = await registersNumber(portal, mother, newNumber())
    said.bmg = 'UNAVAILABLE'
    for (const silent of [newNumber(), newNumber(), newNumber(), phone]) {
      const page = await asksCode(citizen, silent)
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '60'])
      expect(page.notices.join()).toContain('База мобильных граждан сейчас не отвечает')
    }
    said.bmg = undefined
    const stopped = await citizen.presses('Взять номер обращения')
    expect(stopped.address).toBe('/transfer/stopped')
    const number = oneTimeOf(citizen)
    expect(await waitingCases()).toBe(1)
    const later = newCitizen(portal)
    await asksForTransfer(later, mother)
    later.page.document.getElementById('case')?.setAttribute('value', number)
    expect((await later.presses('Продолжить по номеру')).address).toBe('/transfer/finish')
    await asksCode(later, phone)
    const done = await finishes(later, await codeOfNewApp(portal, later, phone))
    expect(done.address).toContain('transferred')
  })

  test('the page hears of its own one-time password, and no decoy does', async () => {
    const mother = newIin()
    const { citizen } = await atFinish(mother)
    expect((await newCitizen(portal).sends('GET', '/transfer/live')).status).toBe(204)
    const phone = await registersNumber(portal, mother, newNumber())
    await asksCode(citizen, phone)
    const live = citizen.page.document.querySelector('kabinet-recovery')?.getAttribute('src')
    const heard = listenTo(await citizen.sends('GET', live ?? '')).next()
    await proves(citizen, await newInstallation(portal), phone)
    expect((await heard)?.event).toBe('activated')
    expect((await citizen.opens('/transfer/finish')).notices.join()).toContain(
      'Номер зарегистрирован в приложении!',
    )
  })
})

describe('past the limits the number comes first', () => {
  test('who proves a number that BMG gives to the parent goes on, with a budget of the own', async () => {
    const mother = newIin()
    const family = await newFamily(portal, { holder: await portal.account(), parents: [mother, null] })
    const phone = await registersNumber(portal, mother, newNumber())
    const citizen = newCitizen(portal)
    const page = await pastTheLimits(citizen, mother, rightAnswers(family))
    expect(page.address).toBe('/transfer/number')
    expect(page.heading).toBe('Сначала подтвердите номер')
    expect(page.hasButton('Продолжить')).toBe(false)
    expect((await asksCode(citizen, '')).problems.join()).toContain('Введите номер телефона')
    const asked = await asksCode(citizen, phone)
    expect(asked.words).toContain('он подтвердится, когда Вы введёте в приложении')
    expect(asked.words, 'this page has no field for a code').not.toContain('Показать код')
    expect((await citizen.presses('Продолжить')).problems.join()).toContain('Номер ещё не подтверждён')
    const app = await newInstallation(portal)
    await proves(citizen, app, phone)
    expect((await citizen.presses('Продолжить')).address).toBe('/transfer/finish')
    const done = await finishes(citizen, await codeFrom(app))
    expect(done.address).toContain('transferred')
  })

  test('wrong answers of who has proven it are refused, and judged at once the next time', async () => {
    const mother = newIin()
    const family = await newFamily(portal, { holder: await portal.account(), parents: [mother, null] })
    const phone = await registersNumber(portal, mother, newNumber())
    const citizen = newCitizen(portal)
    await pastTheLimits(citizen, mother, rightAnswers(family))
    await asksCode(citizen, phone)
    await proves(citizen, await newInstallation(portal), phone)
    await citizen.opens('/transfer/number')
    await portal.database.reader
      .updateTable('births')
      .set({ certificate_index: portal.parts.keyring.index('certificate', '1111111') })
      .where('child_index', '=', portal.parts.keyring.index('iin', family.child))
      .execute()
    for (let tries = 0; tries < 4; tries += 1) {
      const page = tries === 0 ? await citizen.presses('Продолжить') : await answersAll(citizen, {})
      expect(page.problems).toEqual(['Данные не совпали или переоформление недоступно'])
    }
    const proven = await portal.database.reader
      .selectFrom('audit_log')
      .where('type', '=', 'transfer.answers')
      .orderBy('id', 'desc')
      .limit(1)
      .select('outcome')
      .executeTakeFirstOrThrow()
    expect(proven.outcome).toBe('limited')
  })

  test('a stranger’s page is the same, and tells neither of the child nor of the parent', async () => {
    const mother = newIin()
    const family = await newFamily(portal, { holder: await portal.account(), parents: [mother, null] })
    const right = rightAnswers(family)
    const seen = new Set<string>()
    for (const typed of [right, { ...right, child: newIin(), first: newIin() }]) {
      const citizen = newCitizen(portal)
      expect((await pastTheLimits(citizen, typed.first, typed)).address).toBe('/transfer/number')
      const phone = newNumber()
      await asksCode(citizen, phone)
      expect(await proves(citizen, await newInstallation(portal), phone)).toBeUndefined()
      seen.add(placeholders(citizen, phone))
      const page = await citizen.presses('Продолжить')
      expect(page.status).toBe(422)
      seen.add(placeholders(citizen, phone))
    }
    expect(seen.size).toBe(2)
  })
})
