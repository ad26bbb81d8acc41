import { sql } from 'kysely'
import { disputedTransfers } from '../account/transfers/dispute.ts'
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
  /** An objection to its transfer is open: both sides read, and the former holder confirms a referral. */
  readonly isDisputed: boolean
}

/**
 * The children who stand under an account, by name. While an objection is open, both sides read: also a child that was
 * transferred away from this account.
 */
export async function listChildren(reader: Reader, keyring: Keyring, accountId: string): Promise<Child[]> {
  // Each side of the union has its index; an OR over both would read every child there is.
  const shown = reader
    .selectFrom('children')
    .where('account_id', '=', accountId)
    .select('child_index')
    .union(
      disputedTransfers(reader)
        .clearOrderBy()
        .where('transfers.former_account_id', '=', accountId)
        .select('transfers.child_index'),
    )
  const rows = await reader
    .selectFrom('children')
    .where('child_index', 'in', shown)
    .select((eb) => [
      'name_sealed',
      'status',
      'since',
      'system',
      'organisation',
      eb
        .exists(
          disputedTransfers(reader)
            .clearOrderBy()
            .where('transfers.child_index', '=', sql.ref<Buffer>('children.child_index'))
            .select('transfers.id'),
        )
        .as('isDisputed'),
    ])
    .limit(100)
    .execute()
  return rows
    .map(({ name_sealed, ...child }) => ({
      ...child,
      isDisputed: Boolean(child.isDisputed),
      name: keyring.open('children.name', name_sealed),
    }))
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
