import type { Selectable } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tables } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Iin } from '../domain/iin.ts'
import type { Limits } from '../domain/limits.ts'
import type { Phc } from './passwords/imported.ts'

type Parts = { keyring: Keyring; clock: Clock; limits: Limits }

/** A password that a recovery or a transfer has replaced: it opens one page, on which that can be contested. */
export type ReplacedPassword = {
  readonly accountId: string
  readonly phc: Phc
  /** The password that was set in its place. */
  readonly successorId: string
}

/** A password of an account, as the choice needs it. */
export type PasswordRow = Pick<Selectable<Tables['passwords']>, 'id' | 'set_by' | 'set_at' | 'replaced_at'>

/**
 * Which of an account's passwords may contest (decision 11): the oldest that a recovery or a transfer has replaced, so that whoever
 * took an account cannot recover it once more to make the owner's password forgotten. A decision draws a line: it says whose
 * the account is, so what was replaced before it contests nothing any more, unless nothing was replaced since: then it shows
 * what was decided. `rows` stand in the order in which they were replaced.
 */
export function contesting<Row extends PasswordRow>(
  rows: readonly Row[],
  decidedAt: Date | null,
): { replaced: Row; successorId: string } | undefined {
  const candidates = rows.flatMap((replaced) => {
    const successor = rows.find(
      (later) =>
        (later.set_by === 'recovery' || later.set_by === 'transfer') &&
        later.set_at.getTime() === replaced.replaced_at?.getTime(),
    )
    return successor ? [{ replaced, successorId: successor.id }] : []
  })
  const isSince = ({ replaced_at: at }: Row) => !decidedAt || (at !== null && at > decidedAt)
  return candidates.find(({ replaced }) => isSince(replaced)) ?? candidates[0]
}

/**
 * The password that may contest (`contesting`) within limits.recovery.contest. One query, the same for known and unknown
 * people; undefined when there is none.
 */
export async function findReplaced(
  reader: Reader,
  parts: Parts,
  iin: Iin,
): Promise<ReplacedPassword | undefined> {
  const { keyring, clock, limits } = parts
  const since = new Date(clock.now().getTime() - limits.recovery.contest.lifetimeSeconds * 1000)
  const iinIndex = keyring.index('iin', iin)
  // Two halves, as each has its own index: the current password, and those that were replaced.
  const ofPerson = reader
    .selectFrom('accounts')
    .innerJoin('passwords', 'passwords.account_id', 'accounts.id')
    .where('accounts.iin_index', '=', iinIndex)
    .where('accounts.closed_at', 'is', null)
    .select(['passwords.id', 'account_id', 'phc_sealed', 'set_by', 'set_at', 'replaced_at'])
    .select(({ selectFrom }) =>
      selectFrom('cases')
        .whereRef('cases.account_id', '=', 'accounts.id')
        .select(({ fn }) => fn.max('cases.decided_at').as('newest'))
        .as('decided_at'),
    )
  const rows = await ofPerson
    .where('replaced_at', 'is', null)
    .unionAll(ofPerson.where('replaced_at', '>', since))
    .orderBy('replaced_at')
    .execute()
  const found = contesting(rows, rows[0]?.decided_at ?? null)
  if (!found) return undefined
  const { replaced, successorId } = found
  const phc = keyring.open('passwords.phc', replaced.phc_sealed) as Phc
  return { accountId: replaced.account_id, phc, successorId }
}
