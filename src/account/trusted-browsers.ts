import type { Tx } from '../database/tables.ts'
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
      conflict
        .columns(['browser_hash', 'account_id'])
        .doUpdateSet({ used_at: now, expires_at: expires, revoked_at: null, browser: browser.name }),
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
