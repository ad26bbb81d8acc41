import type { Keyring } from '../../database/keyring.ts'
import type { Reader } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Iin } from '../../domain/iin.ts'
import type { Limits } from '../../domain/limits.ts'
import type { Phone } from '../../domain/phone.ts'
import { type Binding, bindingBetween, bindingsOfInstallation, countsFrom, waits } from '../bindings.ts'
import { isSettledBefore } from '../deciding.ts'
import { type DoneTransfer, doneTransfer } from './after.ts'

type SayParts = { keyring: Keyring; clock: Clock; limits: Limits }

/** How an app of one side of a move stands to it. */
export type AppSay = {
  readonly transfer: DoneTransfer
  readonly binding: Binding
  /** Whose account it is, and the number that the app stands for: BMG is asked about both before its word counts. */
  readonly holder: Iin
  readonly number: Phone
  /** The new holder, where the account stands under the moved child's own IIN: no number is ever registered for a child. */
  readonly parent: Iin | undefined
  readonly mayObject: boolean
  readonly mayApprove: boolean
}

/**
 * What an installation may say of a move, as an app of `accountId`, which is one of its two sides. An app that was there
 * before the move and waited for nobody objects: it gives nobody anything. Approving ends the new holder's limits, so it
 * takes an app that was a day old, that is not the one which showed the code, and that belongs to whom the child was
 * taken from: the claimant's own account only where there was nobody else. Undefined after limits.transfer.objection.
 */
export async function appSay(
  reader: Reader,
  parts: SayParts,
  {
    installationId,
    accountId,
    transferId,
  }: { installationId: string; accountId: string; transferId: string },
): Promise<AppSay | undefined> {
  const now = parts.clock.now()
  const transfer = await doneTransfer(reader, transferId)
  if (!transfer || transfer.doneAt <= openSince(parts)) return undefined
  const isOwn = transfer.accountId === accountId
  if (!isOwn && transfer.formerAccountId !== accountId) return undefined
  const binding = await bindingBetween(reader, installationId, accountId)
  if (!binding) return undefined
  const row = await reader
    .selectFrom('transfers')
    .innerJoin('accounts', (join) => join.on('accounts.id', '=', accountId))
    .innerJoin('bindings', (join) => join.on('bindings.id', '=', binding.id))
    .where('transfers.id', '=', transferId)
    .select(['claimant_sealed', 'child_index', 'old_phone_sealed', 'iin_index', 'iin_sealed'])
    .select(['accounts.phone_sealed', 'bindings.phone_index', 'bindings.transfer_id as claim_id'])
    .executeTakeFirstOrThrow()
  const { keyring, limits } = parts
  const number = binding.hasNumber
    ? row.phone_sealed && (keyring.open('accounts.phone', row.phone_sealed) as Phone)
    : isOwn && oldNumber(keyring, row)
  if (!number) return undefined
  const isOlder = row.claim_id !== transferId && countsFrom(binding) < transfer.doneAt && !waits(binding, now)
  const isTakenFrom = !isOwn || transfer.formerAccountId === null || transfer.formerAccountId === accountId
  return {
    transfer,
    binding,
    holder: keyring.open('accounts.iin', row.iin_sealed) as Iin,
    number,
    parent:
      !isOwn && row.iin_index.equals(row.child_index)
        ? (keyring.open('transfers.claimant', row.claimant_sealed) as Iin)
        : undefined,
    mayObject: isOlder,
    mayApprove:
      isOlder &&
      isTakenFrom &&
      isSettledBefore(binding, transfer.doneAt, limits) &&
      !(await hasShownCode(reader, transferId, binding.id)),
  }
}

function openSince({ clock, limits }: SayParts): Date {
  return new Date(clock.now().getTime() - limits.transfer.objection.lifetimeSeconds * 1000)
}

/** The number that an account had before the move, if this binding stands for it. */
function oldNumber(
  keyring: Keyring,
  row: { old_phone_sealed: Buffer | null; phone_index: Buffer },
): Phone | undefined {
  if (!row.old_phone_sealed) return undefined
  const phone = keyring.open('transfers.phone', row.old_phone_sealed) as Phone
  return keyring.index('phone', phone).equals(row.phone_index) ? phone : undefined
}

async function hasShownCode(reader: Reader, transferId: string, bindingId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('recoveries')
    .where('transfer_id', '=', transferId)
    .where('code_binding', '=', bindingId)
    .where('outcome', '=', 'done')
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/** A binding with the number that its account had before a move: it gets nothing of the account but the word of that move. */
export type FormerNumber = {
  readonly binding: Binding
  readonly transferId: string
  readonly doneAt: Date
  readonly iin: Iin
  readonly phone: Phone
}

/** The bindings of an installation whose number a move has changed, for as long as they may object. */
export async function formerNumbersOf(
  reader: Reader,
  parts: SayParts,
  installationId: string,
): Promise<FormerNumber[]> {
  const bindings = (await bindingsOfInstallation(reader, installationId)).filter((each) => !each.hasNumber)
  if (bindings.length === 0) return []
  const rows = await reader
    .selectFrom('bindings')
    .innerJoin('transfers', 'transfers.account_id', 'bindings.account_id')
    .innerJoin('accounts', 'accounts.id', 'bindings.account_id')
    .where(
      'bindings.id',
      'in',
      bindings.map(({ id }) => id),
    )
    .where('done_at', '>', openSince(parts))
    .whereRef('done_at', '>', 'bindings.made_at')
    .orderBy('done_at', 'desc')
    .select(['bindings.id as binding_id', 'bindings.phone_index', 'transfers.id as transfer_id'])
    .select(['done_at', 'old_phone_sealed', 'iin_sealed'])
    .execute()
  return bindings.flatMap((binding) => {
    for (const row of rows) {
      const phone = row.binding_id === binding.id ? oldNumber(parts.keyring, row) : undefined
      if (!phone || !row.done_at) continue
      const iin = parts.keyring.open('accounts.iin', row.iin_sealed) as Iin
      return [{ binding, transferId: row.transfer_id, doneAt: row.done_at, iin, phone }]
    }
    return []
  })
}
