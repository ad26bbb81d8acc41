import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import type { Language } from '../domain/language.ts'
import type { Phone } from '../domain/phone.ts'
import { afterRecoveryRule, personInBrowser } from './fresh-budget.ts'
import type { Phc } from './passwords/imported.ts'

/** An account with the password it has now. `phc` is null where a queue system made it without one. */
export type Credentials = {
  readonly accountId: string
  readonly passwordId: string | null
  readonly phc: Phc | null
  readonly language: Language
  readonly trusted: boolean
  /** When this browser lost the trust it had: a recovery ends it in the owner's browsers too. */
  readonly distrustedAt: Date | null
  /** This browser has set a new password within the last hour and has a budget of its own. */
  readonly justRecovered: boolean
}

/**
 * Finds an account by IIN, its current password, and what this browser is to it. One query, the same
 * for known and unknown people; undefined when there is no open account.
 */
export async function findCredentials(
  reader: Reader,
  keyring: Keyring,
  iin: Iin,
  browserHash: Buffer,
  now: Date,
): Promise<Credentials | undefined> {
  const iinIndex = keyring.index('iin', iin)
  const row = await reader
    .selectFrom('accounts')
    .leftJoin('passwords', (join) =>
      join.onRef('passwords.account_id', '=', 'accounts.id').on('passwords.replaced_at', 'is', null),
    )
    .leftJoin('trusted_browsers as browser', (join) =>
      join
        .onRef('browser.account_id', '=', 'accounts.id')
        .on('browser.browser_hash', '=', browserHash)
        .on('browser.expires_at', '>', now),
    )
    .leftJoin('limit_marks as fresh', (join) =>
      join
        .on('fresh.rule', '=', afterRecoveryRule)
        .on('fresh.key', '=', personInBrowser(iinIndex, browserHash))
        .on('fresh.expires_at', '>', now),
    )
    .where('accounts.iin_index', '=', iinIndex)
    .where('accounts.closed_at', 'is', null)
    .select([
      'accounts.id',
      'accounts.language',
      'passwords.id as password_id',
      'passwords.phc_sealed',
      'browser.trusted_at',
      'browser.revoked_at',
      'fresh.expires_at as fresh_until',
    ])
    .executeTakeFirst()
  if (!row) return undefined
  return {
    accountId: row.id,
    passwordId: row.password_id,
    phc: row.phc_sealed ? (keyring.open('passwords.phc', row.phc_sealed) as Phc) : null,
    language: row.language,
    trusted: row.trusted_at !== null && row.revoked_at === null,
    distrustedAt: row.revoked_at,
    justRecovered: row.fresh_until !== null,
  }
}

/** The person's own data, opened for pages behind sign-in. */
export type Profile = {
  readonly iin: Iin
  readonly name: string
  readonly phone: Phone | null
  readonly language: Language
}

/** Opens the profile of an account; it was parsed before it was sealed. Throws when the account is gone. */
export async function readProfile(reader: Reader, keyring: Keyring, accountId: string): Promise<Profile> {
  const row = await reader
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .select(['iin_sealed', 'name_sealed', 'phone_sealed', 'language'])
    .executeTakeFirstOrThrow()
  return {
    iin: keyring.open('accounts.iin', row.iin_sealed) as Iin,
    name: keyring.open('accounts.name', row.name_sealed),
    phone: row.phone_sealed ? (keyring.open('accounts.phone', row.phone_sealed) as Phone) : null,
    language: row.language,
  }
}
