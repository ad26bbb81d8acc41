import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
import type { Limits } from '../domain/limits.ts'
import { type Count, countsOf, type Whose } from './explain-counts.ts'
import { explainedRules, type RuleWords } from './explain-rules.ts'
import { stamp } from './words.ts'

/** Something that holds a parent back now: what, and what they can do. */
export type Stop = { readonly says: string; readonly next: string }

/** What stands under one rule and key: how many, until when it holds back where a block was written, and when it is forgotten. */
type Standing = {
  readonly rule: string
  readonly key: Buffer
  readonly taken: number
  readonly blockedUntil: Date | null
  readonly forgottenAt: Date
}

/**
 * What the counters hold back of one person at this moment, and those that count without holding anything back. Delays of a
 * network address are not among them: they never shut anybody out. Nor is the pause of a minute between two alerts or mails.
 */
export async function stoppedByLimits(
  reader: Reader,
  { keyring, limits }: { keyring: Keyring; limits: Limits },
  whose: Whose,
  now: Date,
): Promise<{ stops: Stop[]; counts: string[] }> {
  const all = await countsOf({ reader, keyring, now }, whose)
  const standing = await readStanding(reader, all, now)
  const stops: Stop[] = []
  const counts: string[] = []
  for (const { rule, key, of } of all) {
    const found = standing.get(nameOf({ rule, key }))
    if (!found) continue
    const { limit, most: mostOf, holds, by, next }: RuleWords = explainedRules[rule]
    const [most, { taken, blockedUntil, forgottenAt }] = [mostOf(limits), found]
    const until = holds === 'block' ? blockedUntil : taken >= most ? forgottenAt : null
    const what = of ? `${by} (${of})` : by
    if (until && until > now) {
      const says = `${limit}: ${taken} taken where ${most} are free, ${what}; free again at ${stamp(until)}.`
      stops.push({ says, next })
    } else {
      counts.push(`${limit}: ${taken} taken of ${most}, ${what}; forgotten at ${stamp(forgottenAt)}`)
    }
  }
  return { stops, counts }
}

/** Counters, and the marks of sliding windows, of whom the oldest is forgotten first. */
async function readStanding(
  reader: Reader,
  counts: readonly Count[],
  now: Date,
): Promise<ReadonlyMap<string, Standing>> {
  const rules = [...new Set(counts.map(({ rule }) => rule))]
  const keys = [...new Map(counts.map(({ key }) => [key.toString('hex'), key])).values()]
  const counters = await reader
    .selectFrom('limit_counters')
    .where(sql<boolean>`rule = any(${rules}::text[]) and key = any(${keys}::bytea[])`)
    .where('expires_at', '>', now)
    .where('taken', '>', 0)
    .select(['rule', 'key', 'taken', 'blocked_until as blockedUntil', 'expires_at as forgottenAt'])
    .execute()
  const sliding = rules.filter((rule) => explainedRules[rule].holds === 'sliding')
  const marks = await reader
    .selectFrom('limit_marks')
    .where(sql<boolean>`rule = any(${sliding}::text[]) and key = any(${keys}::bytea[])`)
    .where('expires_at', '>', now)
    .groupBy(['rule', 'key'])
    .select((is) => [
      'rule',
      'key',
      is.fn.countAll<string>().as('taken'),
      is.fn.min('expires_at').as('forgottenAt'),
    ])
    .execute()
  const all: Standing[] = [
    ...counters,
    ...marks.map((mark) => ({ ...mark, taken: Number(mark.taken), blockedUntil: null })),
  ]
  return new Map(all.map((each) => [nameOf(each), each]))
}

function nameOf({ rule, key }: Pick<Standing, 'rule' | 'key'>): string {
  return `${rule}:${key.toString('hex')}`
}
