import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { type SmsCount, smsKey } from '../account/limit-keys.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Language } from '../domain/language.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import type { Phone } from '../domain/phone.ts'
import { type AlertBudget, takeAlert } from './alert-budget.ts'
import { noticeWords } from './messages.ts'
import { wakeWorkers } from './outbox.ts'
import type { NotifyParts } from './parts.ts'

/**
 * Proof of holding a number, asked during activation where `config.possessionProof` is 'sms'.
 *
 * How the companion uses it: POST /companion/activate finds everything right or wrong and, before it answers, calls
 * `sendPossessionCode` in either case with `isRight` saying which; both answers are then "a code was sent" (or 429
 * with the seconds), after the same work. The app asks for the six digits and repeats the request with them; the companion calls
 * `checkPossessionCode` in a statement of its own (never inside a transaction that may roll back: it counts the try)
 * and binds only on 'proven'. `subject` is `${activation.id}:${installation.id}`, so a code proves for one
 * password on one phone. Nothing is stored but the count: the code is derived from subject and number.
 */
export const possessionKind = 'possession-code'

const rule: LimitRule = 'possession'
const dayRule = 'possession.perNumber'
const codeRule = 'possession.perSubject'

export type SentCode = { readonly ok: true } | { readonly ok: false; readonly waitSeconds: number }

/**
 * Queues an SMS with the code for `phone` and opens three tries within ten minutes; a further code of the same subject is the
 * same digits and does not refill the tries. With `isRight` false the same rows are written and nothing is sent. `whose`
 * says whose SMS of a day to this number are counted: were it the number alone, whoever knows it could keep its owner out.
 */
export async function sendPossessionCode(
  tx: Tx,
  parts: NotifyParts,
  to: { subject: string; whose: SmsCount; phone: Phone; isRight: boolean; language: Language },
): Promise<SentCode> {
  const { keyring, limits } = parts
  const now = parts.clock.now()
  const { lifetimeSeconds, tries } = limits.codes.smsProof
  const { messages, windowSeconds, gapSeconds } = limits.codes.smsSent
  const perDay = { alerts: messages, windowSeconds, gapSeconds: 0 }
  const perSubject = { alerts: tries, windowSeconds: lifetimeSeconds, gapSeconds }
  const mark = `${to.subject}:${now.getTime()}`
  const subjectKey: AlertBudget = { rule: codeRule, key: keyring.index('possession', to.subject) }
  const numberKey: AlertBudget = { rule: dayRule, key: smsKey(keyring, to.whose, to.phone) }
  for (const [budget, limit] of [
    [subjectKey, perSubject],
    [numberKey, perDay],
  ] as const) {
    const took = await takeAlert(tx, budget, limit, mark, now)
    if (took.kind !== 'taken') {
      return { ok: false, waitSeconds: Math.ceil((took.until.getTime() - now.getTime()) / 1000) }
    }
  }
  const expires = new Date(now.getTime() + lifetimeSeconds * 1000)
  await sql`
    insert into limit_counters as had (rule, key, taken, window_start, expires_at)
    values (${rule}, ${triesKey(parts, to.subject, to.phone)}, 0, ${now}, ${expires})
    on conflict (rule, key) do update set expires_at = excluded.expires_at,
      taken = case when had.expires_at <= ${now} then 0 else had.taken end`.execute(tx)
  const text = noticeWords(to.language).smsCode(codeFor(parts, to.subject, to.phone, to.isRight))
  await tx
    .insertInto('outbox')
    .values({
      kind: possessionKind,
      channel: 'sms',
      // The worker forgets a row that has nowhere to go.
      address_sealed: to.isRight ? keyring.seal('outbox.address', to.phone) : null,
      text_sealed: keyring.seal('outbox.text', text),
      next_at: now,
      created_at: now,
    })
    .execute()
  await wakeWorkers(tx)
  return { ok: true }
}

/**
 * Counts the try, then compares in constant time. 'gone': no code was sent, ten minutes have passed or three tries are used up. A
 * code proves once. Pass the database's reader, so that no rollback refunds the try.
 */
export async function checkPossessionCode(
  reader: Reader,
  parts: NotifyParts,
  given: { subject: string; phone: Phone; isRight: boolean; code: string },
): Promise<'proven' | 'wrong' | 'gone'> {
  const now = parts.clock.now()
  const key = triesKey(parts, given.subject, given.phone)
  const counted = await reader
    .updateTable('limit_counters')
    .set({ taken: sql<number>`taken + 1` })
    .where('rule', '=', rule)
    .where('key', '=', key)
    .where('expires_at', '>', now)
    .where('taken', '<', parts.limits.codes.smsProof.tries)
    .returning('taken')
    .executeTakeFirst()
  if (!counted) return 'gone'
  const expected = Buffer.from(codeFor(parts, given.subject, given.phone, given.isRight))
  const typed = Buffer.from(given.code)
  if (typed.length !== expected.length || !timingSafeEqual(typed, expected)) return 'wrong'
  const used = await reader
    .deleteFrom('limit_counters')
    .where('rule', '=', rule)
    .where('key', '=', key)
    .executeTakeFirst()
  return used.numDeletedRows > 0n && given.isRight ? 'proven' : 'gone'
}

function triesKey(parts: NotifyParts, subject: string, phone: Phone): Buffer {
  return parts.keyring.index('possession', `${subject}:${phone}`)
}

/** Six uniform digits. Those of a wrong subject are others, and were sent to nobody. */
function codeFor(parts: NotifyParts, subject: string, phone: Phone, isRight: boolean): string {
  const { digits } = parts.limits.codes.smsProof
  const mac = parts.keyring.mac(isRight ? 'possession-code' : 'possession-decoy', `${subject}:${phone}`)
  return String(BigInt(`0x${mac.toString('hex')}`) % 10n ** BigInt(digits)).padStart(digits, '0')
}
