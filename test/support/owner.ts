import { randomBytes } from 'node:crypto'
import { type MintedCode, mintCode } from '../../src/account/codes.ts'
import type { CodeBmg } from '../../src/database/tables.ts'
import type { Person } from './people.ts'
import type { TestPortal } from './portal.ts'

/** Somebody whose app is there already, of any age: written straight into the records, without the app's own API. */
export type Owner = {
  readonly bindingId: string
  /** Taps «Показать код» for the newest open request of the account, or for the one that is named. */
  showsCode(options?: { bmg?: CodeBmg; recoveryId?: string }): Promise<MintedCode>
}

export async function newOwner(
  portal: TestPortal,
  person: Person,
  { hoursOld = 48 }: { hoursOld?: number } = {},
): Promise<Owner> {
  const { database, parts, clock } = portal
  const madeAt = new Date(clock.now().getTime() - hoursOld * 3_600_000)
  const account = await database.reader
    .selectFrom('accounts')
    .where('id', '=', person.id)
    .select(['phone_index', 'iin_index'])
    .executeTakeFirstOrThrow()
  const installation = await database.reader
    .insertInto('installations')
    .values({
      thumbprint: randomBytes(32),
      public_key: {},
      device: 'Chrome, Android',
      language: 'ru',
      created_at: madeAt,
      seen_at: madeAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const binding = await database.reader
    .insertInto('bindings')
    .values({
      account_id: person.id,
      installation_id: installation.id,
      phone_index: account.phone_index ?? Buffer.alloc(32),
      made_through: 'public',
      made_at: madeAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return {
    bindingId: binding.id,
    async showsCode({ bmg = 'match', recoveryId } = {}) {
      let query = database.reader
        .selectFrom('recoveries')
        .where('account_id', '=', person.id)
        .where('ended_at', 'is', null)
        .orderBy('asked_at', 'desc')
        .orderBy('id', 'desc')
        .select(['id', 'expires_at'])
      if (recoveryId) query = query.where('id', '=', recoveryId)
      const { id, expires_at: endsAt } = await query.executeTakeFirstOrThrow()
      const { iin_index: iinIndex } = account
      const request = { id, iinIndex, endsAt, bindingId: binding.id, bmg }
      return database.inTransaction((tx) => mintCode(tx, parts, request))
    },
  }
}
