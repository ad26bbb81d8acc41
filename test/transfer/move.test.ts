import { beforeAll, expect, test } from 'vitest'
import { activeRestriction } from '../../src/account/restrictions.ts'
import { bindsToClaim, moves, newClaim } from '../support/claim.ts'
import { newFamily, newNumber } from '../support/family.ts'
import { newBound, newInstallation } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const childOf = (iin: string) =>
  portal.database.reader
    .selectFrom('children')
    .where('child_index', '=', portal.parts.keyring.index('iin', iin))
    .select('account_id')
    .executeTakeFirstOrThrow()
const accountOf = (iin: string) =>
  portal.database.reader
    .selectFrom('accounts')
    .where('iin_index', '=', portal.parts.keyring.index('iin', iin))
    .selectAll()
    .executeTakeFirst()
const restrictionOf = (accountId: string) =>
  activeRestriction(portal.database.reader, accountId, portal.clock.now())

test('a mother without an account takes over from a grandmother, whose account closes', async () => {
  const grandmother = await portal.account({ phone: newNumber() })
  const mother = newIin()
  const { child } = await newFamily(portal, { holder: grandmother, parents: [mother, null] })
  const phone = newNumber()
  const claim = await newClaim(portal, { claimant: mother, child, phone })
  const app = await newInstallation(portal)
  const bindingId = await bindsToClaim(app, claim)
  expect(await accountOf(mother), 'nothing changes before the code').toBeUndefined()

  const moved = await moves(portal, claim, bindingId)
  const account = await accountOf(mother)
  expect(moved).toMatchObject({
    is: 'done',
    formerAccountId: grandmother.id,
    isFormerClosed: true,
    oldPhone: null,
  })
  expect(account?.phone_set_by).toBe('transfer')
  expect(account?.phone_index).toEqual(portal.parts.keyring.index('phone', phone))
  expect((await childOf(child)).account_id).toBe(account?.id)
  expect(await restrictionOf(grandmother.id)).toMatchObject({ kind: 'closed', until: null })
  const until = new Date(portal.clock.now().getTime() + 72 * 3_600_000)
  expect(await restrictionOf(account?.id ?? '')).toMatchObject({
    kind: 'limited',
    until,
    reasons: ['transfer'],
  })
  expect((await app.feed()).accounts).toMatchObject([{ binding: bindingId, state: 'active' }])
})

test('an own account gets the new number; what had the old one shows nothing more', async () => {
  const owner = await portal.account({ phone: newNumber() })
  const { child } = await newFamily(portal, { holder: owner, parents: [owner.iin, newIin()] })
  const claim = await newClaim(portal, {
    claimant: owner.iin,
    child,
    phone: newNumber(),
    isNumberForeign: true,
  })
  const moved = await moves(portal, claim, await bindsToClaim(await newInstallation(portal), claim))
  expect(moved).toMatchObject({
    is: 'done',
    accountId: owner.id,
    formerAccountId: null,
    isFormerClosed: false,
  })
  expect(moved?.is === 'done' && moved.oldPhone).toMatch(/^\+7777/)
  expect(await restrictionOf(owner.id)).toMatchObject({ kind: 'limited', reasons: ['transfer'] })
})

test('of two claimants at once one wins, the other is told that it is taken', async () => {
  const grandmother = await portal.account({ phone: newNumber() })
  const parents = [newIin(), newIin()] as const
  const { child } = await newFamily(portal, { holder: grandmother, parents })
  const claims = await Promise.all(
    parents.map(async (claimant) => {
      const claim = await newClaim(portal, { claimant, child, phone: newNumber() })
      return { claim, bindingId: await bindsToClaim(await newInstallation(portal), claim) }
    }),
  )
  const moved = await Promise.all(claims.map(({ claim, bindingId }) => moves(portal, claim, bindingId)))
  expect(moved.map((each) => each?.is).toSorted()).toEqual(['done', 'taken'])
  const winner = moved.find((each) => each?.is === 'done')
  expect((await childOf(child)).account_id).toBe(winner?.is === 'done' && winner.accountId)
})

test('the same code twice at once moves once', async () => {
  const holder = await portal.account({ phone: newNumber() })
  const { child } = await newFamily(portal, { holder, parents: [holder.iin, null] })
  const claim = await newClaim(portal, {
    claimant: holder.iin,
    child,
    phone: newNumber(),
    isNumberForeign: true,
  })
  const bindingId = await bindsToClaim(await newInstallation(portal), claim)
  const moved = await Promise.all(
    [moves(portal, claim, bindingId), moves(portal, claim, bindingId)].map((move) =>
      move.catch(() => undefined),
    ),
  )
  expect(moved.filter((each) => each?.is === 'done')).toHaveLength(1)
})

test('a restriction of either account holds the claim back, and the code stays unused', async () => {
  const holder = await portal.account({ phone: newNumber() })
  const mother = newIin()
  const { child } = await newFamily(portal, { holder, parents: [mother, null] })
  const first = await newClaim(portal, { claimant: mother, child, phone: newNumber() })
  await moves(portal, first, await bindsToClaim(await newInstallation(portal), first))
  // The mother is in limited mode now: a claim of hers to another child waits.
  const other = await newFamily(portal, { holder: await portal.account(), parents: [mother, null] })
  const second = await newClaim(portal, { claimant: mother, child: other.child, phone: newNumber() })
  const held = await moves(portal, second, await bindsToClaim(await newInstallation(portal), second))
  expect(held).toMatchObject({ is: 'held', restriction: { kind: 'limited' } })
})

test('a decoy of a number that BMG does not give to the claimant binds nothing', async () => {
  const holder = await portal.account()
  const mother = newIin()
  const { child } = await newFamily(portal, { holder, parents: [mother, null] })
  const claim = await newClaim(portal, { claimant: mother, child, phone: newNumber(), bmg: 'mismatch' })
  const app = await newInstallation(portal)
  expect(await app.activates(claim.phone, claim.activation)).toMatchObject({
    status: 422,
    body: { problem: 'refused' },
  })
})

test('an older app of the claimant is asked first; its wait counts for a later claim', async () => {
  const phone = newNumber()
  const owner: Person = await portal.account({ phone })
  const old = await newBound(portal, owner, { number: phone, hoursOld: 24 * 10 })
  const { child } = await newFamily(portal, { holder: await portal.account(), parents: [owner.iin, null] })
  const next = newNumber()
  const claim = await newClaim(portal, { claimant: owner.iin, child, phone: next })
  const app = await newInstallation(portal)
  const reply = await app.activates(next, claim.activation)
  expect(reply.body).toMatchObject({ state: 'waits' })
  expect((await old.feed()).approvals).toMatchObject([{ binding: reply.body.binding }])
  portal.clock.advance({ hours: 23 })
  const later = await newClaim(portal, { claimant: owner.iin, child, phone: next })
  expect((await app.activates(next, later.activation)).body).toMatchObject({ state: 'waits' })
  portal.clock.advance({ hours: 1, seconds: 1 })
  const last = await newClaim(portal, { claimant: owner.iin, child, phone: next })
  expect((await app.activates(next, last.activation)).body).toMatchObject({ state: 'active' })
})
