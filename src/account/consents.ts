import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import type { Agreement } from '../domain/agreements.ts'
import type { Clock } from '../domain/clock.ts'
import type { Language } from '../domain/language.ts'

/** Records what was accepted: document, version, language, time, address (law 94-V). */
export async function recordConsents(
  tx: Tx,
  parts: { clock: Clock; keyring: Keyring },
  accountId: string,
  accepted: { agreements: readonly Agreement[]; language: Language; address: string },
): Promise<void> {
  if (accepted.agreements.length === 0) return
  await tx
    .insertInto('consents')
    .values(
      accepted.agreements.map((agreement) => ({
        account_id: accountId,
        document: agreement.document,
        version: agreement.version,
        language: accepted.language,
        accepted_at: parts.clock.now(),
        address_sealed: parts.keyring.seal('consents.address', accepted.address),
      })),
    )
    .execute()
}
