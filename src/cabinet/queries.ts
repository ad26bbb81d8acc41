import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Language } from '../domain/language.ts'
import type { QueueSystem } from '../domain/queue-system.ts'

export type Child = {
  readonly name: string
  readonly status: 'queued' | 'attending'
  /** `YYYY-MM-DD` */
  readonly since: string
  readonly system: QueueSystem
  readonly organisation: string | null
}

/** The children who stand under an account, by name. */
export async function listChildren(reader: Reader, keyring: Keyring, accountId: string): Promise<Child[]> {
  const rows = await reader
    .selectFrom('children')
    .where('account_id', '=', accountId)
    .select(['name_sealed', 'status', 'since', 'system', 'organisation'])
    .limit(100)
    .execute()
  return rows
    .map(({ name_sealed, ...child }) => ({ ...child, name: keyring.open('children.name', name_sealed) }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Changes the language in which an account is spoken to. */
export async function setLanguage(tx: Tx, accountId: string, language: Language): Promise<void> {
  await tx.updateTable('accounts').set({ language }).where('id', '=', accountId).execute()
}

/** The number of the case that keeps an account restricted. */
export async function openCaseNumber(reader: Reader, accountId: string): Promise<string | undefined> {
  const row = await reader
    .selectFrom('restrictions')
    .innerJoin('cases', 'cases.id', 'restrictions.case_id')
    .where('restrictions.account_id', '=', accountId)
    .where('restrictions.ended_at', 'is', null)
    .orderBy('restrictions.since', 'desc')
    .select('cases.number')
    .executeTakeFirst()
  return row?.number
}
