import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Reader } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import type { Language } from '../domain/language.ts'
import type { Phone } from '../domain/phone.ts'
import { countOf } from './attempts.ts'
import { afterRecoveryRule, personInThisBrowser } from './fresh-budget.ts'
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

/** The journey at whose end the password is given: the keyed index of the IIN that it began with, and its sealed state. */
type Journey = { readonly person_index: Buffer; readonly state_sealed: Buffer }

/** What the sign-in of a browser at an address is judged by: whose password it is, if anybody's, and what that address did. */
export type Judged = {
  readonly iinIndex: Buffer
  readonly stateSealed: Buffer
  /** Undefined when there is no open account. */
  readonly found: Credentials | undefined
  /** Failures, and IINs tried, from the address in their windows. */
  readonly failures: number
  readonly iins: number
}

export const addressFailuresRule = 'sign-in.address-failures'
export const addressIinsRule = 'sign-in.address-iins'

type Row = Journey & {
  id: string | null
  language: Language
  password_id: string | null
  phc_sealed: Buffer | null
  trusted_at: Date | null
  revoked_at: Date | null
  fresh_until: Date | null
  failures: number | null
  iins: number | null
}

/**
 * Finds the journey, the account of the IIN that it began with, its current password, what this browser is to it, and what the
 * address counts. One query, the same for known and unknown people; undefined when there is no such journey.
 */
export async function findCredentials(
  reader: Reader,
  keyring: Keyring,
  asked: { journey: Statement<Journey>; browserHash: Buffer; addressKey: Buffer },
  now: Date,
): Promise<Judged | undefined> {
  const { journey, browserHash, addressKey } = asked
  // Its text stands ready, as that of `findSession`.
  const { rows } = await sql<Row>`
    select journey.*, account.id, account.language, password.id as password_id, password.phc_sealed, browser.trusted_at,
      browser.revoked_at, fresh.expires_at as fresh_until,
      ${countOf(addressFailuresRule, addressKey, now)} as failures, ${countOf(addressIinsRule, addressKey, now)} as iins
    from (${journey}) journey
    left join accounts account on account.iin_index = journey.person_index and account.closed_at is null
    left join passwords password on password.account_id = account.id and password.replaced_at is null
    left join trusted_browsers browser on browser.account_id = account.id and browser.browser_hash = ${browserHash}
      and browser.expires_at > ${now}
    left join limit_marks fresh on fresh.rule = ${afterRecoveryRule} and fresh.expires_at > ${now}
      and fresh.key = ${personInThisBrowser(sql`journey.person_index`, browserHash)}`.execute(reader)
  const [row] = rows
  if (!row) return undefined
  const { person_index: iinIndex, state_sealed: stateSealed } = row
  const told = { iinIndex, stateSealed, failures: row.failures ?? 0, iins: row.iins ?? 0 }
  if (row.id === null) return { ...told, found: undefined }
  const found = {
    accountId: row.id,
    passwordId: row.password_id,
    phc: row.phc_sealed ? (keyring.open('passwords.phc', row.phc_sealed) as Phc) : null,
    language: row.language,
    trusted: row.trusted_at !== null && row.revoked_at === null,
    distrustedAt: row.revoked_at,
    justRecovered: row.fresh_until !== null,
  }
  return { ...told, found }
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
