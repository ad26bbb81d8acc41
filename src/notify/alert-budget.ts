import { sql } from 'kysely'
import { z } from 'zod'
import { alertsKey } from '../account/limit-keys.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import type { NotifyParts } from './parts.ts'

/** One taken alert, so that it can be given back when it reached nobody. */
const taken = z.object({ rule: z.string(), key: z.string(), mark: z.string() })
export type TakenAlert = z.infer<typeof taken>

export type AlertBudget = { readonly rule: LimitRule; readonly key: Buffer }

/** Whose budget an alert uses: the trusted browser's own, or the one that all strangers share. */
export function budgetOf(
  parts: NotifyParts,
  accountId: string,
  trusted: string | null,
  use: 'push' | 'feed',
): AlertBudget {
  const key = alertsKey(parts.keyring, accountId, trusted)
  return { rule: `alerts.${use}.${trusted === null ? 'perAccount' : 'perTrustedBrowser'}`, key }
}

/**
 * Takes one alert of a sliding window, exactly also when asked twice at once. `wait`: another has
 * just gone out; `over`: the budget is used up; `until` tells when that ends.
 */
export async function takeAlert(
  tx: Tx,
  budget: AlertBudget,
  limit: { readonly alerts: number; readonly windowSeconds: number; readonly gapSeconds: number },
  mark: string,
  now: Date,
): Promise<
  { kind: 'taken'; alert: TakenAlert } | { kind: 'wait'; until: Date } | { kind: 'over'; until: Date }
> {
  const { rule, key } = budget
  await sql`select pg_advisory_xact_lock(${key.readBigInt64BE()}::bigint)`.execute(tx)
  const { count, first, last } = await tx
    .selectFrom('limit_marks')
    .where('rule', '=', rule)
    .where('key', '=', key)
    .where('expires_at', '>', now)
    .select((is) => [
      is.fn.countAll<string>().as('count'),
      is.fn.max('expires_at').as('last'),
      is.fn.min('expires_at').as('first'),
    ])
    .executeTakeFirstOrThrow()
  if (Number(count) >= limit.alerts) return { kind: 'over', until: first ?? now }
  const until = last && new Date(last.getTime() + (limit.gapSeconds - limit.windowSeconds) * 1000)
  if (until && until > now) return { kind: 'wait', until }
  await tx
    .insertInto('limit_marks')
    .values({
      rule,
      key,
      mark: Buffer.from(mark),
      expires_at: new Date(now.getTime() + limit.windowSeconds * 1000),
    })
    .execute()
  return { kind: 'taken', alert: { rule, key: key.toString('base64url'), mark } }
}

/** An alert whose every push has died reached nobody, and does not count. */
export async function giveBackAlert(reader: Reader, eventId: string, alert: TakenAlert): Promise<void> {
  await sql`
    delete from limit_marks
    where rule = ${alert.rule} and key = ${Buffer.from(alert.key, 'base64url')} and mark = ${Buffer.from(alert.mark)}
      and not exists (
        select from outbox where event_id = ${eventId} and channel = 'push' and state <> 'dead')`.execute(
    reader,
  )
}

/** What a push row of an alert carries for `giveBackAlert`. */
export function sealAlert(parts: NotifyParts, alert: TakenAlert): Buffer {
  return parts.keyring.seal('outbox.taken-alert', JSON.stringify(alert))
}

export function openAlert(parts: NotifyParts, sealed: Buffer): TakenAlert {
  return taken.parse(JSON.parse(parts.keyring.open('outbox.taken-alert', sealed)))
}
