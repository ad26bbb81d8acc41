import { sql } from 'kysely'
import { type Binding, bindingsOfInstallation } from '../account/bindings.ts'
import type { Keyring } from '../database/keyring.ts'
import type { CodeBmg, Reader } from '../database/tables.ts'
import type { Iin } from '../domain/iin.ts'
import type { Limits } from '../domain/limits.ts'
import type { Phone } from '../domain/phone.ts'

/** A binding of the asking installation, with what names its account. */
export type Own = Binding & { readonly iin: Iin; readonly phone: Phone }

/** The accounts of an installation; one whose number has changed since is no longer its own. */
export async function listOwn(reader: Reader, keyring: Keyring, installationId: string): Promise<Own[]> {
  const bindings = (await bindingsOfInstallation(reader, installationId)).filter((each) => each.hasNumber)
  if (bindings.length === 0) return []
  const rows = await reader
    .selectFrom('accounts')
    .where(
      'id',
      'in',
      bindings.map(({ accountId }) => accountId),
    )
    .select(['id', 'iin_sealed', 'phone_sealed'])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return bindings.flatMap((binding) => {
    const row = byId.get(binding.accountId)
    if (!row?.phone_sealed) return []
    return {
      ...binding,
      iin: keyring.open('accounts.iin', row.iin_sealed) as Iin,
      phone: keyring.open('accounts.phone', row.phone_sealed) as Phone,
    }
  })
}

export type RequestRow = {
  readonly id: string
  readonly accountId: string
  readonly number: number
  readonly browser: string
  readonly address: string
  readonly askedAt: Date
  readonly sentAt: Date
  readonly endsAt: Date
  readonly hasCode: boolean
  readonly bmg: CodeBmg | null
}

/** An app lists no more than this: who asks more often is somebody's play. */
export const mostRequests = 50

/**
 * The requests that can be answered now, newest first, those of trusted browsers before strangers'. One more than an app
 * lists, so that it knows when to ask for the own one by the `number` that the page shows.
 */
export async function listRequests(
  reader: Reader,
  parts: { keyring: Keyring; limits: Limits },
  accountIds: readonly string[],
  now: Date,
  number?: number,
): Promise<RequestRow[]> {
  if (accountIds.length === 0) return []
  let query = reader
    .selectFrom('recoveries')
    .where('account_id', 'in', accountIds)
    // A claim's request is listed apart, for those who hold the claim's number (account/transfers/request.ts).
    .where('transfer_id', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('sent_at', '>', new Date(now.getTime() - parts.limits.recovery.request.answerSeconds * 1000))
    .orderBy('is_trusted', 'desc')
    .orderBy('sent_at', 'desc')
    .limit(mostRequests + 1)
    .select(['id', 'account_id', 'request_number', 'browser', 'address_sealed', 'asked_at', 'sent_at'])
    .select(['expires_at', 'code_bmg'])
    .select(sql<boolean>`code_mac is not null and code_expires_at > ${now}`.as('has_code'))
  if (number !== undefined) query = query.where('request_number', '=', number)
  const rows = await query.execute()
  return rows.flatMap((row) =>
    row.account_id === null
      ? []
      : {
          id: row.id,
          accountId: row.account_id,
          number: row.request_number,
          browser: row.browser,
          address: parts.keyring.open('recoveries.address', row.address_sealed),
          askedAt: row.asked_at,
          sentAt: row.sent_at,
          endsAt: row.expires_at,
          hasCode: row.has_code,
          bmg: row.code_bmg,
        },
  )
}

export type WaitingRow = Pick<Binding, 'id' | 'accountId' | 'device' | 'madeAt' | 'waitsUntil'>

/** Installations that wait for an older one's word, those of a claim to which an account belongs too. */
export async function listWaiting(
  reader: Reader,
  accountIds: readonly string[],
  now: Date,
): Promise<WaitingRow[]> {
  if (accountIds.length === 0) return []
  const rows = await reader
    .selectFrom('bindings')
    .innerJoin('installations', 'installations.id', 'bindings.installation_id')
    .leftJoin('transfers', (join) =>
      join.onRef('transfers.id', '=', 'bindings.transfer_id').on('bindings.account_id', 'is', null),
    )
    .innerJoin('accounts', (join) =>
      join.on((on) => on('accounts.id', '=', on.fn.coalesce('bindings.account_id', 'transfers.account_id'))),
    )
    .where('accounts.id', 'in', accountIds)
    .where('bindings.id', 'in', boundTo(reader, accountIds))
    .where('bindings.removed_at', 'is', null)
    .where('installations.removed_at', 'is', null)
    .where('bindings.approved_at', 'is', null)
    .where('bindings.waits_until', '>', now)
    .where((eb) =>
      eb.or([
        eb('bindings.account_id', 'is', null),
        eb('bindings.phone_index', '=', eb.ref('accounts.phone_index')),
      ]),
    )
    .orderBy('bindings.made_at')
    .select(['bindings.id', 'accounts.id as account_id', 'installations.device'])
    .select(['bindings.made_at', 'bindings.waits_until'])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    device: row.device,
    madeAt: row.made_at,
    waitsUntil: row.waits_until,
  }))
}

/**
 * Bindings of accounts, and of claims by their holders: two look-ups, where one by either would read every binding. As an
 * array, since a join with the claims may walk along all of them.
 */
function boundTo(reader: Reader, accountIds: readonly string[]) {
  return reader
    .selectFrom('bindings')
    .where('account_id', 'in', accountIds)
    .select('id')
    .unionAll(
      reader
        .selectFrom('bindings')
        .where(
          sql<boolean>`transfer_id = any(array(${reader
            .selectFrom('transfers')
            .where('account_id', 'in', accountIds)
            .select('id')}))`,
        )
        .where('account_id', 'is', null)
        .select('id'),
    )
}

export type ClaimRow = Pick<Binding, 'id' | 'madeAt' | 'waitsUntil' | 'approvedAt'> & {
  readonly claimant: Iin
  readonly phone: Phone
  readonly expiresAt: Date
}

/** The claims to which an installation is bound and which are neither through nor over. */
export async function listClaims(
  reader: Reader,
  keyring: Keyring,
  installationId: string,
  now: Date,
): Promise<ClaimRow[]> {
  const rows = await reader
    .selectFrom('bindings')
    .innerJoin('transfers', 'transfers.id', 'bindings.transfer_id')
    .where('bindings.installation_id', '=', installationId)
    .where('bindings.account_id', 'is', null)
    .where('bindings.removed_at', 'is', null)
    .whereRef('bindings.phone_index', '=', 'transfers.phone_index')
    .where('transfers.done_at', 'is', null)
    .where('transfers.expires_at', '>', now)
    .orderBy('bindings.made_at')
    .orderBy('bindings.id')
    .select(['bindings.id', 'bindings.made_at', 'waits_until', 'bindings.approved_at'])
    .select(['claimant_sealed', 'phone_sealed', 'transfers.expires_at'])
    .execute()
  return rows.map((row) => ({
    id: row.id,
    madeAt: row.made_at,
    waitsUntil: row.waits_until,
    approvedAt: row.approved_at,
    claimant: keyring.open('transfers.claimant', row.claimant_sealed) as Iin,
    phone: keyring.open('transfers.phone', row.phone_sealed ?? Buffer.alloc(0)) as Phone,
    expiresAt: row.expires_at,
  }))
}
