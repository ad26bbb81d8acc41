import { beforeAll, expect, test } from 'vitest'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { findSession } from '../../src/account/sessions.ts'
import { confirmsReferral } from '../../src/account/transfers/dispute.ts'
import { cabinetWords } from '../../src/cabinet/messages.ts'
import { movedWords } from '../../src/cabinet/moved/messages.ts'
import { languages } from '../../src/domain/language.ts'
import { type Citizen, newCitizen } from '../citizen.ts'
import { newNumber } from '../support/family.ts'
import { limit } from '../support/limited.ts'
import { caseNumberOn, childName, decides, moveChild } from '../support/moved.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { faultsOf } from '../support/valid-html.ts'

const ru = movedWords('ru')
const disputed = cabinetWords('ru').children.disputed

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const restrictionOf = (accountId: string) =>
  activeRestriction(portal.database.reader, accountId, portal.clock.now())
const formerAccount = () => portal.account({ phone: newNumber() })
const csrfOn = ({ page }: Citizen) =>
  page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
const posts = (citizen: Citizen, address: string, transfer: string) =>
  citizen.sends('POST', address, new URLSearchParams({ csrf: csrfOn(citizen), transfer }))
const confirms = (moved: { family: { child: string } }, accountId: string) =>
  confirmsReferral(portal.database.reader, portal.parts.keyring.index('iin', moved.family.child), accountId)

test('a closed account opens one page, in three languages, and its live stream ends', async () => {
  const moved = await moveChild(portal, { former: await formerAccount() })
  for (const language of languages) {
    const grandmother = newCitizen(portal)
    await grandmother.signsIn(moved.former)
    await grandmother.switchesTo(language)
    const words = movedWords(language)
    for (const address of ['/cabinet', '/cabinet/children', '/cabinet/security', '/cabinet/frozen'])
      expect((await grandmother.opens(address)).address).toBe('/cabinet/moved')
    expect(grandmother.page.heading).toBe(words.away.title)
    expect(grandmother.page.words).toContain(childName)
    expect(grandmother.page.words).toContain(words.representative)
    expect(grandmother.page.document.querySelector('.cabinet-nav')).toBeNull()
    expect(await faultsOf(grandmother.page.html)).toEqual([])
    expect((await grandmother.sends('GET', '/cabinet/live')).status).toBe(204)
    await grandmother.presses(words.away.object)
    expect(grandmother.page.heading).toBe(words.object.title)
    expect(await faultsOf(grandmother.page.html)).toEqual([])
  }
})

test('«Я согласен» ends the 72 hours of the other side, and both are told', async () => {
  const moved = await moveChild(portal, { former: await formerAccount() })
  const grandmother = newCitizen(portal)
  const mother = newCitizen(portal, { address: '198.51.100.20' })
  await mother.signsIn(moved.holder)
  expect(mother.page.words).toContain('Кабинет ограничен до')
  await mother.follows(/^Подробнее: Кабинет переоформлен/)
  expect(mother.page.words).toContain(ru.here.sooner)
  expect(await faultsOf(mother.page.html)).toEqual([])

  await grandmother.signsIn(moved.former)
  await grandmother.presses(ru.away.agree)
  expect(grandmother.page.words).toContain('Вы согласились')
  expect(grandmother.page.hasButton(ru.away.agree)).toBe(false)
  expect(await restrictionOf(moved.holder.id)).toBeUndefined()
  await mother.opens('/cabinet')
  expect(mother.page.words).not.toContain('Кабинет ограничен')
  expect(mother.page.words).toContain('Переоформление подтверждено')
  const lines = await portal.audit('transfer')
  expect(lines.at(-1)).toMatchObject({ actor: 'citizen', outcome: 'approved', account_id: moved.holder.id })

  // A hasty click is no end: an objection is still open to her.
  await grandmother.follows(ru.away.object)
  await grandmother.presses(ru.object.confirm)
  expect(caseNumberOn(grandmother)).toMatch(/^\d{4}-\d{4}$/)
})

test('an account without a name says where one comes from, and its frame stands under the masked IIN', async () => {
  const { holder } = await moveChild(portal, { former: await formerAccount() })
  const mother = newCitizen(portal, { address: '198.51.100.20' })
  await mother.signsIn(holder)
  await mother.opens('/cabinet/profile')
  expect(mother.page.words).toContain(cabinetWords('ru').profile.noName)
  const { reader } = portal.database
  const token = mother.cookies.header().match(/session=([^;]+)/)?.[1] ?? ''
  expect((await findSession(reader, portal.parts, token))?.name).toBe(`•••• •••• ${holder.iin.slice(-4)}`)
})

test('«Возразить» opens a case: both read and are limited, and the former holder confirms referrals', async () => {
  const moved = await moveChild(portal, { former: await formerAccount() })
  expect([await confirms(moved, moved.holder.id), await confirms(moved, moved.former.id)]).toEqual([
    true,
    false,
  ])
  const grandmother = newCitizen(portal)
  await grandmother.signsIn(moved.former)
  await grandmother.presses(ru.away.object)
  await grandmother.presses(ru.object.confirm)
  const number = caseNumberOn(grandmother)
  expect(grandmother.page.words).toContain(ru.away.objected)
  expect(grandmother.page.words).toContain('ЦОН, тел. 1414')
  expect(await faultsOf(grandmother.page.html)).toEqual([])
  expect((await grandmother.opens('/cabinet')).address).toBe('/cabinet')
  expect(grandmother.page.words).toContain('По переоформлению подано возражение')

  const mother = newCitizen(portal, { address: '198.51.100.20' })
  await mother.signsIn(moved.holder)
  for (const side of [grandmother, mother]) {
    await side.opens('/cabinet/children')
    expect(side.page.words).toContain(childName)
    expect(side.page.words).toContain(disputed)
    expect(await faultsOf(side.page.html)).toEqual([])
    expect(side.page.words).toContain('пока сотрудник не примет решение')
  }
  await mother.follows(cabinetWords('ru').children.moved)
  expect([caseNumberOn(mother), mother.page.words.includes(ru.here.objected)]).toEqual([number, true])
  expect([await confirms(moved, moved.holder.id), await confirms(moved, moved.former.id)]).toEqual([
    false,
    true,
  ])
  // Three days pass: only the decision ends it, and approving is over.
  portal.clock.advance({ hours: 73 })
  expect(await restrictionOf(moved.holder.id)).toMatchObject({ kind: 'limited', until: null })
  expect(await decides(portal, number, 'closed')).toEqual({ is: 'other-kind' })
})

test('decided for the new holder: the former account closes again and reads why', async () => {
  const moved = await moveChild(portal, { former: await formerAccount() })
  const grandmother = newCitizen(portal)
  await grandmother.signsIn(moved.former)
  await grandmother.presses(ru.away.object)
  await grandmother.presses(ru.object.confirm)
  const number = caseNumberOn(grandmother)
  expect(await decides(portal, number, 'owner-confirmed')).toEqual({ is: 'decided', frozen: false })
  expect(await decides(portal, number, 'objection-upheld')).toEqual({ is: 'decided-before' })
  expect((await grandmother.opens('/cabinet')).address).toBe('/cabinet/moved')
  expect(grandmother.page.words).toContain(ru.away.confirmed)
  expect(grandmother.page.words).not.toContain(disputed)
  expect(await restrictionOf(moved.holder.id)).toMatchObject({ kind: 'limited', reasons: ['transfer'] })
  expect(await confirms(moved, moved.holder.id)).toBe(true)
  // Decided is decided: it cannot be objected to again.
  expect((await posts(grandmother, '/cabinet/moved/object', moved.transferId)).status).toBe(303)
  expect((await portal.audit('transfer.answer')).at(-1)).toMatchObject({ outcome: 'refused' })
})

test('decided for the former holder: the child is back, and the account that the move made is closed for good', async () => {
  const moved = await moveChild(portal, { former: await formerAccount() })
  const mother = newCitizen(portal, { address: '198.51.100.20' })
  await mother.signsIn(moved.holder)
  const grandmother = newCitizen(portal)
  await grandmother.signsIn(moved.former)
  await grandmother.presses(ru.away.object)
  await grandmother.presses(ru.object.confirm)
  expect(await decides(portal, caseNumberOn(grandmother), 'objection-upheld')).toEqual({
    is: 'decided',
    frozen: false,
  })
  expect((await grandmother.opens('/cabinet/children')).words).toContain(childName)
  expect(grandmother.page.words).not.toContain(disputed)
  expect(await restrictionOf(moved.former.id)).toBeUndefined()
  await grandmother.opens('/cabinet/moved')
  expect(grandmother.page.words).toContain(ru.away.undone)
  expect((await mother.opens('/cabinet')).address).toBe('/sign-in?notice=ended')
  await mother.signsIn(moved.holder)
  expect(mother.page.problems).toEqual(['ИИН или пароль не подошли'])
  expect((await moved.app.feed()).accounts).toEqual([])
})

test('an account with another child stays open, and answers from its feed', async () => {
  const former = await formerAccount()
  await portal.child(former, { name: 'Сейтқали Алихан' })
  const moved = await moveChild(portal, { former })
  const father = newCitizen(portal)
  await father.signsIn(former)
  expect(father.page.address).toBe('/cabinet')
  await father.follows(/^Согласиться или возразить: Ребёнок переоформлен/)
  expect(father.page.heading).toBe(ru.away.title)
  expect(father.page.document.querySelector('.cabinet-nav')).not.toBeNull()
  await father.presses(ru.away.agree)
  expect(await restrictionOf(moved.holder.id)).toBeUndefined()
})

test('a former account that is limited itself may object but not approve', async () => {
  const former = await formerAccount()
  await portal.child(former)
  const moved = await moveChild(portal, { former })
  await limit(portal, former)
  const citizen = newCitizen(portal)
  await citizen.signsIn(former)
  await citizen.opens('/cabinet/moved')
  expect(citizen.page.words).toContain(ru.away.limited)
  await posts(citizen, '/cabinet/moved', moved.transferId)
  expect(await restrictionOf(moved.holder.id)).toMatchObject({ reasons: ['transfer'] })
})

test('nobody answers for others: a stranger’s transfer is not found, the new holder’s own neither', async () => {
  const moved = await moveChild(portal, { former: await formerAccount() })
  const stranger = newCitizen(portal, { address: '198.51.100.40' })
  await stranger.signsIn(await formerAccount())
  expect((await stranger.opens('/cabinet/moved')).address).toBe('/cabinet')
  const mother = newCitizen(portal, { address: '198.51.100.20' })
  await mother.signsIn(moved.holder)
  for (const citizen of [stranger, mother]) {
    expect((await posts(citizen, '/cabinet/moved', moved.transferId)).status).toBe(404)
    expect((await posts(citizen, '/cabinet/moved/object', moved.transferId)).status).toBe(404)
  }
  expect(await restrictionOf(moved.holder.id)).toMatchObject({ kind: 'limited', reasons: ['transfer'] })
  expect((await portal.audit('transfer.answer')).slice(-4).map(({ outcome }) => outcome)).toEqual(
    Array(4).fill('not-found'),
  )
})

test('a stale page answers nothing and says so; after 30 days nothing can be answered', async () => {
  const former = await formerAccount()
  await portal.child(former)
  const moved = await moveChild(portal, { former })
  const citizen = newCitizen(portal)
  await citizen.signsIn(former)
  await citizen.opens('/cabinet/moved')
  citizen.page.document.querySelector('main input[name="csrf"]')?.setAttribute('value', 'old')
  await citizen.presses(ru.away.agree)
  expect(citizen.page.words).toContain(ru.stale)
  expect(await restrictionOf(moved.holder.id)).toMatchObject({ reasons: ['transfer'] })
  portal.clock.advance({ hours: 24 * 30 })
  await citizen.opens('/sign-in')
  await citizen.signsIn(former)
  expect((await citizen.opens('/cabinet/moved')).address).toBe('/cabinet')
})
