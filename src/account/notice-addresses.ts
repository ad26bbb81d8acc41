import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Email } from '../domain/email.ts'
import type { Limits } from '../domain/limits.ts'

/** An e-mail address of an account. It is only told of security events: nothing is opened or recovered through it. */
export type NoticeAddress = {
  readonly id: string
  readonly email: Email
  readonly namedAt: Date
  /** Null while its code has not been typed: until then it gets nothing but that code. */
  readonly confirmedAt: Date | null
  readonly codeExpiresAt: Date | null
}

/** The addresses that an account has now, oldest first. */
export async function noticeAddresses(
  reader: Reader,
  keyring: Keyring,
  accountId: string,
): Promise<NoticeAddress[]> {
  const rows = await reader
    .selectFrom('notice_addresses')
    .where('account_id', '=', accountId)
    .where('transfer_id', 'is', null)
    .orderBy('id')
    .select(['id', 'address_sealed', 'named_at', 'confirmed_at', 'code_expires_at'])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    email: keyring.open('notice_addresses.address', row.address_sealed) as Email,
    namedAt: row.named_at,
    confirmedAt: row.confirmed_at,
    codeExpiresAt: row.code_expires_at,
  }))
}

/** The one that waits for its code. */
export async function waitingAddress(
  reader: Reader,
  keyring: Keyring,
  accountId: string,
): Promise<NoticeAddress | undefined> {
  const all = await noticeAddresses(reader, keyring, accountId)
  return all.find(({ confirmedAt }) => confirmedAt === null)
}

/** Whether a held account may name this address: `there` is confirmed already, `full` has limits.addresses.perAccount. */
export async function mayName(
  tx: Tx,
  { keyring, limits }: { keyring: Keyring; limits: Limits },
  { accountId, email }: { accountId: string; email: Email },
): Promise<'yes' | 'there' | 'full'> {
  const confirmed = (await noticeAddresses(tx, keyring, accountId)).filter(({ confirmedAt }) => confirmedAt)
  if (confirmed.some((each) => each.email === email)) return 'there'
  return confirmed.length < limits.addresses.perAccount.addresses ? 'yes' : 'full'
}

/**
 * Puts an address there to wait for its code, in the transaction that holds the account: in place of another one that
 * waits, or the same one anew, whose earlier code then stops working. Only a keyed hash of the code is stored.
 */
export async function nameAddress(
  tx: Tx,
  keyring: Keyring,
  named: { accountId: string; email: Email; code: string; now: Date; expiresAt: Date },
): Promise<void> {
  const { accountId, email } = named
  await removeWaiting(tx, accountId)
  await tx
    .insertInto('notice_addresses')
    .values({
      account_id: accountId,
      address_index: keyring.index('notice-address', email),
      address_sealed: keyring.seal('notice_addresses.address', email),
      named_at: named.now,
      code_mac: macOf(keyring, named),
      code_expires_at: named.expiresAt,
    })
    .execute()
}

async function removeWaiting(tx: Tx, accountId: string): Promise<void> {
  await tx
    .deleteFrom('notice_addresses')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .execute()
}

function macOf(keyring: Keyring, given: { accountId: string; email: Email; code: string }): Buffer {
  return keyring.mac('notice-address', `${given.accountId}:${given.email}:${given.code}`)
}

/** Makes the waiting address one that is told, if this is its code and the code lives: of two at once one does. */
export async function confirmAddress(
  tx: Tx,
  keyring: Keyring,
  given: { accountId: string; email: Email; code: string; now: Date },
): Promise<boolean> {
  const { accountId, now } = given
  const confirmed = await tx
    .updateTable('notice_addresses')
    .set({ confirmed_at: now, code_mac: null, code_expires_at: null })
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .where('code_expires_at', '>', now)
    .where('code_mac', '=', macOf(keyring, given))
    .executeTakeFirst()
  return confirmed.numUpdatedRows > 0n
}

/** Removes an address of a held account. Its notice must have been written before. */
export async function removeAddress(tx: Tx, accountId: string, id: string): Promise<void> {
  await tx.deleteFrom('notice_addresses').where('account_id', '=', accountId).where('id', '=', id).execute()
}

/** Removes what was named from `event` on: by whoever an upheld objection was against. */
export async function removeAddressesSince(tx: Tx, accountId: string, event: Date): Promise<void> {
  await tx
    .deleteFrom('notice_addresses')
    .where('account_id', '=', accountId)
    .where('transfer_id', 'is', null)
    .where('named_at', '>=', event)
    .execute()
}

/**
 * Takes the addresses off an account to which a transfer has given another number, as that number's predecessor: they
 * were told of it, hear what else becomes of it, and go with it. After the notices.
 */
export async function takeAddresses(
  tx: Tx,
  { accountId, transferId }: { accountId: string; transferId: string },
): Promise<void> {
  await removeWaiting(tx, accountId)
  await tx
    .updateTable('notice_addresses')
    .set({ transfer_id: transferId })
    .where('account_id', '=', accountId)
    .where('transfer_id', 'is', null)
    .execute()
}

/** Gives back what an undone transfer had taken; those that were named anew since stay as they are. */
export async function giveAddressesBack(tx: Tx, transferId: string): Promise<void> {
  await tx
    .updateTable('notice_addresses as taken')
    .set({ transfer_id: null })
    .where('transfer_id', '=', transferId)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('notice_addresses as now')
            .whereRef('now.account_id', '=', 'taken.account_id')
            .whereRef('now.address_index', '=', 'taken.address_index')
            .where('now.transfer_id', 'is', null)
            .select('now.id'),
        ),
      ),
    )
    .execute()
}
