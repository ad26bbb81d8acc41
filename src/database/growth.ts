import type { RetentionKind } from '../domain/retention.ts'
import type { Tables } from './tables.ts'

/** What makes a table longer, and what keeps it from growing for ever. */
export type Growth = { readonly grows: string } & (
  | { readonly bound: 'fixed' | 'people' | 'registers'; readonly how: string }
  /** The job of this kind (domain/retention.ts) takes rows away in batches; an index leads to them. */
  | { readonly bound: 'pruned'; readonly by: RetentionKind; readonly how?: string }
  /** Partitioned: a month goes as a whole. */
  | { readonly bound: 'months'; readonly how: string }
)

const withAccount = 'goes with the account'
const register = 'as long as the register: each import replaces what has changed'

/**
 * Every table. `npm run generate` prints it into docs/growth.md; a table that is not here does not compile, and a test
 * compares the list with the database.
 */
export const growth: Readonly<Record<keyof Tables, Growth>> = {
  accounts: { grows: 'with people', bound: 'people', how: 'one each; closed ones go after a year' },
  passwords: {
    grows: 'with people, and with each change of a password',
    bound: 'pruned',
    by: 'replaced_passwords',
    how: 'one current one each',
  },
  sessions: { grows: 'with each sign-in', bound: 'pruned', by: 'sessions' },
  trusted_browsers: {
    grows: 'with each browser that signs in',
    bound: 'pruned',
    by: 'trusted_browsers',
  },
  flows: { grows: 'with each IIN that is typed', bound: 'pruned', by: 'flows' },
  limit_counters: {
    grows: 'with each IIN, account and address that attempts something',
    bound: 'pruned',
    by: 'limit_counters',
  },
  limit_marks: { grows: 'with what is counted once', bound: 'pruned', by: 'limit_marks' },
  dpop_proofs: { grows: 'with each call of the app', bound: 'pruned', by: 'dpop_proofs' },
  consents: {
    grows: 'with people and new versions of the texts',
    bound: 'pruned',
    by: 'consents',
    how: 'the newest of each document stays with the account',
  },
  notice_addresses: {
    grows: 'with each e-mail address that is named',
    bound: 'pruned',
    by: 'unconfirmed_addresses',
    how: 'at most two confirmed ones an account; those that a transfer took off go with its record',
  },
  events: { grows: 'with what happens on accounts', bound: 'pruned', by: 'events' },
  children: { grows: 'with the kindergarten register', bound: 'registers', how: register },
  births: { grows: 'with the birth records', bound: 'registers', how: register },
  mobile_citizens: { grows: 'with the mobile-citizens register', bound: 'registers', how: register },
  installations: { grows: 'with each phone that opens the app', bound: 'pruned', by: 'installations' },
  bindings: {
    grows: 'with each registration of an app',
    bound: 'pruned',
    by: 'removed_bindings',
    how: 'at most three living ones an account',
  },
  recoveries: { grows: 'with each request for a code', bound: 'pruned', by: 'recoveries' },
  activations: { grows: 'with each one-time password', bound: 'pruned', by: 'activations' },
  restrictions: { grows: 'with recoveries, contests and transfers', bound: 'pruned', by: 'restrictions' },
  cases: {
    grows: 'with contests, objections and silent registers',
    bound: 'pruned',
    by: 'cases',
    how: 'open ones stay until somebody decides',
  },
  outbox: { grows: 'with each notice and phone', bound: 'pruned', by: 'outbox' },
  transfers: { grows: 'with each claim', bound: 'pruned', by: 'transfers' },
  printed_codes: {
    grows: 'with people who print a code, and print again',
    bound: 'people',
    how: withAccount,
  },
  erased_people: { grows: 'with erasures', bound: 'people', how: 'one each, 60 bytes; taken back by hand' },
  audit_log: { grows: 'with everything that matters', bound: 'months', how: 'limits.audit.kept, 36 months' },
  audit_chain: { grows: 'with the audit, line by line', bound: 'months', how: 'goes with its month' },
  audit_head: { grows: 'never', bound: 'fixed', how: 'one row' },
  audit_dropped: { grows: 'a row a month', bound: 'fixed', how: 'twelve rows a year' },
  deployment_marks: { grows: 'never', bound: 'fixed', how: 'one row at most' },
}
