import { confirmAddress, nameAddress } from '../../src/account/notice-addresses.ts'
import type { Database } from '../../src/database/database.ts'
import type { Keyring } from '../../src/database/keyring.ts'
import { type Email, parseEmail } from '../../src/domain/email.ts'

let count = 0

/** Another address at each call. */
export function newEmail(name = 'ata-ana'): Email {
  count += 1
  const read = parseEmail(`${name}-${count}@mail.example.kz`)
  if (!read.ok) throw new Error(read.problem)
  return read.email
}

/** An address that is told of an account's events, below the pages. */
export async function toldAt(
  { database, parts }: { database: Database; parts: { keyring: Keyring; clock: { now(): Date } } },
  accountId: string,
  email: Email = newEmail(),
): Promise<Email> {
  const now = parts.clock.now()
  const named = { accountId, email, code: '123456', now, expiresAt: new Date(now.getTime() + 600_000) }
  await database.inTransaction(async (tx) => {
    await nameAddress(tx, parts.keyring, named)
    if (!(await confirmAddress(tx, parts.keyring, named))) throw new Error('the address was not confirmed')
  })
  return email
}
