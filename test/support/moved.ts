import { settleApps } from '../../src/account/transfers/after.ts'
import { announce } from '../../src/notify/index.ts'
import { moves, type OpenClaim } from './claim.ts'
import type { AppFeed, Installation } from './installation.ts'
import type { TestPortal } from './portal.ts'

/** «Переоформить» and what both sides are told of it, as the page does in its transaction. Returns the accounts. */
export async function movesAndTells(
  portal: TestPortal,
  claim: OpenClaim,
  bindingId: string,
  { isNumberForeign = false }: { isNumberForeign?: boolean } = {},
): Promise<{ accountId: string; formerAccountId: string | null }> {
  const moved = await moves(portal, claim, bindingId)
  if (moved?.is !== 'done') throw new Error(`the move: ${moved?.is}`)
  const { accountId, formerAccountId, oldPhone } = moved
  const { database, parts } = portal
  await database.inTransaction(async (tx) => {
    const told = { browser: 'Chrome, Android', params: { transfer: claim.transferId } }
    if (formerAccountId)
      await announce(tx, parts, { accountId: formerAccountId, kind: 'transferred-away', ...told })
    const alsoTo = oldPhone ? [oldPhone] : []
    await announce(tx, parts, { accountId, kind: 'transferred-here', ...told, alsoTo })
    await settleApps(tx, parts, { accountId, isNumberForeign })
  })
  return { accountId, formerAccountId }
}

export type MoveNotice = AppFeed['notices'][number] & {
  transfer: NonNullable<AppFeed['notices'][number]['transfer']>
}

/** The newest notice of a move that an app has; undefined when it was told of none. */
export async function noticeOfMove(app: Installation): Promise<MoveNotice | undefined> {
  const { notices } = await app.feed()
  return notices.find((notice): notice is MoveNotice => notice.transfer !== undefined)
}
