import { beforeAll, expect, test } from 'vitest'
import { approveAndTell, objectToTransfer } from '../../src/cases/index.ts'
import { newNumber } from '../support/family.ts'
import { decides, moveChild } from '../support/moved.ts'
import { newTestPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await newTestPortal()
})

const moved = async () => moveChild(portal, { former: await portal.account({ phone: newNumber() }) })
const approves = (transferId: string) =>
  portal.database.inTransaction((tx) =>
    approveAndTell(tx, portal.parts, { transferId, by: 'session', browser: null }),
  )
const objects = (transferId: string) =>
  portal.database.inTransaction((tx) =>
    objectToTransfer(tx, portal.parts, { transferId, openedBy: 'session', browser: null }),
  )

test('approved and contested at once: the case stands, and it alone limits both sides', async () => {
  for (let times = 0; times < 4; times += 1) {
    const { transferId, holder, former } = await moved()
    // In both orders, as far as two transactions at once have one.
    const [opened] =
      times % 2 === 0
        ? await Promise.all([objects(transferId), approves(transferId)])
        : (await Promise.all([approves(transferId), objects(transferId)])).toReversed()
    expect(opened).toBeDefined()
    const rows = await portal.database.reader
      .selectFrom('restrictions')
      .where('account_id', 'in', [holder.id, former.id])
      .where('ended_at', 'is', null)
      .where('reason', '=', 'contested')
      .select('account_id')
      .execute()
    expect(rows.map((row) => row.account_id).toSorted()).toEqual([holder.id, former.id].toSorted())
  }
})

test('two objections at once are one case; two decisions at once, one is taken', async () => {
  const { transferId } = await moved()
  const [one, other] = await Promise.all([objects(transferId), objects(transferId)])
  expect(one?.number).toBe(other?.number)
  const number = one?.number ?? ''
  const decided = await Promise.all([
    decides(portal, number, 'owner-confirmed'),
    decides(portal, number, 'objection-upheld'),
  ])
  expect(decided.map(({ is }) => is).toSorted()).toEqual(['decided', 'decided-before'])
})

test('approved twice at once: both sides are told once', async () => {
  const { transferId, holder } = await moved()
  const done = await Promise.all([approves(transferId), approves(transferId)])
  expect(done.filter((each) => each !== undefined)).toHaveLength(1)
  const events = await portal.database.reader
    .selectFrom('events')
    .where('account_id', '=', holder.id)
    .where('kind', '=', 'transfer-approved')
    .select('id')
    .execute()
  expect(events).toHaveLength(1)
})
