import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Reader, Tx } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import { limits } from '../../domain/limits.ts'
import { audit } from '../audit.ts'
import { holdAccount, removeBindings } from '../bindings.ts'
import { closeForGood } from '../closing.ts'

const day = 86_400_000
const batch = 500
/** A day after which an app's wait no longer counts for a later claim of the same person: see `bindToClaim`. */
const unfinishedDays = 8
/** A day longer than a transfer can be objected to. */
const doneDays = 31

/**
 * What the time for objecting leaves behind (limits.transfer.objection): former accounts that are still closed are closed
 * for good, apps with a number that a transfer has replaced end, and transfers that nobody can ask about any more go.
 * Nothing of all that while a case is open. Returns how many rows went.
 */
export async function pruneTransfers(database: Database, clock: Clock): Promise<number> {
  const now = clock.now().getTime()
  const over = new Date(now - limits.transfer.objection.lifetimeSeconds * 1000)
  for (const accountId of await closedSince(database.reader, over))
    await database.inTransaction((tx) => close(tx, clock, accountId, over))
  for (const accountId of await withFormerApps(database.reader, over))
    await database.inTransaction((tx) => endFormerApps(tx, clock, accountId, over))
  let gone = 0
  for (let more = true; more; ) {
    const removed = await database.inTransaction((tx) => forget(tx, now))
    gone += removed
    more = removed === batch
  }
  return gone
}

/** What is written out or asked row by row here leads the planner to the few rows: a join would read every account. */
async function closedSince(reader: Reader, over: Date, accountId?: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select account_id as id from restrictions
     where kind = 'closed' and ended_at is null and since < ${over}
       and ${accountId ? sql`account_id = ${accountId}` : sql`true`}
       and (select closed_at is null from accounts where accounts.id = restrictions.account_id)
       and account_id not in (${openCases})
     limit ${sql.lit(batch)}`.execute(reader)
  return rows.map(({ id }) => id)
}

/** Accounts of open cases: the one that a case is about, and the former one of a contested transfer. */
const openCases = sql<string>`
  select account_id from cases where decided_at is null and account_id is not null
  union all
  select former from (
    select (select former_account_id from transfers where transfers.id = cases.transfer_id) as former
      from cases where decided_at is null) contested
   where former is not null`

async function close(tx: Tx, clock: Clock, accountId: string, over: Date): Promise<void> {
  if (!(await holdAccount(tx, accountId)) || (await closedSince(tx, over, accountId)).length === 0) return
  await closeForGood(tx, { clock }, { accountId, by: 'prune' })
  await audit(tx, { type: 'account.close', actor: 'system', accountId, outcome: 'closed' })
}

function formerApps(reader: Reader, over: Date) {
  return reader
    .selectFrom('bindings')
    .innerJoin('accounts', 'accounts.id', 'bindings.account_id')
    .where('bindings.removed_at', 'is', null)
    .whereRef('bindings.phone_index', '!=', 'accounts.phone_index')
    .where('accounts.phone_set_by', '=', sql.lit('transfer'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('transfers')
            .whereRef('transfers.account_id', '=', 'accounts.id')
            .where('transfers.done_at', '>=', over)
            .select('transfers.id'),
        ),
      ),
    )
    .where(sql<boolean>`accounts.id not in (${openCases})`)
}

async function withFormerApps(reader: Reader, over: Date): Promise<string[]> {
  const rows = await formerApps(reader, over).distinct().limit(batch).select('accounts.id').execute()
  return rows.map(({ id }) => id)
}

async function endFormerApps(tx: Tx, clock: Clock, accountId: string, over: Date): Promise<void> {
  if (!(await holdAccount(tx, accountId))) return
  const rows = await formerApps(tx, over).where('accounts.id', '=', accountId).select('bindings.id').execute()
  const bindingIds = rows.map(({ id }) => id)
  await removeBindings(tx, clock, { accountId, bindingIds }, 'number-changed')
}

/** A batch of old transfers: what they lead to stays, apart from what belonged to a claim alone. */
async function forget(tx: Tx, now: number): Promise<number> {
  const rows = await tx
    .selectFrom('transfers')
    .where((eb) =>
      eb.or([
        eb.and([eb('done_at', 'is', null), eb('expires_at', '<', new Date(now - unfinishedDays * day))]),
        eb('done_at', '<', new Date(now - doneDays * day)),
      ]),
    )
    .where(
      sql<boolean>`(select true from cases where cases.transfer_id = transfers.id
        and (decided_at is null or decided_at > ${new Date(now - doneDays * day)}) limit 1) is null`,
    )
    .limit(batch)
    .select('id')
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await tx
    .updateTable('bindings')
    .set({ transfer_id: null })
    .where('transfer_id', 'in', ids)
    .where('account_id', 'is not', null)
    .execute()
  await tx.updateTable('cases').set({ transfer_id: null }).where('transfer_id', 'in', ids).execute()
  await tx.deleteFrom('transfers').where('id', 'in', ids).execute()
  return ids.length
}
