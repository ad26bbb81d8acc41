import type { Reader } from '../../database/tables.ts'
import type { Binding } from '../bindings.ts'

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
