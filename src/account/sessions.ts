import { type Selectable, sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Reader, SessionEnd, Tables, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { Iin } from '../domain/iin.ts'
import type { Language } from '../domain/language.ts'
import type { Limits } from '../domain/limits.ts'
import { maskIin } from '../domain/masks.ts'
import { wakeFeeds } from './events.ts'
import { newToken, tokenHash } from './tokens.ts'

/** A living session, as each request sees it. */
export type SignedIn = {
  readonly idHash: Buffer
  readonly publicId: string
  readonly accountId: string
  readonly language: Language
  /** The masked IIN where the account has no name yet: a transfer made it, and no import has brought one. */
  readonly name: string
  readonly reauthenticatedAt: Date
  readonly seenAt: Date
  readonly idleEndsAt: Date
  readonly unread: number
  /** Whether an app stands for the account. */
  readonly hasApp: boolean
  /** Whether a restriction of the account has not been ended; which is in force, `activeRestriction` tells. */
  readonly hasRestriction: boolean
}

type SessionParts = { keyring: Keyring; clock: Clock; random: Random; limits: Limits }

/** `seen_at` is written at most this often, in milliseconds. */
const seenGrain = 60_000

/** What starts a session, and the cookie's value, which exists nowhere else (ASVS 5.0 V7.2.4: new at sign-in). */
export function newSession(
  parts: SessionParts,
  session: { accountId: string; browser: string; address: string },
): { token: string; start: Statement } {
  const token = newToken(parts.random)
  const now = parts.clock.now()
  const expires = new Date(now.getTime() + parts.limits.sessions.life.overallSeconds * 1000)
  const address = parts.keyring.seal('sessions.address', session.address)
  return {
    token,
    start: sql`insert into "sessions"
        (id_hash, account_id, created_at, seen_at, reauthenticated_at, expires_at, browser, address_sealed)
      select ${tokenHash(token)}::bytea, ${session.accountId}::uuid, now, now, now, ${expires}::timestamptz, ${session.browser}::text,
        ${address}::bytea from (select ${now}::timestamptz) as at (now)`,
  }
}

type SessionRow = Pick<
  Selectable<Tables['sessions']>,
  'id_hash' | 'public_id' | 'account_id' | 'seen_at' | 'expires_at' | 'reauthenticated_at'
> &
  Pick<Selectable<Tables['accounts']>, 'language' | 'name_sealed' | 'iin_sealed'> & {
    unread: number
    has_app: boolean
    has_restriction: boolean
  }

/** Finds the living session of a cookie, with the unread count that every page shows. Idle and overall ends apply. */
export async function findSession(
  reader: Reader,
  parts: SessionParts,
  token: string,
): Promise<SignedIn | undefined> {
  const now = parts.clock.now()
  const idle = parts.limits.sessions.life.idleSeconds * 1000
  // Asked at every request of a cabinet, so its text stands ready: building it anew took as long as sending it.
  const { rows } = await sql<SessionRow>`
    select s.id_hash, s.public_id, s.account_id, s.seen_at, s.expires_at, s.reauthenticated_at,
      a.language, a.name_sealed, a.iin_sealed,
      (select count(*)::int from events e where e.account_id = s.account_id and e.read_at is null) as unread,
      exists (
        select from bindings b join installations i on i.id = b.installation_id
        where b.account_id = s.account_id and b.removed_at is null and i.removed_at is null) as has_app,
      exists (
        select from restrictions r where r.account_id = s.account_id and r.ended_at is null) as has_restriction
    from sessions s join accounts a on a.id = s.account_id
    where s.id_hash = ${tokenHash(token)} and s.ended_at is null and s.expires_at > ${now}
      and s.seen_at > ${new Date(now.getTime() - idle)} and a.closed_at is null`.execute(reader)
  const [row] = rows
  if (!row) return undefined
  return {
    idHash: row.id_hash,
    publicId: row.public_id,
    accountId: row.account_id,
    language: row.language,
    name:
      parts.keyring.open('accounts.name', row.name_sealed) ||
      maskIin(parts.keyring.open('accounts.iin', row.iin_sealed) as Iin),
    reauthenticatedAt: row.reauthenticated_at,
    seenAt: row.seen_at,
    idleEndsAt: new Date(Math.min(row.seen_at.getTime() + idle, row.expires_at.getTime())),
    unread: row.unread,
    hasApp: row.has_app,
    hasRestriction: row.has_restriction,
  }
}

/** Notes that the session is in use. Reading pages calls it only once `isSeenLongAgo`, so that reading rarely writes. */
export async function extendSession(reader: Reader, clock: Clock, idHash: Buffer): Promise<void> {
  await reader
    .updateTable('sessions')
    .set({ seen_at: clock.now() })
    .where('id_hash', '=', idHash)
    .where('ended_at', 'is', null)
    .execute()
}

/** Whether the last note of use is more than a minute old. */
export function isSeenLongAgo(session: SignedIn, clock: Clock): boolean {
  return clock.now().getTime() - session.seenAt.getTime() > seenGrain
}

/** Gives the session a new id and notes the re-authentication (ASVS 5.0 V7.2.4). Returns the new cookie's value. */
export async function renewSession(tx: Tx, parts: SessionParts, idHash: Buffer): Promise<string | undefined> {
  const token = newToken(parts.random)
  const now = parts.clock.now()
  const renewed = await tx
    .updateTable('sessions')
    .set({ id_hash: tokenHash(token), seen_at: now, reauthenticated_at: now })
    .where('id_hash', '=', idHash)
    .where('ended_at', 'is', null)
    .returning('public_id')
    .executeTakeFirst()
  return renewed ? token : undefined
}

/** Ends one session of an account by its public id, and its open feeds with it; false when it is not theirs or has ended (ASVS 5.0 V8.2.2). */
export async function endSession(
  tx: Tx,
  clock: Clock,
  session: { accountId: string; publicId: string },
  endedBy: SessionEnd,
): Promise<boolean> {
  const ended = await tx
    .updateTable('sessions')
    .set({ ended_at: clock.now(), ended_by: endedBy })
    .where('account_id', '=', session.accountId)
    .where('public_id', '=', session.publicId)
    .where('ended_at', 'is', null)
    .returning('public_id')
    .execute()
  if (ended.length > 0) await wakeFeeds(tx, session.accountId)
  return ended.length > 0
}

/** Ends every session of an account, apart from `keep`. Returns how many ended. */
export async function endOtherSessions(
  tx: Tx,
  clock: Clock,
  accountId: string,
  keep: string | undefined,
  endedBy: SessionEnd,
): Promise<number> {
  let query = tx
    .updateTable('sessions')
    .set({ ended_at: clock.now(), ended_by: endedBy })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
  if (keep) query = query.where('public_id', '!=', keep)
  const ended = await query.returning('public_id').execute()
  if (ended.length > 0) await wakeFeeds(tx, accountId)
  return ended.length
}

export type SessionListing = {
  publicId: string
  browser: string
  address: string
  createdAt: Date
  seenAt: Date
}

/** The living sessions of an account, most recently used first. */
export async function listSessions(
  reader: Reader,
  parts: SessionParts,
  accountId: string,
): Promise<SessionListing[]> {
  const now = parts.clock.now()
  const rows = await reader
    .selectFrom('sessions')
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('seen_at', '>', new Date(now.getTime() - parts.limits.sessions.life.idleSeconds * 1000))
    .orderBy('seen_at', 'desc')
    .limit(50)
    .select(['public_id', 'browser', 'address_sealed', 'created_at', 'seen_at'])
    .execute()
  return rows.map((row) => ({
    publicId: row.public_id,
    browser: row.browser,
    address: parts.keyring.open('sessions.address', row.address_sealed),
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }))
}
