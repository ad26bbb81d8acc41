import { beforeAll, expect, test } from 'vitest'
import { readClaim } from '../../src/account/transfers/claim.ts'
import { askForNumber } from '../../src/account/transfers/number.ts'
import type { Phone } from '../../src/domain/phone.ts'
import { bindsToClaim, moves, newClaim, type OpenClaim } from '../support/claim.ts'
import { newFamily, newNumber, registersNumber } from '../support/family.ts'
import { newBound, newInstallation } from '../support/installation.ts'
import { newIin, type Person } from '../support/people.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

/* A claim's app: what it lists before there is any account, the code it shows, «Это не я», and who may neither. */

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

/** A mother without an account claims her child from a grandmother; her app is bound to the claim. */
async function claimed({ claimant = newIin(), phone = newNumber() } = {}) {
  const holder = await portal.account({ phone: newNumber() })
  const { child } = await newFamily(portal, { holder, parents: [claimant, null] })
  const claim = await newClaim(portal, { claimant, child, phone })
  const app = await newInstallation(portal)
  const binding = await bindsToClaim(app, claim)
  return { holder, claimant, child, phone, claim, app, binding }
}
const endOf = (requestId: string) =>
  portal.database.reader
    .selectFrom('recoveries')
    .where('id', '=', requestId)
    .select(['ended_at', 'outcome', 'code_mac'])
    .executeTakeFirstOrThrow()

test('an app without any account lists its claim, and the claim’s request', async () => {
  const { app, binding, claim, claimant, phone } = await claimed()
  const feed = await app.feed()
  expect(feed.accounts).toEqual([])
  expect(feed.claims).toMatchObject([
    { binding, maskedIin: `•••• •••• ${claimant.slice(-4)}`, state: 'active', waitsUntil: null },
  ])
  expect(feed.claims[0]?.maskedPhone.endsWith(phone.slice(-2))).toBe(true)
  expect(feed.requests).toMatchObject([
    { id: claim.requestId, kind: 'transfer', binding, state: 'open', browser: 'Chrome, Android' },
  ])
})

test('«Показать код» makes a code that moves the child, and the audit says what for', async () => {
  const { app, claim, binding } = await claimed()
  const { status, body } = await app.showsCode(claim.requestId)
  expect([status, body.code]).toEqual([200, expect.stringMatching(/^\d{4}$/)])
  expect((await app.feed()).requests).toMatchObject([{ state: 'shown' }])
  const line = await portal.database.reader
    .selectFrom('audit_log')
    .where('type', '=', 'recovery-code')
    .orderBy('id', 'desc')
    .select(['outcome', 'account_id', 'detail'])
    .executeTakeFirstOrThrow()
  expect(line).toMatchObject({ outcome: 'shown', account_id: null, detail: { purpose: 'transfer' } })
  expect(await moves(portal, claim, binding)).toMatchObject({ is: 'done' })
  const feed = await app.feed()
  expect(feed.claims, 'it is an account now').toEqual([])
  expect(feed.requests).toEqual([])
  expect(feed.accounts).toMatchObject([{ binding, state: 'active', restriction: { kind: 'limited' } }])
  expect(feed.accounts[0]?.restriction?.canEnd).toBe(false)
})

test('BMG gives the number to somebody else meanwhile: no code, and nothing to refuse', async () => {
  const { app, claim, phone } = await claimed()
  await app.showsCode(claim.requestId)
  await registersNumber(portal, newIin(), phone)
  expect(await app.showsCode(claim.requestId)).toMatchObject({
    status: 409,
    body: { problem: 'number-not-yours' },
  })
  expect((await endOf(claim.requestId)).code_mac, 'the code of before is void').toBeNull()
  expect((await app.feed()).requests).toMatchObject([{ state: 'number-not-yours' }])
  expect((await app.notMe({ request: claim.requestId })).body.problem).toBe('number-not-yours')
})

test('«Это не я» ends the request; where there is an account, it is told', async () => {
  const { app, claim } = await claimed()
  expect((await app.notMe({ request: claim.requestId })).status).toBe(200)
  expect(await endOf(claim.requestId)).toMatchObject({ outcome: 'refused', code_mac: null })
  expect((await app.notMe({ request: claim.requestId })).body.problem).toBe('gone')
  expect((await app.showsCode(claim.requestId)).body.problem).toBe('gone')

  const phone = newNumber()
  const owner = await portal.account({ phone })
  const own = await newBound(portal, owner, { number: phone, hoursOld: 48, through: 'cabinet' })
  const { child } = await newFamily(portal, { holder: owner, parents: [owner.iin, null] })
  const second = await newClaim(portal, { claimant: owner.iin, child, phone })
  expect((await own.feed()).requests).toMatchObject([{ id: second.requestId, kind: 'transfer' }])
  expect((await own.notMe({ request: second.requestId })).status).toBe(200)
  expect((await own.feed()).notices.map(({ kind }) => kind)).toContain('transfer-refused')
})

test('who has another number, waits, or is somebody else can neither show nor end it', async () => {
  const old = newNumber()
  const owner: Person = await portal.account({ phone: old })
  const older = await newBound(portal, owner, { number: old, hoursOld: 240, through: 'cabinet' })
  const { app, claim, holder } = await claimed({ claimant: owner.iin })
  expect((await app.feed()).claims).toMatchObject([{ state: 'waits', waitsUntil: expect.any(String) }])
  expect((await app.feed()).requests).toMatchObject([{ state: 'waits' }])
  expect((await app.showsCode(claim.requestId)).body.problem).toBe('waits')
  expect((await app.notMe({ request: claim.requestId })).body.problem).toBe('waits')

  expect((await older.feed()).requests, 'it holds another number').toEqual([])
  expect((await older.showsCode(claim.requestId)).body.problem).toBe('gone')
  expect((await older.notMe({ request: claim.requestId })).body.problem).toBe('gone')
  const stranger = await newBound(portal, await portal.account(), { hoursOld: 48 })
  expect((await stranger.showsCode(claim.requestId)).body.problem).toBe('gone')
  expect((await stranger.notMe({ request: claim.requestId })).body.problem).toBe('gone')
  const { phone_sealed: sealed } = await portal.database.reader
    .selectFrom('accounts')
    .where('id', '=', holder.id)
    .select('phone_sealed')
    .executeTakeFirstOrThrow()
  const number = portal.parts.keyring.open('accounts.phone', sealed ?? Buffer.alloc(0))
  const former = await newBound(portal, holder, { number, hoursOld: 48 })
  expect((await former.showsCode(claim.requestId)).body.problem).toBe('gone')
  expect((await endOf(claim.requestId)).ended_at).toBeNull()

  const [question] = (await older.feed()).approvals
  expect((await older.approves(question?.binding ?? '')).status).toBe(200)
  expect((await app.showsCode(claim.requestId)).status).toBe(200)
})

/** «Получить код» again, with a number that BMG gives to the claimant. */
function asksAgain({ transferId }: OpenClaim, phone: Phone) {
  portal.log.forbid(phone)
  return portal.database.inTransaction(async (tx) => {
    const open = await readClaim(tx, portal.parts, transferId)
    if (!open) throw new Error('the claim is over')
    const origin = { browser: 'Firefox', browserHash: Buffer.alloc(32), address: '198.51.100.30' }
    const asked = { phone, bmg: 'match' as const, isNumberForeign: false, ...origin }
    await askForNumber(tx, portal.parts, open, asked)
  })
}

test('an open app without an account hears of «Получить код»', async () => {
  const { app, claim, phone } = await claimed()
  await app.notMe({ request: claim.requestId })
  const live = await app.listens()
  await asksAgain(claim, phone)
  expect((await live.next())?.event).toBe('changed')
  await live.stop()
  expect((await app.feed()).requests).toMatchObject([{ kind: 'transfer', state: 'open' }])
})

test('another number in the claim: the app that was bound to the first is out, and so is its code', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { app, claim } = await claimed()
    const [shown] = await Promise.all([app.showsCode(claim.requestId), asksAgain(claim, newNumber())])
    expect([200, 409]).toContain(shown.status)
    expect((await endOf(claim.requestId)).code_mac).toBeNull()
    expect(await app.feed()).toMatchObject({ claims: [], requests: [] })
    expect((await app.showsCode(claim.requestId)).body.problem).toBe('gone')
  }
})

test('a claim that is over leaves the feed, one that somebody else moved too; an open app hears of the move', async () => {
  const first = await claimed()
  portal.clock.advance({ minutes: 59 })
  expect((await first.app.feed()).claims).toHaveLength(1)
  portal.clock.advance({ minutes: 2 })
  expect(await first.app.feed()).toMatchObject({ claims: [], requests: [] })

  const second = await claimed()
  const other = await newInstallation(portal)
  // A second phone of the same claimant, with a password of the same claim.
  await portal.database.reader
    .updateTable('activations')
    .set({ used_at: null })
    .where('transfer_id', '=', second.claim.transferId)
    .execute()
  await bindsToClaim(other, second.claim)
  const live = await other.listens()
  await moves(portal, second.claim, second.binding)
  await live.next()
  await live.stop()
  expect(await other.feed()).toMatchObject({ accounts: [], claims: [], requests: [] })
})

test('an app that is removed leaves its claim too, with the code that it has shown', async () => {
  const { app, claim } = await claimed()
  await app.showsCode(claim.requestId)
  expect((await app.removes()).status).toBe(200)
  expect(await endOf(claim.requestId)).toMatchObject({ code_mac: null, ended_at: null })
  const left = await portal.database.reader
    .selectFrom('bindings')
    .where('transfer_id', '=', claim.transferId)
    .select('removed_by')
    .execute()
  expect(left).toEqual([{ removed_by: 'installation' }])
})

test('codes, moves, refusals and removals crosswise end without a deadlock', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { app, claim, binding } = await claimed({ claimant: (await portal.account()).iin })
    const acts = [
      () => app.showsCode(claim.requestId).then(({ status }) => status),
      () => moves(portal, claim, binding).catch((error: Error) => error.message),
      () => app.notMe({ request: claim.requestId }).then(({ status }) => status),
      () => app.removes().then(({ status }) => status),
    ]
    const said = await Promise.all(acts.map((act) => act()))
    expect(said.filter((each) => typeof each === 'number' && each >= 500)).toEqual([])
    expect(said.filter((each) => String(each).includes('deadlock'))).toEqual([])
  }
})
