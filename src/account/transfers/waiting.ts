import type { Reader, Tx } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import { type Binding, eraseCodesOf } from '../bindings.ts'
import { wakeFeeds } from '../events.ts'

/**
 * A living binding to a claim whose claimant has an account: that account's older apps are asked about it, as about one
 * of its own. Undefined for other bindings.
 */
export async function claimBinding(reader: Reader, bindingId: string): Promise<Binding | undefined> {
  const row = await reader
    .selectFrom('bindings')
    .innerJoin('installations', 'installations.id', 'bindings.installation_id')
    .innerJoin('transfers', 'transfers.id', 'bindings.transfer_id')
    .where('bindings.id', '=', bindingId)
    .where('bindings.account_id', 'is', null)
    .where('bindings.removed_at', 'is', null)
    .where('installations.removed_at', 'is', null)
    .select([
      'bindings.id',
      'transfers.account_id',
      'bindings.installation_id',
      'bindings.made_through',
      'bindings.made_at',
      'bindings.waits_until',
      'bindings.approved_at',
      'installations.device',
      'installations.seen_at',
    ])
    .executeTakeFirst()
  if (!row?.account_id) return undefined
  return {
    id: row.id,
    accountId: row.account_id,
    installationId: row.installation_id,
    device: row.device,
    madeThrough: row.made_through,
    madeAt: row.made_at,
    waitsUntil: row.waits_until,
    approvedAt: row.approved_at,
    seenAt: row.seen_at,
    // Not the account's number of today: it can show the claim's code and nothing of the account.
    hasNumber: false,
  }
}

/** Open apps that are bound to a claim, or were, look again once the transaction commits. */
export async function tellClaimApps(tx: Tx, transferId: string): Promise<void> {
  const rows = await tx
    .selectFrom('bindings')
    .where('transfer_id', '=', transferId)
    .select('installation_id')
    .distinct()
    .execute()
  await wakeFeeds(tx, ...rows.map((row) => row.installation_id))
}

/**
 * Ends what an installation that is being removed holds of claims, and the codes that it has shown for them. Comes before
 * any account is held: a move holds its claim first.
 */
export async function leaveClaims(tx: Tx, clock: Clock, installationId: string): Promise<void> {
  const bound = tx
    .selectFrom('bindings')
    .where('installation_id', '=', installationId)
    .where('account_id', 'is', null)
    .where('removed_at', 'is', null)
    .select('transfer_id')
  await tx
    .selectFrom('transfers')
    .where('id', 'in', bound)
    .orderBy('id')
    .select('id')
    .forNoKeyUpdate()
    .execute()
  const gone = await tx
    .updateTable('bindings')
    .set({ removed_at: clock.now(), removed_by: 'installation' })
    .where('installation_id', '=', installationId)
    .where('account_id', 'is', null)
    .where('removed_at', 'is', null)
    .returning('id')
    .execute()
  const ids = gone.map(({ id }) => id)
  if (ids.length > 0) await eraseCodesOf(tx, ids)
}
