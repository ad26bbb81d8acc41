import type { Keyring } from '../database/keyring.ts'
import type { Reader } from '../database/tables.ts'
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

/**
 * The password that may contest: the oldest that a recovery or a transfer replaced within limits.recovery.contest. The oldest, so
 * that whoever took an account cannot recover it once more to make the owner's password forgotten. One query, the
 * same for known and unknown people; undefined when there is none.
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
  const rows = await ofPerson
    .where('replaced_at', 'is', null)
    .unionAll(ofPerson.where('replaced_at', '>', since))
    .orderBy('replaced_at')
    .execute()
  for (const row of rows) {
    const { replaced_at } = row
    if (!replaced_at) continue
    const successor = rows.find(
      (later) =>
        (later.set_by === 'recovery' || later.set_by === 'transfer') &&
        later.set_at.getTime() === replaced_at.getTime(),
    )
    if (successor) {
      const phc = keyring.open('passwords.phc', row.phc_sealed) as Phc
      return { accountId: row.account_id, phc, successorId: successor.id }
    }
  }
  return undefined
}
