import { sql } from 'kysely'
import type { Keyring } from '../../database/keyring.ts'
import type { Reader, Tx } from '../../database/tables.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Iin } from '../../domain/iin.ts'
import type { Limits } from '../../domain/limits.ts'
import type { Phone } from '../../domain/phone.ts'
import { waits } from '../bindings.ts'
import { activeRestriction, type Restriction } from '../restrictions.ts'

type RequestParts = { keyring: Keyring; clock: Clock; limits: Limits }

/** A claim's request for a code, as an installation that holds the claim's number may answer it. */
export type ClaimRequestForApp = {
  readonly id: string
  readonly transferId: string
  /** The binding that will have shown the code: the claim's own, or one that the claimant's account had with this number. */
  readonly bindingId: string
  readonly accountId: string | null
  readonly claimant: Iin
  readonly iinIndex: Buffer
  readonly phone: Phone
  readonly number: number
  readonly browser: string
  readonly address: string
  readonly askedAt: Date
  readonly sentAt: Date
  readonly endsAt: Date
  readonly hasCode: boolean
  /** BMG said at the last tap that the number is another person's. */
  readonly isRefused: boolean
  /** An older app is asked first: until then no code. */
  readonly waitsUntil: Date | null
}

/**
 * The claims' requests that an installation may answer now, newest first: through the claim's own one-time password, or
 * because the claimant's account has this installation with the very same number. `requestId` narrows it to one, whose
 * row is then held in a transaction.
 */
export async function claimRequestsFor(
  at: Reader | Tx,
  parts: RequestParts,
  installationId: string,
  requestId?: string,
): Promise<ClaimRequestForApp[]> {
  const now = parts.clock.now()
  const answerable = new Date(now.getTime() - parts.limits.recovery.request.answerSeconds * 1000)
  let query = at
    .selectFrom('bindings')
    .innerJoin('transfers', (join) =>
      join.on((on) =>
        on.or([
          on.and([
            on('bindings.account_id', 'is', null),
            on(on.ref('bindings.transfer_id'), '=', on.ref('transfers.id')),
          ]),
          on(on.ref('bindings.account_id'), '=', on.ref('transfers.account_id')),
        ]),
      ),
    )
    .innerJoin('recoveries', 'recoveries.transfer_id', 'transfers.id')
    .leftJoin('accounts', 'accounts.id', 'bindings.account_id')
    .where('bindings.installation_id', '=', installationId)
    .where('transfers.id', 'in', claimsAround(at, installationId))
    .where('bindings.removed_at', 'is', null)
    .whereRef('bindings.phone_index', '=', 'transfers.phone_index')
    .where((eb) =>
      eb.or([
        eb('bindings.account_id', 'is', null),
        eb(eb.ref('accounts.phone_index'), '=', eb.ref('bindings.phone_index')),
      ]),
    )
    .where('transfers.phone_bmg', '=', 'match')
    .where('transfers.done_at', 'is', null)
    .where('transfers.expires_at', '>', now)
    .where('recoveries.ended_at', 'is', null)
    .where('recoveries.expires_at', '>', now)
    .where('recoveries.sent_at', '>', answerable)
    .orderBy('recoveries.sent_at', 'desc')
    .select([
      'recoveries.id',
      'transfers.id as transfer_id',
      'bindings.id as binding_id',
      'transfers.account_id',
      'claimant_sealed',
      'recoveries.iin_index',
      'transfers.phone_sealed',
      'request_number',
      'recoveries.browser',
      'address_sealed',
      'asked_at',
      'sent_at',
      'recoveries.expires_at',
      'code_bmg',
      'waits_until',
      'bindings.approved_at',
      sql<boolean>`code_mac is not null and code_expires_at > ${now}`.as('has_code'),
    ])
  if (requestId) query = query.where('recoveries.id', '=', requestId)
  if (requestId && at.isTransaction) query = query.forNoKeyUpdate('recoveries')
  const rows = await query.execute()
  const { keyring } = parts
  const byRequest = new Map<string, ClaimRequestForApp>()
  for (const row of rows) {
    const waitsUntil = waits({ waitsUntil: row.waits_until, approvedAt: row.approved_at }, now)
      ? row.waits_until
      : null
    // Of two bindings of one phone, the one that waits for nobody answers.
    if (byRequest.has(row.id) && waitsUntil) continue
    byRequest.set(row.id, {
      id: row.id,
      transferId: row.transfer_id,
      bindingId: row.binding_id,
      accountId: row.account_id,
      claimant: keyring.open('transfers.claimant', row.claimant_sealed) as Iin,
      iinIndex: row.iin_index,
      phone: keyring.open('transfers.phone', row.phone_sealed ?? Buffer.alloc(0)) as Phone,
      number: row.request_number,
      browser: row.browser,
      address: keyring.open('recoveries.address', row.address_sealed),
      askedAt: row.asked_at,
      sentAt: row.sent_at,
      endsAt: row.expires_at,
      hasCode: row.has_code,
      isRefused: row.code_bmg === 'mismatch',
      waitsUntil,
    })
  }
  return [...byRequest.values()]
}

/** The claims that an installation is bound to, and those of its accounts: two look-ups, whatever the planner knows. */
function claimsAround(at: Reader, installationId: string) {
  return at
    .selectFrom('bindings')
    .where('installation_id', '=', installationId)
    .where('account_id', 'is', null)
    .where('transfer_id', 'is not', null)
    .select('transfer_id as id')
    .unionAll(
      at
        .selectFrom('bindings')
        .innerJoin('transfers', 'transfers.account_id', 'bindings.account_id')
        .where('bindings.installation_id', '=', installationId)
        .select('transfers.id'),
    )
}

/**
 * The restriction that holds a claim back: of the child's account, or of the claimant's own (limited mode stops transfers).
 * A claimant's account that was closed for want of children holds nothing back: the claim opens it.
 */
export async function holdOnClaim(
  reader: Reader,
  clock: Clock,
  { ownId, formerId }: { ownId: string | null; formerId: string | null },
): Promise<Restriction | undefined> {
  const former = formerId ? await activeRestriction(reader, formerId, clock.now()) : undefined
  if (former) return former
  const own = ownId ? await activeRestriction(reader, ownId, clock.now()) : undefined
  return own?.kind === 'closed' ? undefined : own
}
