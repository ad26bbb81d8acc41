import type { Keyring } from '../../database/keyring.ts'
import type { Reader } from '../../database/tables.ts'
import type { Iin } from '../../domain/iin.ts'
import type { Phone } from '../../domain/phone.ts'
import { activationKey, alertsKey, mailsKey, mailTriesKey, smsKey } from '../limit-keys.ts'

/** Everything by which a person stands in the tables. Without an account they may still be a child or a visitor. */
export type Who = {
  readonly iin: Iin
  readonly iinIndex: Buffer
  readonly accountId: string | null
  /** Keys of counts that this person filled or could fill. */
  readonly limitKeys: readonly Buffer[]
  /** Journeys under way that name this IIN or account: only opening them tells. */
  readonly flowIds: readonly Buffer[]
}

/** Finds a person by IIN. Reads every journey under way, of which there are as many as people on the pages now. */
export async function findWho(reader: Reader, keyring: Keyring, iin: Iin): Promise<Who> {
  const iinIndex = keyring.index('iin', iin)
  const account = await reader
    .selectFrom('accounts')
    .where('iin_index', '=', iinIndex)
    .select(['id', 'phone_sealed'])
    .executeTakeFirst()
  const flows = await reader.selectFrom('flows').select(['id_hash', 'kind', 'state_sealed']).execute()
  const limitKeys = [iinIndex]
  if (account) {
    const { id, phone_sealed } = account
    limitKeys.push(alertsKey(keyring, id, null), activationKey(keyring, id), mailsKey(keyring, id))
    for (const email of await emailsOf(reader, keyring, id))
      limitKeys.push(mailsKey(keyring, email), mailTriesKey(keyring, id, email))
    const phone = phone_sealed && (keyring.open('accounts.phone', phone_sealed) as Phone)
    if (phone)
      for (const through of ['public', 'cabinet'] as const)
        limitKeys.push(smsKey(keyring, { through, key: iinIndex }, phone))
  }
  return {
    iin,
    iinIndex,
    accountId: account?.id ?? null,
    limitKeys,
    flowIds: flows
      .filter(({ kind, state_sealed }) => {
        const state = keyring.open(`flows.${kind}`, state_sealed)
        return state.includes(iin) || (account && state.includes(account.id))
      })
      .map(({ id_hash }) => id_hash),
  }
}

async function emailsOf(reader: Reader, keyring: Keyring, accountId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('notice_addresses')
    .where('account_id', '=', accountId)
    .select('address_sealed')
    .execute()
  return rows.map(({ address_sealed }) => keyring.open('notice_addresses.address', address_sealed))
}
