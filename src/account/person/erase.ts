import { sql } from 'kysely'
import type { Keyring } from '../../database/keyring.ts'
import type { Tx } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Iin } from '../../domain/iin.ts'
import { audit } from '../audit.ts'
import { wakeFeeds } from '../events.ts'
import { type PersonTable, personTables } from './tables.ts'
import { findWho, type Who } from './who.ts'

/** The lock of imports and erasures, any number: an import under way must not bring back who is being erased. */
export const importLock = 5_201_844

export type Erased = {
  readonly table: string
  readonly does: PersonTable['erase']
  readonly rows: number
  readonly because: string
}
export type Erasure =
  | { readonly is: 'erased'; readonly tables: readonly Erased[] }
  | { readonly is: 'unknown' }
  /** A person still has to decide over this account; `force` says that it is to go all the same. */
  | { readonly is: 'case-open'; readonly number: string }

/**
 * Erases a person in the caller's transaction: deletes what no purpose needs, lets go of what is also somebody else's,
 * and leaves a mark so that no import brings the account back. Open pages and apps hear that they have ended.
 */
export async function erasePerson(
  tx: Tx,
  parts: { readonly keyring: Keyring; readonly clock: Clock },
  erase: {
    readonly iin: Iin
    readonly actor: 'operator' | 'system'
    readonly mark: 'erased' | 'closed'
    /** Why it is done though a case is open: without personal data. */
    readonly force?: string | undefined
  },
): Promise<Erasure> {
  await sql`select pg_advisory_xact_lock(${importLock})`.execute(tx)
  const iinIndex = parts.keyring.index('iin', erase.iin)
  await tx.selectFrom('accounts').where('iin_index', '=', iinIndex).select('id').forUpdate().execute()
  const who = await findWho(tx, parts.keyring, erase.iin)
  const counts = await countRows(tx, who)
  if (!isKnown(counts)) return { is: 'unknown' }
  const open = await tx
    .selectFrom('cases')
    .where('account_id', '=', who.accountId)
    .where('decided_at', 'is', null)
    .select('number')
    .executeTakeFirst()
  if (open && !erase.force) return { is: 'case-open', number: open.number }
  await removeRows(tx, who)
  await tx
    .insertInto('erased_people')
    .values({ iin_index: who.iinIndex, erased_at: parts.clock.now(), reason: erase.mark })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await audit(tx, {
    type: 'person.erase',
    actor: erase.actor,
    accountId: who.accountId ?? undefined,
    outcome: erase.mark,
    detail: {
      rows: counts.reduce((sum, { does, rows }) => sum + (does === 'stays' ? 0 : rows), 0),
      ...(open && erase.force ? { case: open.number, forced: erase.force } : {}),
    },
  })
  return { is: 'erased', tables: counts.filter(({ rows }) => rows > 0) }
}

/** Lets an erased person come in again with the next import. False when there was no mark. */
export async function readmitPerson(tx: Tx, keyring: Keyring, iin: Iin): Promise<boolean> {
  const gone = await tx
    .deleteFrom('erased_people')
    .where('iin_index', '=', keyring.index('iin', iin))
    .returning('reason')
    .execute()
  if (gone.length === 0) return false
  await audit(tx, { type: 'person.readmit', actor: 'operator', outcome: 'readmitted' })
  return true
}

/** Whether there is anything to do: what was let go before and what stays is not, once the mark is there. */
function isKnown(counts: readonly Erased[]): boolean {
  const has = (does: Erased['does']) => counts.some((each) => each.rows > 0 && each.does === does)
  const isMarked = counts.some(({ table, rows }) => table === 'erased_people' && rows > 0)
  return has('goes') || (has('is let go') && !isMarked)
}

/** What there is of a person, table by table, and what becomes of it. */
async function countRows(tx: Tx, who: Who): Promise<Erased[]> {
  const counts: Erased[] = []
  for (const [table, { where, erase, because }] of Object.entries(personTables)) {
    const { rows } = await sql<{ rows: number }>`
      select count(*)::int as rows from ${sql.table(table)} where ${where(who)}`.execute(tx)
    counts.push({ table, does: erase, rows: rows[0]?.rows ?? 0, because })
  }
  return counts
}

async function removeRows(tx: Tx, who: Who): Promise<void> {
  const { accountId, iinIndex } = who
  for (const [table, { where, erase }] of Object.entries(personTables)) {
    if (table === 'installations') await letInstallationsGo(tx, who)
    if (erase === 'goes') await sql`delete from ${sql.table(table)} where ${where(who)}`.execute(tx)
  }
  await tx.deleteFrom('children').where('child_index', '=', iinIndex).execute()
  if (accountId) await wakeFeeds(tx, accountId)
}

/** Phones that serve nobody else go, with everything that is theirs. */
async function letInstallationsGo(tx: Tx, { accountId }: Who): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from installations i where exists (
        select from bindings b where b.installation_id = i.id and b.account_id = ${accountId}::uuid)
      and not exists (
        select from bindings b where b.installation_id = i.id and b.account_id <> ${accountId}::uuid)
    returning id`.execute(tx)
  await wakeFeeds(tx, ...rows.map(({ id }) => id))
}
