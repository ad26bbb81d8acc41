import { type RawBuilder, sql } from 'kysely'
import type { Reader, RestrictionKind, RestrictionReason, Tx } from '../database/tables.ts'

/** What an account is under now. `until` is null where a person decides the end. */
export type Restriction = {
  readonly kind: RestrictionKind
  readonly until: Date | null
  /** When the oldest of the restrictions in force began: what came after it may not lift it. */
  readonly since: Date
  /** True while a case is open over it: then only the decision ends it. */
  readonly isContested: boolean
  /** Why: one or more of the restrictions of this kind that are in force. */
  readonly reasons: readonly RestrictionReason[]
}

/** What a restriction may hold back. Reading the feed and confirming a referral are never among them. */
export type Deed =
  | 'sign-in'
  | 'read-feed'
  | 'confirm-referral'
  | 'show-code'
  | 'activate'
  | 'change-number'
  | 'change-installations'
  | 'change-security'
  | 'print-codes'
  | 'change-addresses'
  | 'transfer'
  | 'trust-browser'

const allowedWhenLimited: readonly Deed[] = [
  'sign-in',
  'read-feed',
  'confirm-referral',
  'show-code',
  'activate',
]

/**
 * Whether a deed is open to an account: all without a restriction, reading in limited mode, nothing when it is frozen or
 * closed by a transfer. Whoever signs in to such an account finds the one page that says so.
 */
export function isAllowed(restriction: Pick<Restriction, 'kind'> | undefined, deed: Deed): boolean {
  if (!restriction) return true
  return restriction.kind === 'limited' && allowedWhenLimited.includes(deed)
}

/**
 * The restriction in force: a freeze before a closing before limited mode, the latest end of all of that kind, so that
 * no further recovery shortens it. Undefined when there is none.
 */
export async function activeRestriction(
  reader: Reader,
  accountId: string,
  now: Date,
): Promise<Restriction | undefined> {
  return (await activeRestrictions(reader, [accountId], now)).get(accountId)
}

/** The same, asked inside a statement: whether no restriction of an account is in force. */
export function isUnrestricted(accountId: string, now: Date): RawBuilder<boolean> {
  return sql`not exists (select from restrictions where account_id = ${accountId} and ended_at is null
    and (until is null or until > ${now}))`
}

/** The same for several accounts at once; those without a restriction are absent. */
export async function activeRestrictions(
  reader: Reader,
  accountIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Restriction>> {
  if (accountIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('restrictions')
    .where('account_id', 'in', accountIds)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .select(['account_id', 'kind', 'reason', 'since', 'until'])
    .execute()
  const byAccount = Map.groupBy(rows, (row) => row.account_id)
  return new Map([...byAccount].map(([accountId, all]) => [accountId, strongest(all)]))
}

const kindsByStrength: readonly RestrictionKind[] = ['frozen', 'closed', 'limited']

type Row = { kind: RestrictionKind; reason: RestrictionReason; since: Date; until: Date | null }

function strongest(rows: readonly Row[]): Restriction {
  const kind = kindsByStrength.find((each) => rows.some((row) => row.kind === each)) ?? 'limited'
  const same = rows.filter((row) => row.kind === kind)
  const ends = same.map(({ until }) => until)
  return {
    kind,
    until: ends.includes(null) ? null : new Date(Math.max(...ends.map((end) => end?.getTime() ?? 0))),
    since: new Date(Math.min(...same.map(({ since }) => since.getTime()))),
    isContested: same.some(({ reason }) => reason === 'contested' || reason === 'owner-froze'),
    reasons: [...new Set(same.map(({ reason }) => reason))],
  }
}

/** Puts an account under a restriction from `now` on. Those in force stay: the latest end counts. Returns its id. */
export async function restrict(
  tx: Tx,
  restriction: {
    accountId: string
    kind: RestrictionKind
    reason: RestrictionReason
    now: Date
    /** Null: until the case is decided. */
    until: Date | null
    caseId?: string
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('restrictions')
    .values({
      account_id: restriction.accountId,
      kind: restriction.kind,
      reason: restriction.reason,
      since: restriction.now,
      until: restriction.until,
      case_id: restriction.caseId ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Ends restrictions in force: all of an account, or only one kind, some reasons or one case. `by` says who, in a word
 * or an id, never personal data. Returns how many ended.
 */
export async function endRestriction(
  tx: Tx,
  which: {
    accountId: string
    kind?: RestrictionKind
    reasons?: readonly RestrictionReason[]
    caseId?: string
    now: Date
    by: string
  },
): Promise<number> {
  let query = tx
    .updateTable('restrictions')
    .set({ ended_at: which.now, ended_by: which.by })
    .where('account_id', '=', which.accountId)
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', which.now)]))
  if (which.kind) query = query.where('kind', '=', which.kind)
  if (which.reasons) query = query.where('reason', 'in', which.reasons)
  if (which.caseId) query = query.where('case_id', '=', which.caseId)
  return (await query.returning('id').execute()).length
}
