import { expect, test } from 'vitest'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { notMeWords } from '../../src/cabinet/security/not-me-messages.ts'
import { languages } from '../../src/domain/language.ts'
import { contestWords } from '../../src/sign-in/contest/messages.ts'
import { newCitizen } from '../citizen.ts'
import { newClaim, transfers } from '../support/claim.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { newBound, newInstallation } from '../support/installation.ts'
import { caseNumberOn, decides, moveChild, newHolderPassword } from '../support/moved.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'
import { faultsOf } from '../support/valid-html.ts'

const ru = contestWords('ru')
const restrictionOf = (portal: TestPortal, accountId: string) =>
  activeRestriction(portal.database.reader, accountId, portal.clock.now())
const accountOf = (portal: TestPortal, id: string) =>
  portal.database.reader.selectFrom('accounts').where('id', '=', id).selectAll().executeTakeFirstOrThrow()

/** A parent whose own account was transferred: another number and password, by somebody who passed for them. */
async function transferred({ hasOlderApp = false } = {}) {
  const portal = await newTestPortal()
  const phone = newNumber()
  const owner = await portal.account({ phone })
  const older = hasOlderApp ? await newBound(portal, owner, { number: phone, hoursOld: 200 }) : undefined
  const known = newCitizen(portal)
  await known.signsIn(owner)
  await known.presses('Выйти')
  portal.clock.advance({ minutes: 1 })
  const family = await newFamily(portal, { holder: owner, parents: [owner.iin, null] })
  // An older app is asked first: here it has said nothing for a day.
  if (hasOlderApp) return { portal, phone, owner, older, known, family }
  await moveChild(portal, { former: owner, claimant: owner.iin, family })
  return { portal, phone, owner, older, known, family }
}

test('the replaced password asks about the transfer, in three languages; «Это был я» ends the 72 hours', async () => {
  const { portal, owner, known } = await transferred()
  await known.signsIn(owner)
  for (const language of languages) {
    await known.switchesTo(language)
    expect(known.page.heading).toBe(contestWords(language).transfer.question)
    expect(await faultsOf(known.page.html)).toEqual([])
  }
  expect(known.page.words).toContain('Chrome, Android')
  await known.switchesTo('ru')
  await known.presses(ru.mine)
  expect(known.page.address).toBe('/sign-in?notice=own-recovery')
  expect(await restrictionOf(portal, owner.id)).toBeUndefined()
  const { approved_by } = await portal.database.reader
    .selectFrom('transfers')
    .select('approved_by')
    .executeTakeFirstOrThrow()
  expect(approved_by).toBe('replaced-password')
  await known.signsIn(owner, newHolderPassword)
  expect(known.page.words).toContain('Переоформление подтверждено')
})

test('«Это не я» opens an objection; a browser from before may freeze it, a stranger’s may not', async () => {
  const { portal, owner, known } = await transferred()
  const elsewhere = newCitizen(portal, { address: '198.51.100.30' })
  await elsewhere.signsIn(owner)
  await elsewhere.presses(ru.notMine)
  const number = caseNumberOn(elsewhere)
  expect(elsewhere.page.hasButton(ru.freeze)).toBe(false)
  const cases = await portal.database.reader.selectFrom('cases').select(['kind', 'opened_by']).execute()
  expect(cases).toEqual([{ kind: 'objection', opened_by: 'replaced-password' }])
  await known.signsIn(owner)
  expect(caseNumberOn(known)).toBe(number)
  await known.presses(ru.freeze)
  expect(await restrictionOf(portal, owner.id)).toMatchObject({ kind: 'frozen' })

  expect(await decides(portal, number, 'objection-upheld')).toEqual({ is: 'decided', frozen: true })
  const account = await accountOf(portal, owner.id)
  expect([account.closed_at, account.phone_set_by]).toEqual([null, 'import'])
  await known.opens('/sign-in')
  await known.signsIn(owner)
  expect(known.page.words).toContain(ru.transfer.states['objection-upheld'])
  await known.opens('/sign-in')
  await known.signsIn(owner, newHolderPassword)
  expect(known.page.problems).toEqual(['ИИН или пароль не подошли'])
})

test('an upheld objection gives the number back, and with it the older app its say: nothing is frozen', async () => {
  const { portal, phone, owner, older, known, family } = await transferred({ hasOlderApp: true })
  const claim = await newClaim(portal, { claimant: owner.iin, child: family.child, phone: newNumber() })
  const app = await newInstallation(portal)
  const bound = await app.activates(claim.phone, claim.activation)
  await portal.database.reader.updateTable('bindings').set({ waits_until: null }).execute()
  await transfers(portal, claim, String(bound.body.binding), { password: newHolderPassword })
  portal.clock.advance({ minutes: 1 })
  await known.signsIn(owner)
  await known.presses(ru.notMine)
  expect(await decides(portal, caseNumberOn(known), 'objection-upheld')).toEqual({
    is: 'decided',
    frozen: false,
  })
  const account = await accountOf(portal, owner.id)
  expect(account.phone_index).toEqual(portal.parts.keyring.index('phone', phone))
  expect((await older?.feed())?.accounts).toHaveLength(1)
  expect((await app.feed()).accounts).toEqual([])
  expect(await restrictionOf(portal, owner.id)).toBeUndefined()
})

test('a session knows the new password: it approves nothing, and contests only from a browser that is older', async () => {
  const { portal, owner, known } = await transferred()
  const newcomer = newCitizen(portal, { address: '198.51.100.20' })
  await newcomer.signsIn(owner, newHolderPassword)
  await newcomer.opens('/cabinet/moved')
  expect(newcomer.page.heading).toBe('Ваш кабинет переоформлен')
  expect(newcomer.page.hasButton('Я согласен')).toBe(false)
  const { id } = await portal.database.reader.selectFrom('transfers').select('id').executeTakeFirstOrThrow()
  const csrf = newcomer.page.document.querySelector('input[name="csrf"]')?.getAttribute('value') ?? ''
  const body = () => new URLSearchParams({ csrf, transfer: id })
  expect((await newcomer.sends('POST', '/cabinet/moved', body())).status).toBe(404)
  expect((await newcomer.sends('POST', '/cabinet/moved/object', body())).status).toBe(404)
  await newcomer.opens('/cabinet/security/not-me')
  expect(newcomer.page.heading).toBe(notMeWords('ru').transferTitle)
  expect(newcomer.page.hasButton('Это не я')).toBe(false)

  await known.opens('/sign-in')
  await known.signsIn(owner, newHolderPassword)
  await known.opens('/cabinet/security/not-me')
  expect(await faultsOf(known.page.html)).toEqual([])
  await known.presses('Это не я')
  expect(await restrictionOf(portal, owner.id)).toMatchObject({ isContested: true, until: null })
})

test('the claimant’s own old password is no word of a former holder who is somebody else', async () => {
  const portal = await newTestPortal()
  const former = await portal.account({ phone: newNumber() })
  const mother = await portal.account({ phone: newNumber() })
  const family = await newFamily(portal, { holder: former, parents: [mother.iin, null] })
  await moveChild(portal, { former, claimant: mother.iin, family })
  const citizen = newCitizen(portal)
  await citizen.signsIn(mother)
  expect(citizen.page.heading).toBe(ru.transfer.question)
  await citizen.presses(ru.mine)
  expect(await restrictionOf(portal, mother.id)).toMatchObject({ kind: 'limited', reasons: ['transfer'] })
  await citizen.signsIn(mother)
  await citizen.presses(ru.notMine)
  for (const { id } of [mother, former])
    expect(await restrictionOf(portal, id)).toMatchObject({ kind: 'limited', isContested: true })
})
