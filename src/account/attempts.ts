import { type RawBuilder, sql } from 'kysely'
import type { Statement } from '../database/one-statement.ts'
import type { Reader } from '../database/tables.ts'
import type { LimitRule } from '../domain/limit-rules.ts'

/** A budget: so many attempts, then one after each block, the blocks doubling up to the longest. */
export type Budget = {
  readonly attempts: number
  readonly firstBlockSeconds: number
  readonly longestBlockSeconds: number
  /** Quiet time after which the budget is full again. */
  readonly windowSeconds: number
}

/** `isNews`: nobody was told of this wait before. */
export type Taken = { ok: true; taken: number } | { ok: false; waitSeconds: number; isNews: boolean }

/** How far the clocks of two nodes may be apart before one's times are not believed by the other, in seconds. */
const clockMargin = 300

/**
 * Takes one attempt before the guess is looked at, in a statement of its own that no rollback refunds: 200 at once
 * take exactly the budget (ASVS 5.0 V15.4.2). The row's lock orders the takers; a refused one changes nothing. A block that
 * ends later than the longest one could was written while a clock was ahead: it must not shut the owner out for hours.
 * `isFlushedLater`: whatever the caller answers, it commits something else before, outside of any transaction of this call;
 * that commit takes this one to the disk too, so this one need not wait for it.
 */
export async function takeAttempt(
  reader: Reader,
  rule: LimitRule,
  budget: Budget,
  key: Buffer,
  now: Date,
  isFlushedLater = false,
): Promise<Taken> {
  const { attempts, firstBlockSeconds, longestBlockSeconds, windowSeconds } = budget
  const expires = new Date(now.getTime() + windowSeconds * 1000)
  const { rows } = await sql<{ taken: number }>`
    insert into limit_counters as had (rule, key, taken, window_start, blocked_until, expires_at)
    values (${rule}, ${key}, 1, ${now},
      case when ${attempts}::int <= 1 then ${now}::timestamptz + make_interval(secs => ${firstBlockSeconds}::int) end,
      ${expires})
    on conflict (rule, key) do update set
      taken = case when had.expires_at <= ${now} then 1 else had.taken + 1 end,
      window_start = case when had.expires_at <= ${now} then ${now}::timestamptz else had.window_start end,
      blocked_until = case when had.expires_at > ${now} and had.taken + 1 >= ${attempts}::int then
        ${now}::timestamptz + make_interval(secs => least(
          ${firstBlockSeconds}::float8 * power(2, least(had.taken + 1 - ${attempts}::int, 30)), ${longestBlockSeconds}::float8))
      end,
      expires_at = excluded.expires_at
    where had.blocked_until is null or had.blocked_until <= ${now} or had.expires_at <= ${now}
      or had.blocked_until > ${now}::timestamptz + make_interval(secs => ${longestBlockSeconds + clockMargin}::int)
    returning taken${isFlushedLater ? commitsAtOnce : sql``}`.execute(reader)
  const row = rows[0]
  if (row) return { ok: true, taken: row.taken }
  const held = await reader
    .selectFrom('limit_counters')
    .where('rule', '=', rule)
    .where('key', '=', key)
    .select('blocked_until')
    .executeTakeFirst()
  const until = held?.blocked_until ?? now
  const wait = until.getTime() - now.getTime()
  const isNews = await isFirstToWait(reader, rule, key, until)
  return { ok: false, waitSeconds: Math.max(1, Math.ceil(wait / 1000)), isNews }
}

/** The commit of the statement that returns this is not waited for. */
const commitsAtOnce = sql`, set_config('synchronous_commit', 'off', true)`

/** One line of the audit for each wait, however many try meanwhile: else a stranger could fill it. */
async function isFirstToWait(reader: Reader, rule: LimitRule, key: Buffer, until: Date): Promise<boolean> {
  const told = await reader
    .insertInto('limit_marks')
    .values({ rule: `${rule}.wait`, key, mark: Buffer.from(until.toISOString()), expires_at: until })
    .onConflict((conflict) => conflict.doNothing())
    .returning('rule')
    .executeTakeFirst()
  return told !== undefined
}

/**
 * Gives an attempt back that taught nothing: it was never looked at (the hashing queue was full), or it was right and the
 * database could not write down what follows.
 */
export async function giveBackAttempt(reader: Reader, rule: LimitRule, key: Buffer): Promise<void> {
  await reader
    .updateTable('limit_counters')
    .set({ taken: sql<number>`greatest(taken - 1, 0)`, blocked_until: null })
    .where('rule', '=', rule)
    .where('key', '=', key)
    .execute()
}

/** Empties a budget's count after success. */
export async function forgetAttempts(reader: Reader, rule: LimitRule, key: Buffer): Promise<void> {
  await forgettingAttempts(rule, key).execute(reader)
}

/** The same, as a part of a larger statement. */
export function forgettingAttempts(rule: LimitRule, key: Buffer): Statement {
  return sql`delete from limit_counters where rule = ${rule} and key = ${key}`
}

/** Counts one happening in a window that starts with its first; returns the count within the window. */
export async function countInWindow(
  reader: Reader,
  window: { rule: LimitRule; seconds: number },
  key: Buffer,
  now: Date,
): Promise<number> {
  const expires = new Date(now.getTime() + window.seconds * 1000)
  const { rows } = await sql<{ taken: number }>`
    insert into limit_counters as had (rule, key, taken, window_start, expires_at)
    values (${window.rule}, ${key}, 1, ${now}, ${expires})
    on conflict (rule, key) do update set
      taken = case when had.expires_at <= ${now} then 1 else had.taken + 1 end,
      window_start = case when had.expires_at <= ${now} then ${now}::timestamptz else had.window_start end,
      expires_at = case when had.expires_at <= ${now} then excluded.expires_at else had.expires_at end
    returning taken`.execute(reader)
  return rows[0]?.taken ?? 1
}

/**
 * Takes one of so many in a window that starts with its first, in a statement of its own: of 200 at once exactly `most`
 * are taken, and a refused one changes nothing, so that `giveBackAttempt` gives back a whole one.
 */
export async function takeInWindow(
  reader: Reader,
  window: { rule: LimitRule; seconds: number; most: number },
  key: Buffer,
  now: Date,
): Promise<boolean> {
  const expires = new Date(now.getTime() + window.seconds * 1000)
  const { rows } = await sql<{ taken: number }>`
    insert into limit_counters as had (rule, key, taken, window_start, expires_at)
    values (${window.rule}, ${key}, 1, ${now}, ${expires})
    on conflict (rule, key) do update set
      taken = case when had.expires_at <= ${now} then 1 else had.taken + 1 end,
      window_start = case when had.expires_at <= ${now} then ${now}::timestamptz else had.window_start end,
      expires_at = case when had.expires_at <= ${now} then excluded.expires_at else had.expires_at end
    where had.expires_at <= ${now} or had.taken < ${window.most}::int
    returning taken`.execute(reader)
  return rows.length > 0
}

/** Counts distinct marks in a window, e.g. how many IINs one address has tried. A known mark does not count again. */
export async function countDistinct(
  reader: Reader,
  window: { rule: LimitRule; seconds: number },
  key: Buffer,
  mark: Buffer,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ rule: string }>`
    insert into limit_marks as had (rule, key, mark, expires_at)
    values (${window.rule}, ${key}, ${mark}, ${new Date(now.getTime() + window.seconds * 1000)})
    on conflict (rule, key, mark) do update set expires_at = excluded.expires_at where had.expires_at <= ${now}
    returning rule`.execute(reader)
  if (rows.length > 0) return countInWindow(reader, window, key, now)
  return (await readCounts(reader, [window.rule], key, now))[window.rule] ?? 0
}

/** One count as it stands, as a part of a larger statement; null where nothing is counted. */
export function countOf(rule: LimitRule, key: Buffer, now: Date): RawBuilder<number | null> {
  return sql`(select taken from limit_counters where rule = ${rule} and key = ${key} and expires_at > ${now})`
}

/** The counts of one key under several rules, as they stand; a rule that counts nothing is absent. */
export async function readCounts(
  reader: Reader,
  rules: readonly LimitRule[],
  key: Buffer,
  now: Date,
): Promise<Readonly<Partial<Record<LimitRule, number>>>> {
  const rows = await reader
    .selectFrom('limit_counters')
    .where('rule', 'in', rules)
    .where('key', '=', key)
    .where('expires_at', '>', now)
    .select(['rule', 'taken'])
    .execute()
  return Object.fromEntries(rows.map(({ rule, taken }) => [rule, taken]))
}
