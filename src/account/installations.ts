import { sql } from 'kysely'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Language } from '../domain/language.ts'
import { keptSince } from '../domain/retention.ts'
import { tokenHash } from './tokens.ts'

/** An installation of the companion app, known by the thumbprint of its key. */
export type Installation = {
  readonly id: string
  readonly language: Language
  readonly device: string
  readonly createdAt: Date
  readonly seenAt: Date
}

/** `seen_at` is written at most this often, in milliseconds. */
const seenGrain = 60_000

/** Makes the installation of a key, or refreshes its language and device name. `isNew` when the key was not known. */
export async function greetInstallation(
  reader: Reader,
  clock: Clock,
  hello: { thumbprint: Buffer; publicKey: Record<string, string>; device: string; language: Language },
): Promise<{ id: string; createdAt: Date; isNew: boolean }> {
  const now = clock.now()
  const row = await reader
    .insertInto('installations')
    .values({
      thumbprint: hello.thumbprint,
      public_key: hello.publicKey,
      device: hello.device,
      language: hello.language,
      created_at: now,
      seen_at: now,
    })
    .onConflict((conflict) =>
      conflict.column('thumbprint').doUpdateSet({
        device: hello.device,
        language: hello.language,
        seen_at: now,
      }),
    )
    .returning(['id', 'created_at', sql<boolean>`xmax = 0`.as('is_new')])
    .executeTakeFirstOrThrow()
  return { id: row.id, createdAt: row.created_at, isNew: row.is_new }
}

/** The installation of a key; undefined when it is unknown or was removed. */
export async function findInstallation(
  reader: Reader,
  thumbprint: Buffer,
): Promise<Installation | undefined> {
  const row = await reader
    .selectFrom('installations')
    .where('thumbprint', '=', thumbprint)
    .where('removed_at', 'is', null)
    .select(['id', 'language', 'device', 'created_at', 'seen_at'])
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      language: row.language,
      device: row.device,
      createdAt: row.created_at,
      seenAt: row.seen_at,
    }
  )
}

/** Notes that the installation is in use: an older one that lives is asked before a newcomer gets codes. */
export async function noteSeen(reader: Reader, clock: Clock, installation: Installation): Promise<void> {
  const now = clock.now()
  if (now.getTime() - installation.seenAt.getTime() < seenGrain) return
  await reader.updateTable('installations').set({ seen_at: now }).where('id', '=', installation.id).execute()
}

const batch = 5000

/** Removes installations without a binding, a day after they were last seen. Returns how many went. */
export async function pruneInstallations(reader: Reader, clock: Clock): Promise<number> {
  const before = keptSince('installations', clock.now())
  const result = await sql`
    delete from installations where id = any(array(
      select id from installations i where bound_at is null and seen_at < ${before}
        and not exists (select from bindings where installation_id = i.id and removed_at is null)
      limit ${sql.lit(batch)}))`.execute(reader)
  return Number(result.numAffectedRows ?? 0)
}

/**
 * Ends an installation and forgets its push subscription and its key: should the key speak again, it is a new one,
 * without anything it had. Its bindings are the caller's to remove first.
 */
export async function removeInstallation(tx: Tx, clock: Clock, id: string): Promise<void> {
  await tx
    .updateTable('installations')
    .set({ removed_at: clock.now(), push_sealed: null, thumbprint: tokenHash(`removed:${id}`) })
    .where('id', '=', id)
    .execute()
}
