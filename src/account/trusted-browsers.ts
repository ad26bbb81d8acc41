import { sql } from 'kysely'
import type { Statement } from '../database/one-statement.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import { isUnrestricted } from './restrictions.ts'

/**
 * What marks a browser as trusted for an account after a sign-in, or prolongs the mark. Trust is earned outside limited mode
 * (`isAllowed` of 'trust-browser'): a thief's browser must not keep a budget and alerts of its own.
 */
export function trustingBrowser(
  parts: { clock: Clock; limits: Limits },
  browser: { hash: Buffer; accountId: string; name: string },
): Statement {
  const { hash, accountId, name } = browser
  const now = parts.clock.now()
  const expires = new Date(now.getTime() + parts.limits.sessions.trustedBrowser.lifetimeSeconds * 1000)
  // Trust that was revoked begins anew: it must not count as older than what ended it.
  return sql`insert into "trusted_browsers" as had (browser_hash, account_id, browser, trusted_at, used_at, expires_at)
    select ${hash}::bytea, ${accountId}::uuid, ${name}::text, now, now, ${expires}::timestamptz
      from (select ${now}::timestamptz) as at (now) where ${isUnrestricted(accountId, now)}
    on conflict (browser_hash, account_id) do update set
      trusted_at = case when had.revoked_at is null then had.trusted_at else excluded.trusted_at end,
      used_at = excluded.used_at, expires_at = excluded.expires_at, revoked_at = null, browser = excluded.browser`
}

/** Ends the trust of every browser of an account but one: after a password change or a recovery. */
export async function distrustBrowsers(
  tx: Tx,
  clock: Clock,
  accountId: string,
  keep: Buffer | undefined,
): Promise<void> {
  let query = tx
    .updateTable('trusted_browsers')
    .set({ revoked_at: clock.now() })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
  if (keep) query = query.where('browser_hash', '!=', keep)
  await query.execute()
}

/** Ends the trust of the browsers that earned it since a moment. */
export async function distrustSince(tx: Tx, clock: Clock, accountId: string, since: Date): Promise<void> {
  await tx
    .updateTable('trusted_browsers')
    .set({ revoked_at: clock.now() })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('trusted_at', '>=', since)
    .execute()
}

/** Whether an account trusted this browser when something happened, though that may have ended the trust. */
export async function wasTrustedBefore(
  reader: Reader,
  browser: { hash: Buffer; accountId: string },
  event: Date,
): Promise<boolean> {
  const row = await reader
    .selectFrom('trusted_browsers')
    .where('browser_hash', '=', browser.hash)
    .where('account_id', '=', browser.accountId)
    .where('trusted_at', '<', event)
    .where('expires_at', '>', event)
    .where((eb) => eb.or([eb('revoked_at', 'is', null), eb('revoked_at', '>=', event)]))
    .select('trusted_at')
    .executeTakeFirst()
  return row !== undefined
}
