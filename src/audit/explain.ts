import { sql } from 'kysely'
import { activeRestriction } from '../account/restrictions.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import type { Limits } from '../domain/limits.ts'
import { maskIin } from '../domain/masks.ts'
import type { Phone } from '../domain/phone.ts'
import { caseWords, referenceWords } from './explain-found.ts'
import { type Stop, stoppedByLimits } from './explain-limits.ts'
import { openDeeds, stoppedByState } from './explain-state.ts'
import { spentTries } from './explain-tries.ts'
import { lineWords, stamp } from './words.ts'

/** Whom to explain: a case, an error or page by its reference number, or a person. */
export type Subject =
  | { readonly is: 'case'; readonly number: string }
  | { readonly is: 'reference'; readonly reference: string }
  | { readonly is: 'iin'; readonly iin: Iin }

/** `accountId` is whose data was looked at, for the audit. */
export type Explained = { readonly lines: readonly string[]; readonly accountId?: string | undefined }

type ExplainParts = { readonly keyring: Keyring; readonly limits: Limits }

const toldDays = 31
const mostTold = 60

/**
 * Why a parent was stopped, in plain sentences: what holds them back now (rule, limit, restriction, register), what
 * happened, and what is open to them next. No more of the person than the masked IIN. Undefined when nothing is known.
 */
export async function explain(
  reader: Reader,
  parts: ExplainParts,
  subject: Subject,
  now: Date,
): Promise<Explained | undefined> {
  if (subject.is === 'iin') {
    const whole = await explainPerson(reader, parts, parts.keyring.index('iin', subject.iin), now)
    return whole ?? undefined
  }
  const found =
    subject.is === 'case'
      ? await caseWords(reader, subject.number)
      : await referenceWords(reader, subject.reference)
  if (!found) return undefined
  const person = found.iinIndex && (await explainPerson(reader, parts, found.iinIndex, now))
  return { lines: [...found.lines, ...(person?.lines ?? [])], accountId: person?.accountId }
}

async function explainPerson(
  reader: Reader,
  parts: ExplainParts,
  iinIndex: Buffer,
  now: Date,
): Promise<Explained> {
  const account = await reader
    .selectFrom('accounts')
    .leftJoin('passwords', (join) =>
      join.onRef('passwords.account_id', '=', 'accounts.id').on('replaced_at', 'is', null),
    )
    .where('iin_index', '=', iinIndex)
    .select(['accounts.id', 'iin_sealed', 'phone_sealed', 'system', 'closed_at', 'passwords.id as password'])
    .executeTakeFirst()
  const { keyring } = parts
  const phone = account?.phone_sealed ? (keyring.open('accounts.phone', account.phone_sealed) as Phone) : null
  const whose = { iinIndex, accountId: account?.id, phone }
  const limits = await stoppedByLimits(reader, parts, whose, now)
  const stops = [...limits.stops, ...(await spentTries(reader, parts.limits, whose, now))]
  if (!account) {
    const none: Stop = {
      says: 'No account stands under this IIN. The pages do not say so: they look the same for everybody.',
      next: 'A queue system makes the account when a child is queued; or sign in with the IIN of whoever applied; or, as the legal representative, take the child’s account over from the recovery page.',
    }
    return { lines: [...stopWords([none, ...stops]), ...countWords(limits.counts)] }
  }
  const { id } = account
  const state = await stoppedByState(
    reader,
    { id, hasPassword: account.password !== null, hasNumber: phone !== null, closedAt: account.closed_at },
    now,
  )
  const iin = maskIin(keyring.open('accounts.iin', account.iin_sealed) as Iin)
  const isGone = account.closed_at !== null
  const { open, closed } = openDeeds(
    isGone ? 'closed-for-good' : (await activeRestriction(reader, id, now))?.kind,
  )
  return {
    accountId: id,
    lines: [
      `Account ${iin}, ${account.system}, as it stands at ${stamp(now)}.`,
      '',
      ...stopWords([...state, ...stops]),
      ...countWords(limits.counts),
      '',
      `Open now: ${open.length > 0 ? open.join(', ') : 'nothing but help'}.`,
      ...(closed.length > 0 ? [`Closed now: ${closed.join(', ')}.`] : []),
      '',
      ...(await history(reader, id, now)),
    ],
  }
}

function stopWords(stops: readonly Stop[]): string[] {
  if (stops.length === 0) return ['Nothing holds this parent back now.']
  return [
    'What holds this parent back now:',
    ...stops.flatMap(({ says, next }) => [`  - ${says}`, `    Next: ${next}`]),
  ]
}

function countWords(counts: readonly string[]): string[] {
  return counts.length === 0
    ? []
    : ['Counted, and holding nothing back now:', ...counts.map((each) => `  - ${each}.`)]
}

async function history(reader: Reader, accountId: string, now: Date): Promise<string[]> {
  const since = new Date(now.getTime() - toldDays * 86_400_000)
  const { rows } = await sql<HistoryRow>`
    select l.at, l.type, l.actor, l.factor, l.outcome, l.request_id, l.detail::text as detail, c.seq::text as seq
      from audit_log l left join audit_chain c on c.line_id = l.id and c.line_at = l.at
     where l.account_id = ${accountId} and l.at >= ${since}
     order by l.at desc, l.id desc limit ${sql.lit(mostTold)}`.execute(reader)
  if (rows.length === 0) return [`In the last ${toldDays} days nothing happened that the audit tells.`]
  return [
    `What happened in the last ${toldDays} days (the newest ${rows.length}):`,
    ...rows.toReversed().map((row) => {
      const marks = [
        row.seq ? `line ${row.seq}` : 'not chained yet',
        row.request_id,
        row.detail === '{}' ? '' : row.detail,
      ]
      return `  ${stamp(row.at)}  ${lineWords(row)}  [${marks.filter(Boolean).join(' ')}]`
    }),
  ]
}

type HistoryRow = {
  at: Date
  type: string
  actor: string
  factor: string | null
  outcome: string
  request_id: string | null
  detail: string
  seq: string | null
}
