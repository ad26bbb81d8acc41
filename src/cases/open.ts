import type { Reader, Tx } from '../database/tables.ts'
import { caseOfRecovery, contestRecovery, type ObjectedBy, type OwnCase } from './contest.ts'
import { caseOfTransfer, objectToTransfer } from './objection.ts'
import type { CaseParts } from './parts.ts'
import type { RecoveredEvent } from './recovered.ts'

/**
 * «Это не я» about a password that a recovery or a transfer has set, from whoever knew the one before it or was trusted
 * before it. Undefined when the account is gone.
 */
export function openContest(
  tx: Tx,
  parts: CaseParts,
  contest: { event: RecoveredEvent; openedBy: ObjectedBy; browser: string | null; reference?: string },
): Promise<OwnCase | undefined> {
  const { event, ...how } = contest
  const { transferId } = event
  return transferId
    ? objectToTransfer(tx, parts, { transferId, ...how })
    : contestRecovery(tx, parts, contest)
}

/** The case about what set a password, open or decided; for a recovery also any open case of its account. */
export function caseAbout(
  reader: Reader,
  event: Pick<RecoveredEvent, 'accountId' | 'passwordId' | 'transferId'>,
): Promise<OwnCase | undefined> {
  return event.transferId ? caseOfTransfer(reader, event.transferId) : caseOfRecovery(reader, event)
}
