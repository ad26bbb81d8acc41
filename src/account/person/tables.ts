import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { Who } from './who.ts'

/** What one table knows of a person, and what an erasure does with it. */
export type PersonTable = {
  /** For the person who reads the export. */
  readonly about: string
  /** Which rows are the person's. `= any(array(…))` lets each side of an OR find its index, which `in (…)` does not. */
  readonly where: (who: Who) => RawBuilder<boolean>
  /** Sealed values that are not copied out, and why. */
  readonly hides?: Readonly<Record<string, string>>
  readonly erase: 'goes' | 'is let go' | 'stays'
  readonly because: string
}

const ofAccount = ({ accountId }: Who) => sql<boolean>`account_id = ${accountId}::uuid`
const ofIin = ({ iinIndex }: Who) => sql<boolean>`iin_index = ${iinIndex}`
const gone = 'nothing needs it once the account is gone'
const transfersOf = ({ accountId, iinIndex }: Who) =>
  sql<boolean>`(account_id = ${accountId}::uuid or claimant_index = ${iinIndex})`
const recoveriesOf = (who: Who) =>
  sql<boolean>`(account_id = ${who.accountId}::uuid or iin_index = ${who.iinIndex})`

/**
 * Every table that may hold something of a person, in the order in which an erasure goes through them: what refers
 * to a row before the row. A test compares it with the foreign keys, so that a new table cannot be forgotten.
 */
export const personTables: Readonly<Partial<Record<keyof Tables, PersonTable>>> = {
  flows: {
    about: 'Pages on which the IIN was typed and which are still open',
    where: ({ flowIds }) => sql<boolean>`id_hash = any(${flowIds}::bytea[])`,
    erase: 'goes',
    because: gone,
  },
  limit_counters: {
    about: 'Counts of attempts that protect the account',
    where: ({ limitKeys }) => sql<boolean>`key = any(${limitKeys}::bytea[])`,
    erase: 'goes',
    because: gone,
  },
  limit_marks: {
    about: 'What was counted once',
    where: ({ limitKeys }) =>
      sql<boolean>`(key = any(${limitKeys}::bytea[]) or mark = any(${limitKeys}::bytea[]))`,
    erase: 'goes',
    because: gone,
  },
  activations: {
    about: 'One-time passwords with which an app was to be registered',
    where: (who) => sql<boolean>`(account_id = ${who.accountId}::uuid
      or recovery_id = any(array(select id from recoveries where ${recoveriesOf(who)})))`,
    erase: 'goes',
    because: gone,
  },
  recoveries: {
    about: 'Requests to recover the password: when, from which browser and address',
    where: recoveriesOf,
    erase: 'goes',
    because: gone,
  },
  outbox: {
    about: 'Notices that were sent or wait to be sent, and what became of them',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  installations: {
    about: 'Phones on which the app ED24 was registered for the account',
    where: ({ accountId }) =>
      sql<boolean>`id in (select installation_id from bindings where account_id = ${accountId}::uuid)`,
    erase: 'is let go',
    because: 'a phone that also serves another account stays with that one; others go',
  },
  bindings: {
    about: 'Registrations of those phones for this account',
    where: (who) => sql<boolean>`(account_id = ${who.accountId}::uuid
      or transfer_id = any(array(select id from transfers where ${transfersOf(who)})))`,
    erase: 'goes',
    because: gone,
  },
  restrictions: {
    about: 'Times in which the account was limited or frozen, and why',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  cases: {
    about: 'Contested recoveries, objections and stopped claims that a person had to decide',
    where: (who) => sql<boolean>`(account_id = ${who.accountId}::uuid or iin_index = ${who.iinIndex}
      or transfer_id = any(array(select id from transfers where ${transfersOf(who)})))`,
    erase: 'goes',
    because: 'the audit keeps that there was one and how it ended',
  },
  transfers: {
    about: 'Claims to the account of a child, and moves of one to this account',
    where: transfersOf,
    erase: 'goes',
    because: 'the audit keeps that a child moved and when',
  },
  printed_codes: {
    about: 'When recovery codes on paper were made and used; only keyed hashes are kept',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  notice_addresses: {
    about: 'E-mail addresses that are told of security events',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  events: {
    about: 'The feed: messages of the queue systems and of security',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  consents: {
    about: 'Agreements that were accepted or withdrawn: document, version, language, time, address',
    where: ofAccount,
    erase: 'goes',
    because: 'the audit keeps when each sign-in and withdrawal was',
  },
  trusted_browsers: {
    about: 'Browsers that the account knows',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  sessions: {
    about: 'Sign-ins: when, from which browser and address',
    where: ofAccount,
    erase: 'goes',
    because: gone,
  },
  passwords: {
    about: 'When passwords were set and replaced',
    where: ofAccount,
    hides: { phc_sealed: 'from a copy of the hash the password could be guessed' },
    erase: 'goes',
    because: gone,
  },
  children: {
    about: 'Children who stand under the account, or the person as a child: name, IIN, queue or kindergarten',
    where: ({ accountId, iinIndex }) =>
      sql<boolean>`(account_id = ${accountId}::uuid or applicant_index = ${iinIndex} or child_index = ${iinIndex})`,
    erase: 'is let go',
    because:
      'a child’s record is the child’s: it leaves the account, and the other parent may claim it; the person’s own record as a child goes',
  },
  births: {
    about:
      'Birth records that name the person as child or parent; only keyed hashes are kept, which nobody can read',
    where: ({ iinIndex }) =>
      sql<boolean>`(child_index = ${iinIndex} or first_parent_index = ${iinIndex} or second_parent_index = ${iinIndex})`,
    erase: 'stays',
    because:
      'keyed hashes of the state’s register, by which the other parent is recognised; each import replaces it',
  },
  mobile_citizens: {
    about: 'Numbers that the mobile-citizens register (BMG) has for the IIN; only keyed hashes are kept',
    where: ofIin,
    erase: 'stays',
    because: 'keyed hashes of the state’s register, so that nobody else’s app gets codes on these numbers',
  },
  accounts: {
    about: 'The account: IIN, name, number, language, system',
    where: ofIin,
    erase: 'goes',
    because: gone,
  },
  erased_people: {
    about: 'That an account of this IIN was erased before, as a keyed hash',
    where: ofIin,
    erase: 'stays',
    because: 'else the next import would bring the person in again; `kabinet person readmit` takes it back',
  },
  audit_log: {
    about: 'The audit: what happened on the account and when, without personal data',
    where: ofAccount,
    erase: 'stays',
    because: 'who did what must stay provable; it holds the account’s former id and no personal data',
  },
}
