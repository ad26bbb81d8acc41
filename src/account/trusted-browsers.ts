import { sql } from 'kysely'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'

/** Marks a browser as trusted for an account after a sign-in, or prolongs the mark. */
export async function trustBrowser(
  tx: Tx,
  parts: { clock: Clock; limits: Limits },
  browser: { hash: Buffer; accountId: string; name: string },
): Promise<void> {
  const now = parts.clock.now()
  const expires = new Date(now.getTime() + parts.limits.sessions.trustedBrowser.lifetimeSeconds * 1000)
  await tx
    .insertInto('trusted_browsers')
    .values({
      browser_hash: browser.hash,
      account_id: browser.accountId,
      browser: browser.name,
      trusted_at: now,
      used_at: now,
      expires_at: expires,
    })
    .onConflict((conflict) =>
      conflict.columns(['browser_hash', 'account_id']).doUpdateSet({
        // Trust that was revoked begins anew: it must not count as older than what ended it.
        trusted_at: sql<Date>`case when trusted_browsers.revoked_at is null
            then trusted_browsers.trusted_at else excluded.trusted_at end`,
        used_at: now,
        expires_at: expires,
        revoked_at: null,
        browser: browser.name,
      }),
    )
    .execute()
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
