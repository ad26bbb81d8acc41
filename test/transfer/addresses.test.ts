import { expect, test } from 'vitest'
import { noticeAddresses } from '../../src/account/notice-addresses.ts'
import { prune } from '../../src/account/prune.ts'
import { newestRecovered, objectToTransfer, openContest } from '../../src/cases/index.ts'
import { announce } from '../../src/notify/index.ts'
import { newCitizen } from '../citizen.ts'
import { toldAt } from '../support/addresses.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { newMailingPortal, ownEmail } from '../support/mailbox.ts'
import { decides, moveChild } from '../support/moved.ts'
import { newOwner } from '../support/owner.ts'
import { asksForRecovery, enters } from '../support/recovery.ts'

const portal = await newMailingPortal({ limits: { recovery: { startsPerAddress: { starts: 1000 } } } })
const { database, parts } = portal
const { keyring } = parts

const emailsOf = async (accountId: string) =>
  (await noticeAddresses(database.reader, keyring, accountId)).map(({ email }) => email)
const subjects = async (email: string) => (await portal.inbox(email)).map(({ subject }) => subject)
const tells = (accountId: string) =>
  database.inTransaction((tx) => announce(tx, parts, { accountId, kind: 'password-changed', browser: null }))
const objects = (transferId: string) =>
  database.inTransaction((tx) =>
    objectToTransfer(tx, parts, { transferId, openedBy: 'session', browser: null }),
  )

/** A parent whose own account is transferred to its holder with another number, as somebody who passes for them would. */
async function renumbered() {
  const owner = await portal.account({ phone: newNumber() })
  const email = await toldAt(portal, owner.id, ownEmail(portal))
  portal.clock.advance({ minutes: 1 })
  const family = await newFamily(portal, { holder: owner, parents: [owner.iin, null] })
  const moved = await moveChild(portal, { former: owner, claimant: owner.iin, family })
  expect(moved.moved.hasNewNumber).toBe(true)
  return { owner, email, moved }
}

test('an account under a new number: its former addresses hear of the move and are the account’s no longer', async () => {
  const { owner, email, moved } = await renumbered()
  expect(await subjects(email)).toEqual(['Кабинет переоформлен'])
  expect(await emailsOf(owner.id)).toEqual([])
  await tells(owner.id)
  expect(await subjects(email)).toEqual(['Кабинет переоформлен'])
  // What becomes of that move they hear too; another move’s end they would not.
  await objects(moved.transferId)
  expect((await subjects(email)).at(-1)).toBe('По переоформлению подано возражение')

  // With the transfer they go.
  const { number } = await database.reader
    .selectFrom('cases')
    .where('transfer_id', '=', moved.transferId)
    .select('number')
    .executeTakeFirstOrThrow()
  await decides(portal, number, 'owner-confirmed')
  expect((await subjects(email)).at(-1)).toBe('По обращению принято решение')
  portal.clock.advance({ hours: 24 * 32 })
  await prune(parts, portal.clock)
  const left = database.reader.selectFrom('notice_addresses').where('account_id', '=', owner.id)
  expect(await left.selectAll().execute()).toEqual([])
})

test('an upheld objection gives the former addresses back, and takes those of the other side away', async () => {
  const { owner, email, moved } = await renumbered()
  const others = await toldAt(portal, owner.id, ownEmail(portal))
  const number = (await objects(moved.transferId))?.number ?? ''
  expect((await decides(portal, number, 'objection-upheld')).is).toBe('decided')
  expect((await subjects(email)).at(-1)).toBe('Переоформление отменено')
  expect((await subjects(others)).at(-1)).toBe('Переоформление отменено')
  expect(await emailsOf(owner.id)).toEqual([email])
  await tells(owner.id)
  expect((await subjects(email)).at(-1)).toBe('Пароль изменён')
  expect((await subjects(others)).at(-1)).toBe('Переоформление отменено')
})

test('the same address, named anew after the move, is there once when it is undone', async () => {
  const { owner, email, moved } = await renumbered()
  await toldAt(portal, owner.id, email)
  const number = (await objects(moved.transferId))?.number ?? ''
  await decides(portal, number, 'objection-upheld')
  expect(await emailsOf(owner.id)).toEqual([email])
})

test('a child that moves to somebody else: the former holder’s addresses hear of it and stay the former holder’s', async () => {
  const former = await portal.account({ phone: newNumber() })
  const email = await toldAt(portal, former.id, ownEmail(portal))
  const moved = await moveChild(portal, { former })
  expect(await subjects(email)).toEqual(['Ребёнок переоформлен на законного представителя'])
  expect(await emailsOf(moved.holder.id)).toEqual([])
  expect(await emailsOf(former.id)).toEqual([email])
  await tells(moved.holder.id)
  expect((await subjects(email)).length).toBe(1)
  // Closed for good after thirty days, it keeps none.
  portal.clock.advance({ hours: 24 * 31 })
  await prune(parts, portal.clock)
  expect(await emailsOf(former.id)).toEqual([])
})

test('a contested recovery that is undone takes away the addresses that came with it', async () => {
  const person = await portal.account()
  const email = await toldAt(portal, person.id, ownEmail(portal))
  const app = await newOwner(portal, person)
  portal.clock.advance({ minutes: 1 })
  const thief = newCitizen(portal, { address: '198.51.100.91' })
  await asksForRecovery(thief, person.iin)
  await enters(thief, (await app.showsCode()).code)
  const thiefs = await toldAt(portal, person.id, ownEmail(portal))
  const event = await newestRecovered(database.reader, parts, person.id)
  if (!event) throw new Error('no recovery to contest')
  const opened = await database.inTransaction((tx) =>
    openContest(tx, parts, { event, openedBy: 'session', browser: null }),
  )
  await decides(portal, opened?.number ?? '', 'objection-upheld')
  expect(await emailsOf(person.id)).toEqual([email])
  expect((await subjects(thiefs)).at(-1)).toBe('По обращению принято решение')
})
