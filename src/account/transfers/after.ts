import type { ApprovedBy, Reader, Tx } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Limits } from '../../domain/limits.ts'
import { audit } from '../audit.ts'
import { bindingsOfAccount, holdAccount, removeBindings } from '../bindings.ts'
import { endRestriction } from '../restrictions.ts'

type AfterParts = { clock: Clock; limits: Limits }

/** A move that is through, as the former and the new holder see it. */
export type DoneTransfer = {
  readonly id: string
  readonly accountId: string
  /** Null: the child stood under no account. The same as `accountId`: the claimant's own account got a new number. */
  readonly formerAccountId: string | null
  readonly childIndex: Buffer
  readonly doneAt: Date
  readonly approvedAt: Date | null
  readonly undoneAt: Date | null
  readonly passwordId: string | null
}

function done(reader: Reader) {
  return reader
    .selectFrom('transfers')
    .where('done_at', 'is not', null)
    .where('account_id', 'is not', null)
    .select([
      'id',
      'account_id',
      'former_account_id',
      'child_index',
      'done_at',
      'approved_at',
      'undone_at',
      'password_id',
    ])
}

/**
 * Moves away from, or to, an account within limits.transfer.objection, newest first; also older ones over which an objection
 * is open or was decided within that time.
 */
export async function transfersOf(
  reader: Reader,
  parts: AfterParts,
  side: { formerAccountId: string } | { accountId: string },
): Promise<DoneTransfer[]> {
  const since = new Date(parts.clock.now().getTime() - parts.limits.transfer.objection.lifetimeSeconds * 1000)
  const query = done(reader)
    .where((eb) =>
      eb.or([
        eb('done_at', '>', since),
        eb.exists(
          eb
            .selectFrom('cases')
            .whereRef('cases.transfer_id', '=', 'transfers.id')
            .where((is) => is.or([is('decided_at', 'is', null), is('decided_at', '>', since)]))
            .select('cases.id'),
        ),
      ]),
    )
    .orderBy('done_at', 'desc')
  const rows = await ('accountId' in side
    ? query.where('account_id', '=', side.accountId)
    : query.where('former_account_id', '=', side.formerAccountId)
  ).execute()
  return rows.flatMap((row) => toDone(row) ?? [])
}

/** One move that is through. */
export async function doneTransfer(reader: Reader, id: string): Promise<DoneTransfer | undefined> {
  const row = await done(reader).where('id', '=', id).executeTakeFirst()
  return row && toDone(row)
}

/** The move that set a password: what its holder contests with the password before it. */
export async function transferOfPassword(
  reader: Reader,
  passwordId: string,
): Promise<DoneTransfer | undefined> {
  const row = await done(reader).where('password_id', '=', passwordId).executeTakeFirst()
  return row && toDone(row)
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof done>['executeTakeFirst']>>>

function toDone(row: Row): DoneTransfer | undefined {
  const { account_id: accountId, done_at: doneAt } = row
  if (!accountId || !doneAt) return undefined
  return {
    id: row.id,
    accountId,
    formerAccountId: row.former_account_id,
    childIndex: row.child_index,
    doneAt,
    approvedAt: row.approved_at,
    undoneAt: row.undone_at,
    passwordId: row.password_id,
  }
}

/**
 * The former holder's approval: the new holder's limited mode of this move ends. Nothing happens while a case is open over
 * it (only its decision ends that), or when it was approved or undone before. The caller tells both sides.
 */
export async function approveTransfer(
  tx: Tx,
  parts: AfterParts,
  approval: { transferId: string; by: ApprovedBy; reference?: string },
): Promise<DoneTransfer | undefined> {
  const now = parts.clock.now()
  const transfer = await doneTransfer(tx, approval.transferId)
  if (!transfer || !(await holdAccount(tx, transfer.accountId))) return undefined
  const open = await tx
    .selectFrom('cases')
    .where('transfer_id', '=', transfer.id)
    .where('decided_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (open) return undefined
  const approved = await tx
    .updateTable('transfers')
    .set({ approved_at: now, approved_by: approval.by })
    .where('id', '=', transfer.id)
    .where('approved_at', 'is', null)
    .where('undone_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!approved) return undefined
  await endRestriction(tx, {
    accountId: transfer.accountId,
    kind: 'limited',
    reasons: ['transfer'],
    now,
    by: `transfer ${transfer.id}`,
  })
  await audit(tx, {
    type: 'transfer',
    actor: 'citizen',
    accountId: transfer.accountId,
    outcome: 'approved',
    ...(approval.reference ? { reference: approval.reference } : {}),
    detail: { transfer: transfer.id, by: approval.by },
  })
  return { ...transfer, approvedAt: now }
}

/**
 * Ends the apps that a claimant's account had with a number that BMG gives to somebody else: they were told of the move
 * and hear no more. Apps with a former number that may be the owner's stay, so that they can object. After the notices.
 */
export async function settleApps(
  tx: Tx,
  parts: AfterParts,
  move: { accountId: string; isNumberForeign: boolean },
): Promise<void> {
  if (!move.isNumberForeign) return
  const { accountId } = move
  const foreign = (await bindingsOfAccount(tx, accountId)).filter((binding) => !binding.hasNumber)
  const bindingIds = foreign.map(({ id }) => id)
  await removeBindings(tx, parts.clock, { accountId, bindingIds }, 'number-changed')
}
