import { sql } from 'kysely'
import type { Reader } from '../database/tables.ts'
import type { Limits } from '../domain/limits.ts'
import type { Stop } from './explain-limits.ts'
import { stamp } from './words.ts'

/** Requests and one-time passwords of an IIN whose own tries are used up: these are counted in their rows, under no rule. */
export async function spentTries(
  reader: Reader,
  { recovery, activation }: Limits,
  { iinIndex, accountId }: { iinIndex: Buffer; accountId: string | undefined },
  now: Date,
): Promise<Stop[]> {
  const requests = await reader
    .selectFrom('recoveries')
    .where('iin_index', '=', iinIndex)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries', '>=', recovery.request.tries)
    .select(['request_number', 'browser', 'expires_at'])
    .execute()
  const passwords = await reader
    .selectFrom('activations')
    .where(
      sql<boolean>`(account_id = ${accountId ?? null}::uuid
        or recovery_id = any(array(select id from recoveries where iin_index = ${iinIndex})))`,
    )
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries', '>=', activation.oneTimePassword.tries)
    .select(['browser', 'expires_at'])
    .execute()
  return [
    ...requests.map(({ request_number, browser, expires_at }) => ({
      says: `recovery.request: ${recovery.request.tries} codes were typed for request ${request_number} (${browser}), and no more are looked at; it ends at ${stamp(expires_at)}.`,
      next: 'Press «Отправить» (for a transfer «Получить код») on that page, and show a new code in the app.',
    })),
    ...passwords.map(({ browser, expires_at }) => ({
      says: `activation.oneTimePassword: the one-time password shown in ${browser} was tried ${activation.oneTimePassword.tries} times, and opens nothing any more; it ends at ${stamp(expires_at)}.`,
      next: 'Open the page that shows it again: it shows a fresh one.',
    })),
  ]
}
