import { beforeAll, describe, expect, test } from 'vitest'
import { answersKey } from '../../src/account/limit-keys.ts'
import type { BirthAnswer } from '../../src/registries/births.ts'
import { newCitizen } from '../citizen.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newInstallation } from '../support/installation.ts'
import { fieldsOf, formOf } from '../support/page.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { asksForRecovery, otherThan } from '../support/recovery.ts'
import {
  answers,
  answersAll,
  asksCode,
  asksForTransfer,
  codeFrom,
  codeOfNewApp,
  fills,
  finishes,
  oneTimeOf,
  proves,
  rightAnswers,
} from '../support/transfer.ts'
import { faultsOf } from '../support/valid-html.ts'

const said: { births: BirthAnswer | undefined } = { births: undefined }

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
        births: { ask: async (question) => said.births ?? registers.births.ask(question) },
      },
    }),
  })
})

const pages = ['/transfer', '/transfer/confirm', '/transfer/number', '/transfer/finish', '/transfer/stopped']

async function newMother() {
  const mother = newIin()
  const grandmother = await portal.account({ phone: newNumber() })
  const family = await newFamily(portal, { holder: grandmother, parents: [mother, null] })
  const phone = await registersNumber(portal, mother, newNumber())
  return { mother, family, phone, grandmother }
}

describe('no step can be skipped', () => {
  test('without a journey every page, and every button, leads to sign-in', async () => {
    const citizen = newCitizen(portal)
    for (const page of pages) expect((await citizen.opens(page)).address).toBe('/sign-in?notice=expired')
    await citizen.opens('/sign-in')
    const csrf = citizen.page.document.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    for (const page of [...pages, '/transfer/send', '/recovery/not-mine']) {
      const response = await citizen.sends('POST', page, new URLSearchParams({ csrf }))
      expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in?notice=expired'])
    }
  })

  test('with one, whatever address is opened or posted to, the citizen is where they really are', async () => {
    const { mother, family, phone } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    for (const page of pages) expect((await citizen.opens(page)).address).toBe('/transfer')
    const questions = citizen.page
    await answers(citizen, rightAnswers(family))
    expect((await citizen.opens('/transfer/finish')).address).toBe('/transfer/confirm')
    expect((await citizen.opens('/transfer')).document.getElementById('child')?.getAttribute('value')).toBe(
      family.child,
    )
    await citizen.opens('/transfer/confirm')
    await citizen.presses('Да, обновить')
    for (const page of [...pages, '/transfer/send'])
      expect((await citizen.opens(page)).address).toBe('/transfer/finish')
    expect((await citizen.returnsTo(questions).presses('Далее')).address).toBe('/transfer/finish')
    await asksCode(citizen, phone)
    const finish = citizen.page
    await finishes(citizen, await codeOfNewApp(portal, citizen, phone))
    expect((await citizen.returnsTo(finish).presses('Переоформить')).address).toBe('/sign-in?notice=expired')
  })

  test('«Отмена» ends the journey at every step and leads back to recovery', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    expect((await citizen.presses('Отмена')).address).toBe('/recovery')
    await citizen.presses('Обновить номер')
    expect(citizen.page.document.getElementById('child')?.getAttribute('value') ?? '').toBe('')
    await answers(citizen, rightAnswers(family))
    expect((await citizen.follows('Отмена')).address).toBe('/transfer')
    expect(citizen.page.document.getElementById('child')?.getAttribute('value')).toBe(family.child)
    await answersAll(citizen, {})
    expect((await citizen.presses('Отмена')).address).toBe('/recovery')
    expect((await citizen.opens('/transfer')).address).toBe('/sign-in?notice=expired')
  })

  test('«Обновить номер» again goes on with the journey; for another IIN it begins anew', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    await answersAll(citizen, rightAnswers(family))
    await citizen.opens('/recovery')
    expect((await citizen.presses('Обновить номер')).address).toBe('/transfer/finish')
    await citizen.opens('/sign-in')
    await citizen.namesIin(newIin())
    await citizen.presses('Забыли пароль?')
    expect((await citizen.presses('Обновить номер')).address).toBe('/transfer')
  })
})

describe('sent twice, or from an old page', () => {
  test('«Да, обновить» twice at once is one attempt and one verdict', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    await answers(citizen, rightAnswers(family))
    const button = citizen.page.button('Да, обновить')
    const body = fieldsOf(formOf(citizen.page, button), button)
    const sent = await Promise.all([1, 2, 3].map(() => citizen.sends('POST', '/transfer/confirm', body)))
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await citizen.opens('/transfer')).address).toBe('/transfer/finish')
    const taken = await portal.database.reader
      .selectFrom('limit_counters')
      .where('rule', '=', 'transfer.answers-child')
      .where('key', '=', answersKey(portal.parts.keyring, portal.parts.keyring.index('iin', family.child)))
      .select('taken')
      .executeTakeFirstOrThrow()
    expect(taken.taken).toBe(1)
  })

  test('«Переоформить» twice at once moves once, and both lead to sign-in', async () => {
    const { mother, family, phone } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    await answersAll(citizen, rightAnswers(family))
    await asksCode(citizen, phone)
    const code = await codeOfNewApp(portal, citizen, phone)
    fills(citizen, { code, fresh: 'Aspan-tau#9-jusan', repeat: 'Aspan-tau#9-jusan' } as never)
    portal.log.forbid('Aspan-tau#9-jusan')
    const button = citizen.page.button('Переоформить')
    const body = fieldsOf(formOf(citizen.page, button), button)
    const before = (await portal.audit('transfer')).filter(({ outcome }) => outcome === 'done').length
    const sent = await Promise.all([1, 2].map(() => citizen.sends('POST', '/transfer/finish', body)))
    for (const response of sent) expect(response.headers.get('location')).toMatch(/notice=transferred$/)
    const moved = await portal.audit('transfer')
    expect(moved.filter(({ outcome }) => outcome === 'done')).toHaveLength(before + 1)
  })

  test('a stale page keeps everything but passwords', async () => {
    const { mother, family, phone } = await newMother()
    const citizen = newCitizen(portal)
    const spoil = () => {
      for (const token of citizen.page.document.querySelectorAll('input[name=csrf]'))
        token.setAttribute('value', 'of another browser')
    }
    await asksForTransfer(citizen, mother)
    spoil()
    const stale = await answers(citizen, rightAnswers(family))
    expect(stale.notices.join()).toContain('Страница устарела')
    expect(stale.document.getElementById('certificate')?.getAttribute('value')).toBe(family.certificate)
    await answers(citizen, {})
    spoil()
    expect((await citizen.presses('Да, обновить')).notices.join()).toContain('Страница устарела')
    await citizen.presses('Да, обновить')
    spoil()
    const asked = await asksCode(citizen, phone)
    expect(asked.notices.join()).toContain('Страница устарела')
    expect(asked.document.getElementById('phone')?.getAttribute('value')).toBe(phone)
    await asksCode(citizen, phone)
    spoil()
    const finish = await finishes(citizen, '1234')
    expect(finish.document.getElementById('code')?.getAttribute('value')).toBe('1234')
    expect(finish.document.getElementById('fresh')?.getAttribute('value')).toBeNull()
  })
})

describe('the code', () => {
  test('three tries, then «Получить код»; malformed ones and weak passwords cost none', async () => {
    const { mother, family, phone } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    await answersAll(citizen, rightAnswers(family))
    expect((await finishes(citizen, '1234')).problems).toEqual(['Введите номер телефона'])
    await asksCode(citizen, phone)
    const app = await newInstallation(portal)
    await proves(citizen, app, phone)
    const code = await codeFrom(app)
    expect((await finishes(citizen, '12')).problems.join()).toContain('попытка не потрачена')
    expect((await finishes(citizen, code, 'short')).problems.join()).toContain('короче 12')
    expect((await finishes(citizen, code, `Aspan#${phone.slice(2)}-tau`)).problems.join()).toContain(
      'Ваши данные',
    )
    for (const left of [2, 1])
      expect((await finishes(citizen, otherThan(code))).problems).toEqual([
        `Код не подошёл. Осталось попыток: ${left}`,
      ])
    expect((await finishes(citizen, otherThan(code))).problems.join()).toContain('Три попытки использованы')
    expect((await finishes(citizen, code)).problems.join()).toContain('Три попытки использованы')
    await asksCode(citizen, phone)
    portal.clock.advance({ minutes: 11 })
    expect((await finishes(citizen, code)).problems.join()).toContain('Срок кода истёк')
    await asksCode(citizen, phone)
    expect((await finishes(citizen, await codeFrom(app))).address).toContain('transferred')
  })

  test('a claim lives an hour', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    await answersAll(citizen, rightAnswers(family))
    portal.clock.advance({ minutes: 61 })
    expect((await citizen.opens('/transfer/finish')).address).toBe('/sign-in?notice=expired')
  })
})

describe('a claim that stopped', () => {
  const silent = { is: 'unavailable' } as const
  const typesCase = (citizen: ReturnType<typeof newCitizen>, number: string) => {
    citizen.page.document.getElementById('case')?.setAttribute('value', number)
    return citizen.presses('Продолжить по номеру')
  }

  test('keeps the answers and the attempt; its number goes on with the same IIN, elsewhere too', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    said.births = silent
    const stopped = await answersAll(citizen, rightAnswers(family))
    expect(stopped.heading).toBe('Государственная база сейчас не отвечает')
    expect(stopped.words).toContain('ЦОН, тел. 1414')
    expect(await faultsOf(stopped.html)).toEqual([])
    const number = oneTimeOf(citizen)
    expect(number).toMatch(/^\d{4}-\d{4}$/)
    for (let tries = 0; tries < 4; tries += 1) {
      await citizen.presses('Попробовать ещё раз')
      expect(oneTimeOf(citizen), 'one journey, one number').toBe(number)
    }
    const row = await portal.database.reader
      .selectFrom('cases')
      .where('kind', '=', 'transfer')
      .where('number', '=', number)
      .select(['account_id', 'opened_by', 'answers_sealed', 'decision'])
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ account_id: null, opened_by: 'register', decision: null })
    expect(row.answers_sealed?.toString('latin1')).not.toContain(family.child)

    said.births = undefined
    const stranger = newCitizen(portal)
    await asksForTransfer(stranger, newIin())
    fills(stranger, { year: '2021' })
    const refused = await typesCase(stranger, number)
    expect(refused.status).toBe(422)
    expect(refused.problems).toEqual([
      'По этому номеру продолжить нельзя. Проверьте цифры или ответьте на вопросы',
    ])
    expect(refused.document.getElementById('year')?.getAttribute('value')).toBe('2021')
    expect((await typesCase(stranger, '1111-1111')).problems).toEqual(refused.problems)
    expect((await typesCase(stranger, '12')).problems.join()).toContain('8 цифр')

    const later = newCitizen(portal)
    await asksForTransfer(later, mother)
    expect((await typesCase(later, number.replace('-', ' '))).address).toBe('/transfer/finish')
    const decided = await portal.database.reader
      .selectFrom('cases')
      .where('number', '=', number)
      .select(['decision', 'answers_sealed'])
      .executeTakeFirstOrThrow()
    expect(decided).toEqual({ decision: 'resumed', answers_sealed: null })
  })

  test('whose answers are wrong is refused once the register answers, and the number is used up', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal)
    await asksForTransfer(citizen, mother)
    said.births = silent
    await answersAll(citizen, { ...rightAnswers(family), certificate: '1234567' })
    const number = oneTimeOf(citizen)
    said.births = undefined
    const refused = await citizen.presses('Попробовать ещё раз')
    expect(refused.problems).toEqual(['Данные не совпали или переоформление недоступно'])
    expect((await typesCase(citizen, number)).status).toBe(422)
  })

  test('wrong numbers from one address are limited, the right one too then', async () => {
    const { mother, family } = await newMother()
    const citizen = newCitizen(portal, { address: '198.51.100.77' })
    await asksForTransfer(citizen, mother)
    said.births = silent
    await answersAll(citizen, rightAnswers(family))
    said.births = undefined
    const number = oneTimeOf(citizen)
    const other = newCitizen(portal, { address: '198.51.100.78' })
    await asksForTransfer(other, mother)
    for (let tries = 0; tries < 10; tries += 1) await typesCase(other, String(20_000_000 + tries))
    expect((await typesCase(other, number)).status).toBe(422)
    // Where nobody guessed it still leads on.
    expect((await citizen.presses('Попробовать ещё раз')).address).toBe('/transfer/finish')
  })
})

test('the recovery that led here is still there', async () => {
  const citizen = newCitizen(portal)
  await asksForRecovery(citizen, newIin())
  await citizen.presses('Обновить номер')
  expect((await citizen.opens('/recovery')).heading).toBe('Восстановление забытого пароля')
})
