import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Keyring } from '../../database/keyring.ts'
import type { Iin } from '../../domain/iin.ts'
import { keptSince } from '../../domain/retention.ts'
import { erasePerson, importLock } from './erase.ts'

/** At most so many at a time: the next run takes the next. */
const batch = 20

/**
 * Erases accounts that were closed longer ago than retention.closed_accounts, as people are erased. Those of open cases
 * are passed over: twenty of them would stop all behind them. Returns how many.
 */
export async function eraseClosedAccounts(
  { database, keyring }: { readonly database: Database; readonly keyring: Keyring },
  now: Date,
): Promise<number> {
  const closed = await database.reader
    .selectFrom('accounts')
    .where('closed_at', '<', keptSince('closed_accounts', now))
    .where(sql<boolean>`not exists (
      select from cases where cases.account_id = accounts.id and cases.decided_at is null)`)
    .orderBy('closed_at')
    .limit(batch)
    .select('iin_sealed')
    .execute()
  let gone = 0
  for (const { iin_sealed } of closed) {
    const iin = keyring.open('accounts.iin', iin_sealed) as Iin
    const parts = { keyring, clock: { now: () => now } }
    const erased = await database.inTransaction(async (tx) => {
      // While an import runs it may wait: nobody asked for it now.
      const { rows } = await sql<{ free: boolean }>`
        select pg_try_advisory_xact_lock(${importLock}) as free`.execute(tx)
      return rows[0]?.free && (await erasePerson(tx, parts, { iin, actor: 'system', mark: 'closed' }))
    })
    if (!erased) return gone
    if (erased.is === 'erased') gone += 1
  }
  return gone
}
