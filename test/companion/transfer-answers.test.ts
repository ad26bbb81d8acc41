import { beforeAll, expect, test } from 'vitest'
import { activeRestriction, restrict } from '../../src/account/restrictions.ts'
import { decideCase } from '../../src/cases/index.ts'
import { announce } from '../../src/notify/index.ts'
import { bindsToClaim, newClaim } from '../support/claim.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { type Installation, newBound, newInstallation } from '../support/installation.ts'
import { type MoveNotice, movesAndTells, noticeOfMove } from '../support/moved.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

/* «Согласен» and «Возразить» about a move that is through, in the apps of both sides, and who may not. */

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

async function told(app: Installation): Promise<MoveNotice> {
  const notice = await noticeOfMove(app)
  if (!notice) throw new Error('the app was not told of the move')
  return notice
}
const restrictionOf = (accountId: string) =>
  activeRestriction(portal.database.reader, accountId, portal.clock.now())
const casesOf = (accountId: string) =>
  portal.database.reader.selectFrom('cases').where('account_id', '=', accountId).selectAll().execute()

/** A mother takes over from a grandmother, who has an app since so many hours. */
async function movedAway({ hoursOld = 48, iin = newIin(), childs = false } = {}) {
  const phone = newNumber()
  const child = newIin()
  const holder = await portal.account({ phone, iin: childs ? child : newIin() })
  const app = await newBound(portal, holder, { number: phone, hoursOld, through: 'cabinet' })
  await newFamily(portal, { child, holder, parents: [iin, null] })
  const claim = await newClaim(portal, { claimant: iin, child, phone: newNumber() })
  const newer = await newInstallation(portal)
  const binding = await bindsToClaim(newer, claim)
  portal.clock.advance({ minutes: 5 })
  const moved = await movesAndTells(portal, claim, binding)
  return { phone, holder, app, newer, claim, ...moved, notice: await told(app) }
}

/** An owner's account gets another number; an older app with the former one stands by. */
async function movedOwn({ isNumberForeign = false } = {}) {
  const old = newNumber()
  const owner: Person = await portal.account({ phone: old })
  const app = await newBound(portal, owner, { number: old, hoursOld: 48, through: 'cabinet' })
  const { child } = await newFamily(portal, { holder: owner, parents: [owner.iin, null] })
  // As if it were somebody else's, so that the new app need not wait for the older one.
  const asked = { phone: newNumber(), isNumberForeign: true }
  const claim = await newClaim(portal, { claimant: owner.iin, child, ...asked })
  const newer = await newInstallation(portal)
  const moved = await movesAndTells(portal, claim, await bindsToClaim(newer, claim), { isNumberForeign })
  return { old, owner, app, newer, claim, ...moved }
}

test('the former holder’s app approves: the new holder’s limits end, and both sides hear of it', async () => {
  const { app, newer, notice, accountId, holder } = await movedAway()
  const { binding = '' } = (await app.feed()).accounts[0] ?? {}
  expect(notice.transfer).toEqual({
    binding,
    canApprove: true,
    canObject: true,
    case: null,
    isUndone: false,
  })
  expect((await app.feed()).accounts).toMatchObject([{ restriction: { kind: 'closed', canEnd: false } }])
  expect(await restrictionOf(accountId)).toMatchObject({ kind: 'limited' })
  expect((await app.answersTransfer(notice.id, 'approve')).body).toEqual({ outcome: 'approved' })
  expect(await restrictionOf(accountId)).toBeUndefined()
  expect(await restrictionOf(holder.id), 'a closed account stays closed').toMatchObject({ kind: 'closed' })
  for (const each of [app, newer])
    expect((await each.feed()).notices.map(({ kind }) => kind)).toContain('transfer-approved')
  expect((await app.answersTransfer(notice.id, 'approve')).body.problem).toBe('gone')
  // An approval does not close the mouth of who finds it later.
  expect((await told(app)).transfer).toMatchObject({ canApprove: false, canObject: true })
})

test('the former holder’s app objects: one case, both sides limited, the closed account opens', async () => {
  const { app, notice, accountId, holder } = await movedAway()
  const { status, body } = await app.answersTransfer(notice.id, 'object')
  expect([status, body.outcome, body.case]).toEqual([200, 'objected', expect.stringMatching(/^\d{4}-\d{4}$/)])
  expect((await told(app)).transfer).toMatchObject({
    canApprove: false,
    canObject: false,
    case: body.case,
    isUndone: false,
  })
  for (const side of [accountId, holder.id])
    expect(await restrictionOf(side)).toMatchObject({ kind: 'limited', isContested: true, until: null })
  expect((await app.answersTransfer(notice.id, 'object')).body.case, 'the same again').toBe(body.case)
  expect((await app.answersTransfer(notice.id, 'approve')).body.problem).toBe('contested')

  const number = String(body.case)
  await portal.database.inTransaction((tx) =>
    decideCase(tx, portal.parts, { number, decision: 'owner-confirmed', by: 'desk', note: undefined }),
  )
  expect((await told(app)).transfer).toMatchObject({ canApprove: false, canObject: false, case: null })
  expect((await app.answersTransfer(notice.id, 'object')).body.problem).toBe('gone')
})

test('the claim’s own app, one of the day before, and strangers approve nothing', async () => {
  const { newer, notice, claim, accountId } = await movedAway()
  const here = await told(newer)
  expect(here).toMatchObject({ kind: 'transferred-here', transfer: { canApprove: false, canObject: false } })
  for (const answer of ['approve', 'object'] as const) {
    expect((await newer.answersTransfer(here.id, answer)).body.problem).toBe('waits')
    expect((await newer.answersTransfer(notice.id, answer)).body.problem, 'another side’s').toBe('gone')
    const stranger = await newBound(portal, await portal.account(), { hoursOld: 48 })
    expect((await stranger.answersTransfer(notice.id, answer)).body.problem).toBe('gone')
    expect((await stranger.answersTransfer(claim.transferId, answer)).body.problem).toBe('gone')
  }
  const young = await movedAway({ hoursOld: 23 })
  expect(young.notice.transfer).toMatchObject({ canApprove: false, canObject: true })
  expect((await young.app.answersTransfer(young.notice.id, 'approve')).body.problem).toBe('waits')
  expect(await restrictionOf(young.accountId)).toMatchObject({ kind: 'limited', isContested: false })
  expect(await casesOf(accountId)).toEqual([])
})

test('an app that came after the move, or waited through it, has no say', async () => {
  const { holder, phone, notice } = await movedAway()
  portal.clock.advance({ minutes: 1 })
  const late = await newBound(portal, holder, { number: phone, through: 'cabinet' })
  expect((await late.answersTransfer(notice.id, 'object')).body.problem).toBe('waits')

  const waiting = await movedAway()
  await portal.database.reader
    .updateTable('bindings')
    .set({ waits_until: new Date(portal.clock.now().getTime() + 3_600_000) })
    .where('account_id', '=', waiting.holder.id)
    .execute()
  expect((await waiting.app.answersTransfer(waiting.notice.id, 'object')).body.problem).toBe('waits')
  portal.clock.advance({ hours: 2 })
  expect((await waiting.app.answersTransfer(waiting.notice.id, 'object')).body.problem).toBe('waits')
})

test('a claimant’s own older app objects, and does not approve for whom the child was taken from', async () => {
  const phone = newNumber()
  const mother = await portal.account({ phone })
  const shower = await newBound(portal, mother, { number: phone, hoursOld: 240, through: 'cabinet' })
  const own = await newBound(portal, mother, { number: phone, hoursOld: 240, through: 'cabinet' })
  const holder = await portal.account({ phone: newNumber() })
  const { child } = await newFamily(portal, { holder, parents: [mother.iin, null] })
  const claim = await newClaim(portal, { claimant: mother.iin, child, phone })
  const { requests } = await shower.feed()
  const { accountId } = await movesAndTells(portal, claim, requests[0]?.binding ?? '')
  const here = await told(own)
  expect(here.transfer).toMatchObject({ canApprove: false, canObject: true })
  expect((await own.answersTransfer(here.id, 'approve')).body.problem).toBe('waits')
  expect(await restrictionOf(accountId)).toMatchObject({ reasons: ['transfer'] })
  expect((await own.answersTransfer(here.id, 'object')).status).toBe(200)
  expect(await casesOf(accountId)).toHaveLength(1)
})

test('an own account’s older app approves; the app that showed the code does not', async () => {
  const { app, owner } = await movedOwn()
  expect((await app.answersTransfer((await told(app)).id, 'approve')).status).toBe(200)
  expect(await restrictionOf(owner.id)).toBeUndefined()

  const phone = newNumber()
  const second = await portal.account({ phone })
  const shower = await newBound(portal, second, { number: phone, hoursOld: 240, through: 'cabinet' })
  const other = await newBound(portal, second, { number: phone, hoursOld: 240, through: 'cabinet' })
  const { child } = await newFamily(portal, { holder: second, parents: [second.iin, null] })
  const claim = await newClaim(portal, { claimant: second.iin, child, phone })
  await movesAndTells(portal, claim, (await shower.feed()).requests[0]?.binding ?? '')
  expect((await told(shower)).transfer).toMatchObject({ canApprove: false, canObject: true })
  expect((await shower.answersTransfer((await told(shower)).id, 'approve')).body.problem).toBe('waits')
  // What ends a transfer's limit is the answer to the transfer, and not «Это я» about limited mode.
  const young = { accountId: second.id, kind: 'limited', reason: 'young-installation' } as const
  const now = portal.clock.now()
  const until = new Date(now.getTime() + 3_600_000)
  await portal.database.inTransaction((tx) => restrict(tx, { ...young, now, until }))
  expect((await other.feed()).accounts).toMatchObject([{ restriction: { kind: 'limited', canEnd: false } }])
  expect((await other.endsLimited()).body.problem).toBe('waits')
  expect((await other.answersTransfer((await told(other)).id, 'approve')).status).toBe(200)
  expect((await other.feed()).accounts).toMatchObject([{ restriction: { canEnd: true } }])
  expect(await restrictionOf(second.id)).toMatchObject({ reasons: ['young-installation'] })
})

test('an app with the former number hears of the move and what follows, of nothing else, for thirty days', async () => {
  const { app, old, owner } = await movedOwn()
  const other = { accountId: owner.id, browser: null, params: { case: '0000-0000' } }
  await portal.database.inTransaction(async (tx) => {
    await announce(tx, portal.parts, { ...other, kind: 'case-decided' })
    await announce(tx, portal.parts, { ...other, kind: 'password-changed' })
  })
  const feed = await app.feed()
  expect(feed.accounts).toMatchObject([{ state: 'former', restriction: null }])
  expect(feed.accounts[0]?.maskedPhone.endsWith(old.slice(-2)), 'its own number, not the new one').toBe(true)
  expect(feed.notices.map(({ kind }) => kind)).toEqual(['transferred-here'])
  expect((await app.endsLimited()).status).toBe(409)
  const { body } = await app.answersTransfer((await told(app)).id, 'object')
  expect(body).toMatchObject({ outcome: 'objected' })
  expect((await app.feed()).notices.map(({ kind }) => kind)).toEqual(['objected', 'transferred-here'])
  portal.clock.advance({ hours: 30 * 24 })
  const late = await app.feed()
  expect([late.accounts, late.notices]).toEqual([[], []])
})

test('an app whose number BMG had given to somebody else at the claim leaves with the move', async () => {
  const { app, claim } = await movedOwn({ isNumberForeign: true })
  const feed = await app.feed()
  expect([feed.accounts, feed.notices]).toEqual([[], []])
  const event = await portal.database.reader
    .selectFrom('events')
    .where((is) => is.eb(is.ref('params', '->>').key('transfer'), '=', claim.transferId))
    .select('id')
    .executeTakeFirstOrThrow()
  expect((await app.answersTransfer(event.id, 'object')).body.problem).toBe('gone')
})

test('an app whose number is somebody else’s by now can only say so', async () => {
  const { app, notice, phone, holder, accountId } = await movedAway()
  await registersNumber(portal, newIin(), phone)
  for (const answer of ['object', 'approve'] as const)
    expect((await app.answersTransfer(notice.id, answer)).body.problem).toBe('number-not-yours')
  expect(await casesOf(accountId)).toEqual([])
  const binding = (await app.feed()).accounts[0]?.binding ?? ''
  const stranger = await newBound(portal, await portal.account(), { hoursOld: 48 })
  expect((await stranger.notMyNumber(binding)).body.problem).toBe('gone')
  const other = await newBound(portal, holder, { number: phone, hoursOld: 24, through: 'cabinet' })
  const replies = await Promise.all([app.notMyNumber(binding), app.notMyNumber(binding)])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const feed = await app.feed()
  expect(feed.accounts).toEqual([])
  expect(feed.notices.map(({ kind }) => kind)).toEqual(['app-removed'])
  expect((await other.feed()).notices.map(({ kind }) => kind)).toContain('app-removed')
  expect((await portal.audit('binding')).at(-1)?.outcome).toBe('not-my-number')
})

test('the account of a child: a parent’s number speaks where it is the new holder’s, no other parent’s', async () => {
  const mother = newIin()
  const own = await movedAway({ iin: mother, childs: true })
  await registersNumber(portal, mother, own.phone)
  expect((await own.app.answersTransfer(own.notice.id, 'approve')).status).toBe(200)
  const others = await movedAway({ childs: true })
  await registersNumber(portal, newIin(), others.phone)
  expect((await others.app.answersTransfer(others.notice.id, 'object')).body.problem).toBe('number-not-yours')
  // A grown-up's account: the claimant's number must not answer in the owner's place.
  const claimant = newIin()
  const grown = await movedAway({ iin: claimant })
  await registersNumber(portal, claimant, grown.phone)
  expect((await grown.app.answersTransfer(grown.notice.id, 'approve')).body.problem).toBe('number-not-yours')
})

test('«Согласен» and «Возразить» at once: whichever is first, the objection stands', async () => {
  const seen = new Set<string>()
  for (let round = 0; round < 3; round += 1) {
    const { app, holder, notice, accountId } = await movedAway()
    const twin = Object.assign(Object.create(Object.getPrototypeOf(app)) as Installation, app)
    const [yes, no] = await Promise.all([
      app.answersTransfer(notice.id, 'approve'),
      twin.answersTransfer(notice.id, 'object'),
    ])
    expect(no.status).toBe(200)
    expect([yes.status, yes.body.problem]).toEqual(yes.status === 200 ? [200, undefined] : [409, 'contested'])
    for (const side of [accountId, holder.id])
      expect(await restrictionOf(side)).toMatchObject({ kind: 'limited', isContested: true, until: null })
    seen.add(String(yes.status))
  }
  expect(seen.size).toBeGreaterThan(0)
})

test('twenty objections at once, from both sides, open one case', async () => {
  const phone = newNumber()
  const mother = await portal.account({ phone })
  const own = await newBound(portal, mother, { number: phone, hoursOld: 240, through: 'cabinet' })
  const number = newNumber()
  const holder = await portal.account({ phone: number })
  const former = await newBound(portal, holder, { number, hoursOld: 240, through: 'cabinet' })
  const { child } = await newFamily(portal, { holder, parents: [mother.iin, null] })
  const claim = await newClaim(portal, { claimant: mother.iin, child, phone })
  const { accountId } = await movesAndTells(portal, claim, (await own.feed()).requests[0]?.binding ?? '')
  const notices = [(await told(own)).id, (await told(former)).id] as const
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, place) =>
      place % 2 ? own.answersTransfer(notices[0], 'object') : former.answersTransfer(notices[1], 'object'),
    ),
  )
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(replies.map(({ body }) => body.case)).size).toBe(1)
  expect(await casesOf(accountId)).toHaveLength(1)
})

test('after thirty days there is nothing to answer', async () => {
  const { app, notice } = await movedAway()
  portal.clock.advance({ hours: 30 * 24 })
  expect((await told(app)).transfer).toMatchObject({ canApprove: false, canObject: false })
  for (const answer of ['approve', 'object'] as const)
    expect((await app.answersTransfer(notice.id, answer)).body.problem).toBe('gone')
})
