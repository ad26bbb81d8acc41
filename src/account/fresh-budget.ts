import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import type { Limits } from '../domain/limits.ts'
import { forgetAttempts } from './attempts.ts'

/** The count of a browser that has just completed a recovery, and the mark that gives it to the browser. */
export const afterRecoveryRule = 'sign-in.after-recovery' satisfies LimitRule

/** The key of counts that one person has in one browser. */
export function personInBrowser(iinIndex: Buffer, browserHash: Buffer): Buffer {
  return createHash('sha256').update(iinIndex).update(browserHash).digest()
}

/** The same inside a statement. */
export function personInThisBrowser(iinIndex: RawBuilder<Buffer>, browserHash: Buffer): RawBuilder<Buffer> {
  return sql`sha256(${iinIndex} || ${browserHash}::bytea)`
}

/**
 * Gives a browser that has set a new password a full budget of its own for signing in with it: strangers may have
 * used up the one for everybody (limits.signIn.failuresAfterRecovery).
 */
export async function grantFreshBudget(
  tx: Tx,
  parts: { clock: Clock; limits: Limits },
  whose: { iinIndex: Buffer; browserHash: Buffer },
): Promise<void> {
  const key = personInBrowser(whose.iinIndex, whose.browserHash)
  const lifetime = parts.limits.signIn.failuresAfterRecovery.windowSeconds * 1000
  const expires_at = new Date(parts.clock.now().getTime() + lifetime)
  await forgetAttempts(tx, afterRecoveryRule, key)
  await tx
    .insertInto('limit_marks')
    .values({ rule: afterRecoveryRule, key, mark: key, expires_at })
    .onConflict((conflict) => conflict.columns(['rule', 'key', 'mark']).doUpdateSet({ expires_at }))
    .execute()
}
