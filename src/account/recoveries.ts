import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { Iin } from '../domain/iin.ts'
import type { Limits } from '../domain/limits.ts'
import { maskPhone } from '../domain/masks.ts'
import type { Phone } from '../domain/phone.ts'
import { addressLimitKey } from './limit-keys.ts'

type RecoveryParts = { keyring: Keyring; clock: Clock; random: Random; limits: Limits }

/** One browser's request, known and unknown people alike. */
export type Request = {
  readonly recoveryId: string
  /** Null: nobody has this IIN, and the request is a decoy. */
  readonly accountId: string | null
  readonly isTrusted: boolean
  readonly browserHash: Buffer
}

const firstNumber = 10
const numbers = 90

/**
 * Writes a request for a code, to recover a password or (`transferId`) to prove the number of a claim, with the same queries and writes for every IIN. Its number differs from
 * those of the other open requests for this IIN, so that the owner can tell the own one. Of many from one address
 * for one IIN the oldest end, apart from those of trusted browsers.
 */
export async function beginRecovery(
  tx: Tx,
  parts: RecoveryParts,
  asked: { iin: Iin; browser: string; browserHash: Buffer; address: string; transferId?: string },
): Promise<Request> {
  const { keyring, clock, limits } = parts
  const now = clock.now()
  const iinIndex = keyring.index('iin', asked.iin)
  const addressMark = addressLimitKey(keyring, asked.address)
  const account = await tx
    .selectFrom('accounts')
    .leftJoin('trusted_browsers as browser', (join) =>
      join
        .onRef('browser.account_id', '=', 'accounts.id')
        .on('browser.browser_hash', '=', asked.browserHash)
        .on('browser.revoked_at', 'is', null)
        .on('browser.expires_at', '>', now),
    )
    .where('accounts.iin_index', '=', iinIndex)
    .where('accounts.closed_at', 'is', null)
    .select(['accounts.id', 'browser.trusted_at'])
    .executeTakeFirst()
  if (!asked.transferId)
    await endOldest(tx, iinIndex, addressMark, limits.recovery.request.openPerAddress, now)
  const taken = await tx
    .selectFrom('recoveries')
    .where('iin_index', '=', iinIndex)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .groupBy('request_number')
    .select(['request_number', (eb) => eb.fn.max('sent_at').as('sent_at')])
    .execute()
  const isTrusted = (account?.trusted_at ?? null) !== null
  const { id } = await tx
    .insertInto('recoveries')
    .values({
      account_id: account?.id ?? null,
      transfer_id: asked.transferId ?? null,
      iin_index: iinIndex,
      request_number: freeNumber(
        parts.random,
        new Map(taken.map((row) => [row.request_number, row.sent_at.getTime()])),
      ),
      browser: asked.browser,
      browser_hash: asked.browserHash,
      is_trusted: isTrusted,
      address_sealed: keyring.seal('recoveries.address', asked.address),
      address_mark: addressMark,
      asked_at: now,
      sent_at: now,
      expires_at: new Date(now.getTime() + limits.recovery.flow.lifetimeSeconds * 1000),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { recoveryId: id, accountId: account?.id ?? null, isTrusted, browserHash: asked.browserHash }
}

/** Leaves room for one more open request of this address for this IIN. */
async function endOldest(tx: Tx, iinIndex: Buffer, addressMark: Buffer, most: number, now: Date) {
  await sql`
    update recoveries set ended_at = ${now}, outcome = 'replaced', code_mac = null
    where id = any(array(
      select id from recoveries
      where iin_index = ${iinIndex} and address_mark = ${addressMark} and ended_at is null and not is_trusted
        and transfer_id is null
      order by asked_at desc offset ${sql.lit(most - 1)}))`.execute(tx)
}

/**
 * 10 to 99, uniform over those that are free. Where a flood has taken them all, over those that were sent longest ago:
 * an app lists the newest, and the owner must not find a stranger's request under the own number.
 */
function freeNumber(random: Random, taken: ReadonlyMap<number, number>): number {
  const all = Array.from({ length: numbers }, (_, index) => firstNumber + index)
  const sentAt = (number: number) => taken.get(number) ?? Number.NEGATIVE_INFINITY
  const longestAgo = Math.min(...all.map(sentAt))
  const from = all.filter((number) => sentAt(number) === longestAgo)
  return from[random.bytes(4).readUInt32BE() % from.length] ?? firstNumber
}

/**
 * «Отправить»: the owner can answer for ten minutes from now, and the page has its tries back. A code that was
 * shown and not yet tried still works; one that was tried is erased, so that its own tries never come back. `ended`
 * means that the request is over (refused, replaced) and that a new one must begin in its place. Pressed again too soon
 * (`isSent` is false) it neither moves to the top of an app's list nor may be told: else a few requests that are sent
 * all the time would crowd the others out.
 */
export async function sendAgain(
  tx: Tx,
  parts: Pick<RecoveryParts, 'clock' | 'limits'>,
  recoveryId: string,
): Promise<(Request & { readonly isSent: boolean }) | 'ended'> {
  const now = parts.clock.now()
  const { againSeconds } = parts.limits.recovery.request
  const isLongAgo = sql<boolean>`sent_at <= ${new Date(now.getTime() - againSeconds * 1000)}::timestamptz`
  const untried = sql<boolean>`code_tries = 0 and code_expires_at > ${now}`
  const row = await tx
    .updateTable('recoveries')
    .set({
      sent_at: sql<Date>`case when ${isLongAgo} then ${now}::timestamptz else sent_at end`,
      tries: 0,
      code_tries: 0,
      code_mac: sql<Buffer | null>`case when ${untried} then code_mac end`,
      code_expires_at: sql<Date | null>`case when ${untried} then code_expires_at end`,
    })
    .where('id', '=', recoveryId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['account_id', 'is_trusted', 'browser_hash'])
    // As it was before the update: the caller holds the journey, so nobody sends this request at the same moment.
    .returning(
      sql<boolean>`(select ${isLongAgo} from recoveries as before where before.id = recoveries.id)`.as(
        'is_sent',
      ),
    )
    .executeTakeFirst()
  if (!row) return 'ended'
  return {
    recoveryId,
    isSent: row.is_sent,
    accountId: row.account_id,
    isTrusted: row.is_trusted,
    browserHash: row.browser_hash,
  }
}

/** Ends a request whose browser has begun another: an app need not list what nobody waits for. */
export async function dropRecovery(tx: Tx, clock: Clock, recoveryId: string): Promise<void> {
  await tx
    .updateTable('recoveries')
    .set({ ended_at: clock.now(), outcome: 'replaced', code_mac: null })
    .where('id', '=', recoveryId)
    .where('ended_at', 'is', null)
    .execute()
}

/** What the recovery page shows of a request: it holds nothing that tells a decoy from the others. */
export type RecoveryState = {
  readonly accountId: string | null
  readonly phoneIndex: Buffer | null
  readonly requestNumber: number
  readonly sentAt: Date
  /** `+7 7** *** ** 23`: the account's number, or a steady decoy. */
  readonly maskedPhone: string
}

/** Reads a request, ended or not, in one query. Undefined when it was pruned. */
export async function recoveryState(
  reader: Reader,
  parts: Pick<RecoveryParts, 'keyring'>,
  recoveryId: string,
  iin: Iin,
): Promise<RecoveryState | undefined> {
  const { keyring } = parts
  const row = await reader
    .selectFrom('recoveries')
    .leftJoin('accounts', 'accounts.id', 'recoveries.account_id')
    .where('recoveries.id', '=', recoveryId)
    .select([
      'recoveries.account_id',
      'request_number',
      'sent_at',
      'address_sealed',
      'phone_index',
      'phone_sealed',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  const decoy = `+7700000${String(keyring.mac('decoy.phone', iin).readUInt32BE() % 10_000).padStart(4, '0')}`
  // A decoy opens something too: a page must not come sooner because there was nothing to open.
  const known = row.phone_sealed
    ? keyring.open('accounts.phone', row.phone_sealed)
    : keyring.open('recoveries.address', row.address_sealed)
  const phone = row.phone_sealed ? known : decoy
  return {
    accountId: row.account_id,
    phoneIndex: row.phone_index,
    requestNumber: row.request_number,
    sentAt: row.sent_at,
    maskedPhone: maskPhone(phone as Phone),
  }
}

/**
 * Counts a try on a request that has ended (refused by the owner, replaced by another): its page must go on as if
 * nobody had answered. Returns the tries that are left, or undefined when they are used up or the request lives.
 */
export async function tryEnded(
  reader: Reader,
  parts: Pick<RecoveryParts, 'limits'>,
  recoveryId: string,
): Promise<number | undefined> {
  const most = parts.limits.recovery.request.tries
  const counted = await reader
    .updateTable('recoveries')
    .set({ tries: sql<number>`tries + 1` })
    .where('id', '=', recoveryId)
    .where('ended_at', 'is not', null)
    .where('tries', '<', most)
    .returning('tries')
    .executeTakeFirst()
  return counted && most - counted.tries
}

/** Gives back the try of a right code that could not be used, as the hashing queue was full or the database failed. */
export async function giveBackTry(reader: Reader, recoveryId: string): Promise<void> {
  await reader
    .updateTable('recoveries')
    .set({ tries: sql<number>`greatest(tries - 1, 0)`, code_tries: sql<number>`greatest(code_tries - 1, 0)` })
    .where('id', '=', recoveryId)
    .where('ended_at', 'is', null)
    .execute()
}
