import { type Selectable, sql } from 'kysely'
import type { BindingEnd, MadeThrough, Reader, Tables, Tx } from '../database/tables.ts'
import type { Clock } from '../domain/clock.ts'
import type { Limits } from '../domain/limits.ts'
import { wakeFeeds } from './events.ts'

/** That an installation stands for an account and its number: each account needs its own. */
export type Binding = {
  readonly id: string
  readonly accountId: string
  readonly installationId: string
  readonly device: string
  readonly madeThrough: MadeThrough
  readonly madeAt: Date
  readonly waitsUntil: Date | null
  readonly approvedAt: Date | null
  /** When its installation last spoke to us. */
  readonly seenAt: Date
  /** False once the account's number is another than the one that was bound. */
  readonly hasNumber: boolean
}

/** Whether an older installation is still being asked: until then there are no codes and no say. */
export function waits(binding: Pick<Binding, 'waitsUntil' | 'approvedAt'>, now: Date): boolean {
  return binding.approvedAt === null && binding.waitsUntil !== null && binding.waitsUntil > now
}

/**
 * From when on a binding's age counts: it was made, or, where an older installation was asked and said nothing, its wait
 * ended. Silence is no word for anybody: the first day in which such a binding may act is a young one's.
 */
export function countsFrom(binding: Pick<Binding, 'madeAt' | 'waitsUntil' | 'approvedAt'>): Date {
  return binding.approvedAt === null && binding.waitsUntil ? binding.waitsUntil : binding.madeAt
}

/** Who may get codes: a living binding with the account's number of today that waits for nobody. */
export function mayShowCodes(binding: Binding, now: Date): boolean {
  return binding.hasNumber && !waits(binding, now)
}

/** Whether somebody has vouched for it, or time has: such a binding is not replaced by a stranger's newcomer. */
export function isApproved(binding: Binding, limits: Limits, now: Date): boolean {
  const age = now.getTime() - binding.madeAt.getTime()
  return (
    binding.approvedAt !== null ||
    binding.madeThrough === 'cabinet' ||
    age > limits.activation.installations.seenWithinSeconds * 1000
  )
}

/** Whether its installation has been silent for so long that nobody is asked there any more (30 days). */
export function isSilent(binding: Binding, limits: Limits, now: Date): boolean {
  const silence = now.getTime() - binding.seenAt.getTime()
  return silence > limits.activation.installations.seenWithinSeconds * 1000
}

/** The living bindings of an account, oldest first. */
export async function bindingsOfAccount(reader: Reader, accountId: string): Promise<Binding[]> {
  return (await living(reader).where('bindings.account_id', '=', accountId).execute()).map(toBinding)
}

/** The living bindings of one installation, oldest first. */
export async function bindingsOfInstallation(reader: Reader, installationId: string): Promise<Binding[]> {
  return (await living(reader).where('bindings.installation_id', '=', installationId).execute()).map(
    toBinding,
  )
}

/** The living binding between an installation and an account. */
export async function bindingBetween(
  reader: Reader,
  installationId: string,
  accountId: string,
): Promise<Binding | undefined> {
  const row = await living(reader)
    .where('bindings.installation_id', '=', installationId)
    .where('bindings.account_id', '=', accountId)
    .executeTakeFirst()
  return row && toBinding(row)
}

function living(reader: Reader) {
  return reader
    .selectFrom('bindings')
    .innerJoin('installations', 'installations.id', 'bindings.installation_id')
    .innerJoin('accounts', 'accounts.id', 'bindings.account_id')
    .where('bindings.removed_at', 'is', null)
    .where('installations.removed_at', 'is', null)
    .where('accounts.closed_at', 'is', null)
    .orderBy('bindings.made_at')
    .orderBy('bindings.id')
    .select([
      'bindings.id',
      'accounts.id as account_id',
      'bindings.installation_id',
      'bindings.made_through',
      'bindings.made_at',
      'bindings.waits_until',
      'bindings.approved_at',
      'installations.device',
      'installations.seen_at',
      sql<boolean>`bindings.phone_index is not distinct from accounts.phone_index`.as('has_number'),
    ])
}

type Row = Pick<
  Selectable<Tables['bindings']>,
  'id' | 'installation_id' | 'made_through' | 'made_at' | 'waits_until' | 'approved_at'
> & { account_id: string; device: string; seen_at: Date; has_number: boolean }

function toBinding(row: Row): Binding {
  return {
    id: row.id,
    accountId: row.account_id,
    installationId: row.installation_id,
    device: row.device,
    madeThrough: row.made_through,
    madeAt: row.made_at,
    waitsUntil: row.waits_until,
    approvedAt: row.approved_at,
    seenAt: row.seen_at,
    hasNumber: row.has_number,
  }
}

/**
 * Holds an account's row until the transaction ends. Whatever changes bindings, codes or restrictions of an account
 * calls it first, so that such changes stand in line and none waits crosswise. False when the account is gone.
 */
export async function holdAccount(tx: Tx, accountId: string): Promise<boolean> {
  const held = await tx
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .where('closed_at', 'is', null)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirst()
  return held !== undefined
}

/**
 * Ends living bindings of a held account, or of a claim of its holder, and erases the codes they have shown; open apps hear of it. Notices to their
 * installations must have been written before. Returns how many ended.
 */
export async function removeBindings(
  tx: Tx,
  clock: Clock,
  which: { accountId: string; bindingIds: readonly string[] },
  removedBy: BindingEnd,
): Promise<number> {
  if (which.bindingIds.length === 0) return 0
  const gone = await tx
    .updateTable('bindings')
    .set({ removed_at: clock.now(), removed_by: removedBy })
    .where((eb) =>
      eb.or([
        eb('account_id', '=', which.accountId),
        eb.and([
          eb('account_id', 'is', null),
          eb(
            'transfer_id',
            'in',
            eb.selectFrom('transfers').where('account_id', '=', which.accountId).select('id'),
          ),
        ]),
      ]),
    )
    .where('id', 'in', which.bindingIds)
    .where('removed_at', 'is', null)
    .returning(['id', 'installation_id'])
    .execute()
  await eraseCodesOf(
    tx,
    gone.map(({ id }) => id),
  )
  await wakeFeeds(tx, which.accountId, ...gone.map((row) => row.installation_id))
  return gone.length
}

/** Erases the codes that a binding has shown and nobody has used: it is being removed. */
export async function eraseCodesOf(tx: Tx, bindingIds: readonly string[]): Promise<void> {
  if (bindingIds.length === 0) return
  await tx
    .updateTable('recoveries')
    .set({ code_mac: null, code_expires_at: null })
    .where('code_binding', 'in', bindingIds)
    .where('ended_at', 'is', null)
    .execute()
}
