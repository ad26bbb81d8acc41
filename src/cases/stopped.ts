import { sql } from 'kysely'
import { z } from 'zod'
import { audit } from '../account/audit.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import { insertCase } from './contest.ts'
import type { CaseParts } from './parts.ts'

/** What a claimant had typed: kept as it was, so that nothing is typed twice. */
export type StoppedAnswers = Readonly<Record<string, string>>

const sealedAs = 'cases.answers'
const kept = z.record(z.string(), z.string())

/**
 * Keeps the answers of a claim for which a register did not answer, in a case without an account, and returns its number.
 * It belongs to the IIN typed at sign-in. A journey that stops again keeps its number (`number`, while that case is open).
 * Any other of the same IIN from the same address takes the place of the one before, under a number of its own: whoever
 * has a number can read the answers, and one address could else fill the table. From elsewhere nothing gives way, so that
 * nobody who merely knows an IIN takes its claimant's number away.
 */
export async function openStopped(
  tx: Tx,
  parts: CaseParts,
  stopped: {
    iin: Iin
    address: string
    answers: StoppedAnswers
    number: string | undefined
    /** Which registers did not answer: for those who watch over the cases. */
    silent: readonly string[]
    reference: string
  },
): Promise<string> {
  const { keyring } = parts
  const iinIndex = keyring.index('iin', stopped.iin)
  const answersSealed = keyring.seal(sealedAs, JSON.stringify(stopped.answers))
  const from = keyring.mac('cases.from', `${stopped.iin}:${stopped.address}`).toString('base64url')
  const detail = { silent: stopped.silent, from }
  if (stopped.number) {
    const again = await tx
      .updateTable('cases')
      .set({ answers_sealed: answersSealed, detail })
      .where('number', '=', stopped.number)
      .where('iin_index', '=', iinIndex)
      .where('decided_at', 'is', null)
      .returning('number')
      .executeTakeFirst()
    if (again) return again.number
  }
  // Held until the end of the transaction: of two at once the second one finds the first.
  await sql`select pg_advisory_xact_lock(${iinIndex.readBigInt64BE()}::bigint)`.execute(tx)
  await tx
    .deleteFrom('cases')
    .where('iin_index', '=', iinIndex)
    .where('kind', '=', 'transfer')
    .where('decided_at', 'is', null)
    .where(sql<boolean>`detail ->> 'from' = ${from}`)
    .execute()
  const { number } = await insertCase(tx, parts, {
    accountId: null,
    kind: 'transfer',
    openedBy: 'register',
    detail,
    stopped: { iinIndex, answersSealed },
  })
  await audit(tx, {
    type: 'case.open',
    actor: 'stranger',
    outcome: 'opened',
    reference: stopped.reference,
    detail: { case: number, by: 'register' },
  })
  return number
}

/** The answers of an open stopped claim of this IIN; an unknown number and another person's are the same nothing. */
export async function answersOfStopped(
  reader: Reader,
  keyring: Keyring,
  claim: { iin: Iin; number: string },
): Promise<StoppedAnswers | undefined> {
  const row = await reader
    .selectFrom('cases')
    .where('number', '=', claim.number)
    .where('iin_index', '=', keyring.index('iin', claim.iin))
    .where('kind', '=', 'transfer')
    .where('decided_at', 'is', null)
    .select('answers_sealed')
    .executeTakeFirst()
  if (!row?.answers_sealed) return undefined
  return kept.parse(JSON.parse(keyring.open(sealedAs, row.answers_sealed)))
}

/** Closes a stopped claim once the registers have answered, whatever they said: its answers are needed no more. */
export async function resumeStopped(
  tx: Tx,
  parts: Pick<CaseParts, 'clock' | 'keyring'>,
  resumed: { iin: Iin; number: string; reference: string },
): Promise<void> {
  const row = await tx
    .updateTable('cases')
    .set({ decided_at: parts.clock.now(), decision: 'resumed', decided_by: 'claimant', answers_sealed: null })
    .where('number', '=', resumed.number)
    .where('iin_index', '=', parts.keyring.index('iin', resumed.iin))
    .where('decided_at', 'is', null)
    .returning('number')
    .executeTakeFirst()
  if (!row) return
  await audit(tx, {
    type: 'case.decide',
    actor: 'stranger',
    outcome: 'resumed',
    reference: resumed.reference,
    detail: { case: row.number },
  })
}
