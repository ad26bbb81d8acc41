import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { Statement } from '../database/one-statement.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Agreement, AgreementDocument } from '../domain/agreements.ts'
import type { Clock } from '../domain/clock.ts'
import type { Language } from '../domain/language.ts'

/** What records acceptances: document, version, language, time, address (law 94-V). */
export function recordingConsents(
  parts: { clock: Clock; keyring: Keyring },
  accountId: string,
  accepted: { agreements: readonly Agreement[]; language: Language; address: string },
): Statement {
  const now = parts.clock.now()
  const documents = accepted.agreements.map(({ document }) => document)
  const versions = accepted.agreements.map(({ version }) => version)
  const address = parts.keyring.seal('consents.address', accepted.address)
  return sql`insert into "consents" (account_id, document, version, language, accepted_at, address_sealed)
    select ${accountId}::uuid, document, version, ${accepted.language}::text, ${now}::timestamptz, ${address}::bytea
      from unnest(${documents}::text[], ${versions}::text[]) as given (document, version)`
}

/** One acceptance as its person reads it. */
export type Consent = Agreement & {
  readonly language: Language
  readonly acceptedAt: Date
  readonly withdrawnAt: Date | null
}

/** Every acceptance of an account, newest first. */
export async function listConsents(reader: Reader, accountId: string): Promise<Consent[]> {
  const rows = await reader
    .selectFrom('consents')
    .where('account_id', '=', accountId)
    .orderBy('accepted_at', 'desc')
    .orderBy('id', 'desc')
    .select(['document', 'version', 'language', 'accepted_at', 'withdrawn_at'])
    .limit(200)
    .execute()
  return rows.map(({ accepted_at: acceptedAt, withdrawn_at: withdrawnAt, ...row }) => ({
    ...row,
    acceptedAt,
    withdrawnAt,
  }))
}

/** What an account has accepted and not withdrawn. */
export async function acceptedAgreements(reader: Reader, accountId: string): Promise<Agreement[]> {
  return reader
    .selectFrom('consents')
    .where('account_id', '=', accountId)
    .where('withdrawn_at', 'is', null)
    .select(['document', 'version'])
    .distinct()
    .execute()
}

/** Withdraws a document in every version (law 94-V: at any time). False when nothing was in force. */
export async function withdrawConsent(
  tx: Tx,
  clock: Clock,
  accountId: string,
  document: AgreementDocument,
): Promise<boolean> {
  const withdrawn = await tx
    .updateTable('consents')
    .set({ withdrawn_at: clock.now() })
    .where('account_id', '=', accountId)
    .where('document', '=', document)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .execute()
  return withdrawn.length > 0
}

/** Whether an account has withdrawn a document and not accepted it since. Who never accepted has not withdrawn. */
export async function hasWithdrawn(
  reader: Reader,
  accountId: string,
  document: AgreementDocument,
): Promise<boolean> {
  const newest = await reader
    .selectFrom('consents')
    .where('account_id', '=', accountId)
    .where('document', '=', document)
    .orderBy('accepted_at', 'desc')
    .limit(1)
    .select('withdrawn_at')
    .executeTakeFirst()
  return newest !== undefined && newest.withdrawn_at !== null
}
