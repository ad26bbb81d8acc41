import { confirmAddress, nameAddress } from '../account/notice-addresses.ts'
import type { Keyring } from '../database/keyring.ts'
import type { Tx } from '../database/tables.ts'
import type { Email } from '../domain/email.ts'
import type { ScenePerson } from './demo-scene-reset.ts'

const email = 'aigerim@posta.example.kz' as Email

/** A mailbox that the person of the scenes has named and confirmed at that time. */
export async function nameSceneAddress(
  tx: Tx,
  keyring: Keyring,
  { accountId }: ScenePerson,
  at: Date,
): Promise<void> {
  const expiresAt = new Date(at.getTime() + 600_000)
  const named = { accountId, email, code: '000000', now: at, expiresAt }
  await nameAddress(tx, keyring, named)
  await confirmAddress(tx, keyring, named)
}
