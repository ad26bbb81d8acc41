import type { Moved } from '../../src/account/transfers/move.ts'
import { decideCase } from '../../src/cases/index.ts'
import type { Judgement } from '../../src/database/tables.ts'
import type { Iin } from '../../src/domain/iin.ts'
import type { Citizen } from '../citizen.ts'
import type { AppFeed } from './app-answers.ts'
import { bindsToClaim, newClaim, type OpenClaim, transfers } from './claim.ts'
import { type Family, newFamily, newNumber } from './family.ts'
import { type Installation, newInstallation } from './installation.ts'
import { newIin, type Person } from './people.ts'
import type { TestPortal } from './portal.ts'

export const newHolderPassword = 'Kok-aspan#5-jusan'
export const childName = 'Иванов Тимур'

/** A child that has moved from its former holder to a parent. */
export type MovedChild = {
  readonly former: Person
  readonly holder: Person
  readonly family: Family
  readonly transferId: string
  readonly app: Installation
  readonly moved: Moved & { is: 'done' }
}

/** Moves the child of `former` to `claimant`: a parent without an account, unless one is given. */
export async function moveChild(
  portal: TestPortal,
  { former, claimant = newIin(), family }: { former: Person; claimant?: Iin; family?: Family },
): Promise<MovedChild> {
  const its =
    family ?? (await newFamily(portal, { holder: former, parents: [claimant, null], name: childName }))
  const claim = await newClaim(portal, { claimant, child: its.child, phone: newNumber() })
  const app = await newInstallation(portal)
  const password = newHolderPassword
  const moved = await transfers(portal, claim, await bindsToClaim(app, claim), { password })
  if (moved?.is !== 'done') throw new Error(`the child did not move: ${moved?.is}`)
  const holder = { id: moved.accountId, iin: claimant, password }
  portal.log.forbid(password)
  portal.clock.advance({ minutes: 1 })
  return { former, holder, family: its, transferId: claim.transferId, app, moved }
}

/** What the desk decides, as the command does it. */
export function decides(portal: TestPortal, number: string, decision: Judgement | 'closed') {
  const call = { number, decision, by: 'Desk 4', note: undefined }
  return portal.database.inTransaction((tx) => decideCase(tx, portal.parts, call))
}

export const caseNumberOn = (citizen: Citizen) =>
  citizen.page.document.querySelector('output')?.textContent ?? ''

/** «Переоформить» and what both sides are told of it, as the page does in its transaction. Returns the accounts. */
export async function movesAndTells(
  portal: TestPortal,
  claim: OpenClaim,
  bindingId: string,
  settled: { isNumberForeign?: boolean } = {},
): Promise<{ accountId: string; formerAccountId: string | null }> {
  const moved = await transfers(portal, claim, bindingId, settled)
  if (moved?.is !== 'done') throw new Error(`the move: ${moved?.is}`)
  return moved
}

export type MoveNotice = AppFeed['notices'][number] & {
  transfer: NonNullable<AppFeed['notices'][number]['transfer']>
}

/** The newest notice of a move that an app has; undefined when it was told of none. */
export async function noticeOfMove(app: Installation): Promise<MoveNotice | undefined> {
  const { notices } = await app.feed()
  return notices.find((notice): notice is MoveNotice => notice.transfer !== undefined)
}
