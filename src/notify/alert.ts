import { wakeFeeds } from '../account/events.ts'
import { trustedName } from '../account/limit-keys.ts'
import type { Tx } from '../database/tables.ts'
import { wakeWorkers } from './outbox.ts'
import type { NotifyParts } from './parts.ts'

/** The kind of the rows that `alertRequest` writes and the worker fans out (fan-out.ts). */
export const alertKind = 'recovery-alert'

/** The kinds of the event that a request becomes: for a password, and for the number of a claim. */
export const requestKinds = { recovery: 'recovery-asked', transfer: 'transfer-asked' } as const

/** Whether a notice tells of a request: worth little once it cannot be answered, urgent, and taken from the alerts' budget. */
export function isRequest(kind: string): boolean {
  return kind === requestKinds.recovery || kind === requestKinds.transfer
}

/**
 * Asks for a push about a recovery request: at each «Отправить», for decoys too (`accountId` null). One row whoever
 * asks for whom, so that the page takes the same time; the worker looks up the installations and the alert budget
 * (limits.alerts), tells one of `requestKinds` in the feed and pushes. Open apps hear at once that there is something new.
 * Do not also `announce` it.
 */
export async function alertRequest(
  tx: Tx,
  parts: NotifyParts,
  request: { accountId: string | null; recoveryId: string; isTrusted: boolean; browserHash: Buffer },
): Promise<void> {
  const now = parts.clock.now()
  const detail = JSON.stringify({
    recovery: request.recoveryId,
    trusted: request.isTrusted ? trustedName(request.browserHash) : null,
  }).padEnd(140)
  await tx
    .insertInto('outbox')
    .values({
      account_id: request.accountId,
      kind: alertKind,
      channel: 'push',
      text_sealed: parts.keyring.seal('outbox.alert', detail),
      next_at: now,
      created_at: now,
    })
    .execute()
  await wakeFeeds(tx, request.accountId ?? request.recoveryId)
  await wakeWorkers(tx)
}
