import { beforeEach, expect, test } from 'vitest'
import { prune } from '../../src/account/prune.ts'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { objectToTransfer } from '../../src/cases/index.ts'
import { newCitizen } from '../citizen.ts'
import { newClaim } from '../support/claim.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { newBound } from '../support/installation.ts'
import { decides, moveChild } from '../support/moved.ts'
import { newIin } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeEach(async () => {
  portal = await newTestPortal()
})

const prunes = () => prune(portal.parts, portal.clock)
const closedAt = async (id: string) =>
  (
    await portal.database.reader
      .selectFrom('accounts')
      .where('id', '=', id)
      .select('closed_at')
      .executeTakeFirstOrThrow()
  ).closed_at
const transfers = async () => portal.database.reader.selectFrom('transfers').select('id').execute()
const objects = (transferId: string) =>
  portal.database.inTransaction((tx) =>
    objectToTransfer(tx, portal.parts, { transferId, openedBy: 'session', browser: null }),
  )

test('after 30 days a closed account is closed for good; the new holder keeps account and app', async () => {
  const former = await portal.account({ phone: newNumber() })
  const moved = await moveChild(portal, { former })
  portal.clock.advance({ hours: 24 * 29 })
  await prunes()
  expect(await closedAt(former.id)).toBeNull()
  portal.clock.advance({ hours: 25 })
  await prunes()
  expect(await closedAt(former.id)).toEqual(portal.clock.now())
  const citizen = newCitizen(portal)
  await citizen.signsIn(former)
  expect(citizen.page.problems).toEqual(['ИИН или пароль не подошли'])
  portal.clock.advance({ hours: 24 })
  await prunes()
  expect(await transfers()).toEqual([])
  expect((await moved.app.feed()).accounts).toMatchObject([{ state: 'active' }])
  expect((await portal.audit('account.close')).map(({ outcome }) => outcome)).toEqual(['closed'])
})

test('an open case keeps both sides and the transfer; a decision gives 30 days more to read it', async () => {
  const former = await portal.account({ phone: newNumber() })
  const moved = await moveChild(portal, { former })
  const number = (await objects(moved.transferId))?.number ?? ''
  portal.clock.advance({ hours: 24 * 90 })
  await prunes()
  expect(await transfers()).toEqual([{ id: moved.transferId }])
  await decides(portal, number, 'owner-confirmed')
  await prunes()
  expect(await activeRestriction(portal.database.reader, former.id, portal.clock.now())).toMatchObject({
    kind: 'closed',
  })
  const citizen = newCitizen(portal)
  await citizen.signsIn(former)
  expect(citizen.page.words).toContain('переоформление остаётся в силе')
  portal.clock.advance({ hours: 24 * 31 + 1 })
  await prunes()
  expect(await closedAt(former.id)).not.toBeNull()
  expect(await transfers()).toEqual([])
  const kept = await portal.database.reader.selectFrom('cases').select('decision').execute()
  expect(kept, 'the case itself stays').toEqual([{ decision: 'owner-confirmed' }])
})

test('apps with the former number end after 30 days, with an open case they do not', async () => {
  const phone = newNumber()
  const owner = await portal.account({ phone: newNumber() })
  const mother = await portal.account({ phone })
  const family = await newFamily(portal, { holder: owner, parents: [mother.iin, null] })
  await newBound(portal, mother, { number: phone, hoursOld: 200 })
  const moved = await moveChild(portal, { former: owner, claimant: mother.iin, family })
  const number = (await objects(moved.transferId))?.number ?? ''
  portal.clock.advance({ hours: 24 * 31 })
  await prunes()
  const endOfOld = () =>
    portal.database.reader
      .selectFrom('bindings')
      .where('phone_index', '=', portal.parts.keyring.index('phone', phone))
      .select('removed_by')
      .executeTakeFirst()
  expect(await endOfOld()).toEqual({ removed_by: null })
  await decides(portal, number, 'owner-confirmed')
  await prunes()
  expect(await endOfOld()).toEqual({ removed_by: 'number-changed' })
  expect((await moved.app.feed()).accounts).toHaveLength(1)
})

test('a claim that came to nothing goes once the wait of its app no longer counts for a later one', async () => {
  const { child } = await newFamily(portal, { holder: await portal.account(), parents: [newIin(), null] })
  await newClaim(portal, { claimant: newIin(), child, phone: newNumber() })
  portal.clock.advance({ hours: 24 * 7 })
  await prunes()
  expect(await transfers()).toHaveLength(1)
  portal.clock.advance({ hours: 24 * 2 })
  await prunes()
  expect(await transfers()).toEqual([])
})
