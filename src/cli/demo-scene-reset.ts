import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import { sceneIin } from './demo-scene-list.ts'

/** The demo person of the scenes, as the file brought them in. */
export type ScenePerson = {
  readonly accountId: string
  readonly phoneIndex: Buffer
  readonly iinIndex: Buffer
}

/**
 * Takes a demo person back to the state of the file: its password, no app, address, case, restriction or security event; its
 * child and number are its own again. Browsers
 * that have signed in before keep their trust, as of a month ago. Undefined when the demo has not begun.
 */
export async function resetPerson(tx: Tx, keyring: Keyring, now: Date): Promise<ScenePerson | undefined> {
  const iinIndex = keyring.index('iin', sceneIin)
  await undoTransfers(tx, keyring, iinIndex)
  const account = await tx
    .selectFrom('accounts')
    .where('iin_index', '=', iinIndex)
    .select(['id', 'phone_index'])
    .forUpdate()
    .executeTakeFirst()
  if (!account?.phone_index) return undefined
  const accountId = account.id
  // In the order in which they point to each other.
  const tables = [
    'outbox',
    'cases',
    'restrictions',
    'activations',
    'recoveries',
    'bindings',
    'notice_addresses',
  ] as const
  for (const table of tables) {
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute()
  }
  await tx
    .deleteFrom('events')
    .where('account_id', '=', accountId)
    .where('category', '=', 'security')
    .execute()
  await tx.deleteFrom('limit_counters').where('key', '=', iinIndex).execute()
  await tx
    .updateTable('sessions')
    .set({ ended_at: now, ended_by: 'person' })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  await tx
    .updateTable('trusted_browsers')
    .set({ revoked_at: null, trusted_at: new Date(now.getTime() - 30 * 86_400_000) })
    .where('account_id', '=', accountId)
    .execute()
  await tx
    .deleteFrom('passwords')
    .where('account_id', '=', accountId)
    .where('set_by', '!=', 'import')
    .execute()
  await tx
    .updateTable('passwords')
    .set({ replaced_at: null })
    .where('account_id', '=', accountId)
    .where('set_by', '=', 'import')
    .execute()
  return { accountId, phoneIndex: account.phone_index, iinIndex }
}

/** Accounts that transfers from this person have made go; what the transfers had taken comes back. */
async function undoTransfers(tx: Tx, keyring: Keyring, iinIndex: Buffer): Promise<void> {
  const own = await tx
    .selectFrom('accounts')
    .where('iin_index', '=', iinIndex)
    .select('id')
    .executeTakeFirst()
  if (!own) return
  const rows = await tx
    .selectFrom('transfers')
    .where((eb) => eb.or([eb('account_id', '=', own.id), eb('former_account_id', '=', own.id)]))
    .orderBy('made_at')
    .selectAll()
    .execute()
  for (const row of rows) {
    if (row.done_at && row.former_account_id === own.id)
      await tx
        .updateTable('children')
        .set({ account_id: own.id })
        .where('child_index', '=', row.child_index)
        .execute()
  }
  const before = rows.find((row) => row.account_id === own.id && row.old_phone_sealed)?.old_phone_sealed
  if (before) {
    const phone = keyring.open('transfers.phone', before)
    await tx
      .updateTable('accounts')
      .set({
        phone_index: keyring.index('phone', phone),
        phone_sealed: keyring.seal('accounts.phone', phone),
        phone_set_by: 'import',
      })
      .where('id', '=', own.id)
      .execute()
  }
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await tx.deleteFrom('transfers').where('id', 'in', ids).execute()
  // After what points to their apps.
  for (const { made_account, account_id } of rows)
    if (made_account && account_id && account_id !== own.id)
      await tx.deleteFrom('accounts').where('id', '=', account_id).execute()
}
