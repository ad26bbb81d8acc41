import { activeRestriction } from '../../account/restrictions.ts'
import { type DoneTransfer, transfersOf } from '../../account/transfers/after.ts'
import { caseOfTransfer, type OwnCase } from '../../cases/index.ts'
import type { Reader } from '../../database/tables.ts'
import type { Parts } from '../../http/parts.ts'

type ReadParts = Pick<Parts, 'keyring' | 'clock' | 'limits'>

/** What has come of a transfer, for both sides. */
export type MovedState =
  /** The new holder is limited and the former one may answer. */
  | { is: 'waits'; until: Date }
  | { is: 'approved'; at: Date }
  /** The time for it is over: the limits have ended by themselves. */
  | { is: 'settled' }
  | { is: 'objected'; own: OwnCase }
  | { is: 'confirmed'; own: OwnCase }
  | { is: 'undone'; own: OwnCase | undefined }

/** A transfer as one side sees it. */
export type Moved = {
  readonly transfer: DoneTransfer
  /** Null where the kindergarten register no longer has the child. */
  readonly child: string | null
  readonly state: MovedState
  /**
   * `away`: from this account to somebody else’s. `here`: from somebody else’s to this one. `own`: this account got another
   * number and password. `new`: the child stood under no account.
   */
  readonly side: 'away' | 'here' | 'own' | 'new'
  readonly objectUntil: Date
  readonly canApprove: boolean
  readonly canObject: boolean
}

/** The transfers away from an account and to it that can still be answered or read about, newest first. */
export async function readMoved(reader: Reader, parts: ReadParts, accountId: string): Promise<Moved[]> {
  const away = (await transfersOf(reader, parts, { formerAccountId: accountId })).filter(
    (transfer) => transfer.accountId !== accountId,
  )
  const here = await transfersOf(reader, parts, { accountId })
  const moved: Moved[] = []
  for (const transfer of [...away, ...here]) moved.push(await readOne(reader, parts, accountId, transfer))
  return moved
}

/** The transfer away from an account that an answer names: nobody else's, and never the account's own. */
export async function findAway(
  reader: Reader,
  parts: ReadParts,
  accountId: string,
  transferId: string,
): Promise<Moved | undefined> {
  const all = await transfersOf(reader, parts, { formerAccountId: accountId })
  const transfer = all.find(({ id, accountId: holder }) => id === transferId && holder !== accountId)
  return transfer && readOne(reader, parts, accountId, transfer)
}

async function readOne(
  reader: Reader,
  parts: ReadParts,
  accountId: string,
  transfer: DoneTransfer,
): Promise<Moved> {
  const { clock, limits } = parts
  const now = clock.now()
  const own = await caseOfTransfer(reader, transfer.id)
  const state = stateOf(transfer, own, now, limits.transfer.limitedMode.lifetimeSeconds)
  const side = sideOf(transfer, accountId)
  const objectUntil = new Date(transfer.doneAt.getTime() + limits.transfer.objection.lifetimeSeconds * 1000)
  const isFree = state.is === 'waits' || state.is === 'approved' || state.is === 'settled'
  return {
    transfer,
    child: await nameOf(reader, parts, transfer.childIndex),
    state,
    side,
    objectUntil,
    canApprove: side === 'away' && state.is === 'waits' && (await mayApprove(reader, accountId, now)),
    canObject: side === 'away' && isFree && now < objectUntil,
  }
}

/**
 * A limited account may object, which gives nobody anything, but not approve: what came with the restriction may not lift
 * what protects its holder. Its closing by the transfer itself is no such restriction.
 */
async function mayApprove(reader: Reader, accountId: string, now: Date): Promise<boolean> {
  const restriction = await activeRestriction(reader, accountId, now)
  return restriction === undefined || restriction.kind === 'closed'
}

function stateOf(
  { doneAt, approvedAt, undoneAt }: DoneTransfer,
  own: OwnCase | undefined,
  now: Date,
  limitedSeconds: number,
): MovedState {
  if (undoneAt) return { is: 'undone', own }
  if (own) return { is: own.decision === null ? 'objected' : 'confirmed', own }
  if (approvedAt) return { is: 'approved', at: approvedAt }
  const until = new Date(doneAt.getTime() + limitedSeconds * 1000)
  return now < until ? { is: 'waits', until } : { is: 'settled' }
}

function sideOf(transfer: DoneTransfer, accountId: string): Moved['side'] {
  if (transfer.accountId !== accountId) return 'away'
  if (transfer.formerAccountId === null) return 'new'
  return transfer.formerAccountId === accountId ? 'own' : 'here'
}

async function nameOf(reader: Reader, { keyring }: ReadParts, childIndex: Buffer): Promise<string | null> {
  const row = await reader
    .selectFrom('children')
    .where('child_index', '=', childIndex)
    .select('name_sealed')
    .executeTakeFirst()
  return row ? keyring.open('children.name', row.name_sealed) : null
}
