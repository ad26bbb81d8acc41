/** How long one kind of record is kept, and why. `days` null: another rule than an age ends it, which `until` tells. */
export type RetentionRule = {
  readonly what: string
  readonly days: number | null
  /** From when the days count, or until when it stays. */
  readonly until: string
  readonly why: string
  readonly source: string
}

const purpose = 'law 94-V: erased when the purpose is met'
const own = 'our own number'

/**
 * The one table of retention: `prune` reads the days, `npm run generate` prints it into docs/security/retention.md.
 * `satisfies` keeps the kinds as literals, so that a kind without its job does not compile.
 */
export const retention = {
  flows: {
    what: 'journeys under way (the IIN that was typed)',
    days: 0,
    until: 'their own end, 30 minutes or an hour',
    why: 'a page that was left is not continued later',
    source: purpose,
  },
  limit_counters: {
    what: 'counts of attempts, by keyed hash',
    days: 0,
    until: 'the end of their window',
    why: 'a window that has passed counts nothing',
    source: 'docs/security/limits.md',
  },
  limit_marks: {
    what: 'what was counted once in a window, by keyed hash',
    days: 0,
    until: 'the end of their window',
    why: 'as the counts',
    source: 'docs/security/limits.md',
  },
  dpop_proofs: {
    what: 'proofs of the app that were seen',
    days: 0,
    until: 'the end of their acceptance',
    why: 'a proof is refused by its age afterwards',
    source: 'RFC 9449 §11.1',
  },
  activations: {
    what: 'one-time passwords that bind an app',
    days: 1,
    until: 'after their end',
    why: 'their wrong numbers count for 24 hours',
    source: 'docs/security/limits.md',
  },
  recoveries: {
    what: 'requests to recover a password: browser, address',
    days: 31,
    until: 'after their end',
    why: 'a recovery can be contested for 30 days, and whoever decides needs to know which app showed its code',
    source: 'docs/decisions/0011',
  },
  sessions: {
    what: 'sessions: browser, address, times',
    days: 30,
    until: 'after their end',
    why: 'the owner and a breach export see who was signed in',
    source: own,
  },
  trusted_browsers: {
    what: 'browsers that an account knows',
    days: 30,
    until: 'after their end',
    why: 'a browser trusted before a recovery may contest it for 30 days',
    source: 'docs/decisions/0011',
  },
  replaced_passwords: {
    what: 'replaced passwords (sealed hashes)',
    days: 31,
    until: 'after their replacement',
    why: 'the replaced password may contest a recovery for 30 days',
    source: 'docs/decisions/0011',
  },
  removed_bindings: {
    what: 'bindings of an app to an account that have ended',
    days: 92,
    until: 'after their end',
    why: 'a case may ask which app there was; longer than recoveries and notices, which name them',
    source: own,
  },
  installations: {
    what: 'installations of the app that stand for nobody',
    days: 1,
    until: 'after they were last seen, once no binding of theirs is kept',
    why: 'somebody looked around, or has long ended every binding',
    source: own,
  },
  outbox: {
    what: 'states of notices; number and text go as soon as one is sent',
    days: 90,
    until: 'after they were written',
    why: 'the app and the cabinet show whether a notice arrived',
    source: own,
  },
  unconfirmed_addresses: {
    what: 'e-mail addresses whose code nobody has typed',
    days: 1,
    until: 'after the code’s end',
    why: 'a mistyped address is somebody else’s',
    source: purpose,
  },
  notice_addresses: {
    what: 'e-mail addresses that are told of security events',
    days: null,
    until: 'removed in Security; one that a transfer took off an account goes with the transfer',
    why: 'the owner has named them for that',
    source: purpose,
  },
  events: {
    what: 'the event feed',
    days: 1095,
    until: 'after the event',
    why: 'a child waits for years, and a parent may need to show what was told and when; claims lapse after three years',
    source: 'Civil Code of the RK, art. 178',
  },
  restrictions: {
    what: 'limited mode and freezes that have ended',
    days: 365,
    until: 'after their end',
    why: 'a complaint about one can be answered',
    source: own,
  },
  cases: {
    what: 'decided cases',
    days: 1095,
    until: 'after the decision',
    why: 'a decision between two people can be disputed for three years',
    source: 'Civil Code of the RK, art. 178',
  },
  consents: {
    what: 'consents that were withdrawn and given anew since',
    days: 1095,
    until: 'after the withdrawal; one that is in force, or was withdrawn last, stays as long as the account',
    why: 'what was done under a consent must be provable while somebody can claim otherwise',
    source: 'law 94-V; Civil Code of the RK, art. 178',
  },
  closed_accounts: {
    what: 'accounts that a transfer left without children',
    days: 365,
    until: 'after they were closed',
    why: 'the former holder can object and be given it back',
    source: own,
  },
  accounts: {
    what: 'accounts: IIN, name, number, language, the current password',
    days: null,
    until: 'closed, or erased (`kabinet person erase`)',
    why: 'the account is what the service is for',
    source: purpose,
  },
  children: {
    what: 'children: IIN, name, queue or kindergarten',
    days: null,
    until: 'erased (`kabinet person erase` with the child’s IIN)',
    why: 'a copy of the queue systems’ register, by which either parent can claim the account',
    source: purpose,
  },
  transfers: {
    what: 'claims to a child’s account, and moves of one: the claimant’s IIN, the old and the new number',
    days: null,
    until: '31 days after the move or its decision; 8 days after the end of a claim that came to nothing',
    why: 'the former holder can object for 30 days; what an app has waited counts for claims of a week',
    source: 'docs/decisions/0013',
  },
  printed_codes: {
    what: 'when recovery codes on paper were made, used or replaced, and keyed hashes of them',
    days: null,
    until: 'the account goes',
    why: 'the owner sees whether there is one; a hash tells nothing',
    source: own,
  },
  registers: {
    what: 'birth records and the mobile-citizens register, as keyed hashes only',
    days: null,
    until: 'replaced by the next import',
    why: 'a transfer and a code are checked against them; nothing in them can be read',
    source: purpose,
  },
  erased_people: {
    what: 'keyed hashes of the IINs of erased people',
    days: null,
    until: 'taken back (`kabinet person readmit`)',
    why: 'the next import would bring the person in again',
    source: purpose,
  },
  audit_log: {
    what: 'the audit: what, when, on which account’s id; no IIN, number, name, code or address',
    days: null,
    until: 'its own retention, in months',
    why: 'a log that can be shortened proves nothing',
    source: 'OWASP ASVS 5.0 V16.2, V16.4',
  },
} as const satisfies Readonly<Record<string, RetentionRule>>

export type RetentionKind = keyof typeof retention
/** The kinds that end by age. */
export type AgedKind = {
  [Kind in RetentionKind]: (typeof retention)[Kind]['days'] extends number ? Kind : never
}[RetentionKind]

/** The moment before which a kind is kept no longer. */
export function keptSince(kind: AgedKind, now: Date): Date {
  return new Date(now.getTime() - retention[kind].days * 86_400_000)
}
