import type { Keyring } from '../../database/keyring.ts'
import type { CodeBmg, Reader, Tx } from '../../database/tables.ts'
import type { Clock, Random } from '../../domain/clock.ts'
import type { Iin } from '../../domain/iin.ts'
import type { Limits } from '../../domain/limits.ts'
import type { Phone } from '../../domain/phone.ts'
import { beginRecovery } from '../recoveries.ts'

export type ClaimParts = { keyring: Keyring; clock: Clock; random: Random; limits: Limits }

/** A claim to a child's account, as its pages and its app see it. */
export type Claim = {
  readonly id: string
  readonly claimant: Iin
  readonly childIndex: Buffer
  /** The claimant's account, where there is one. */
  readonly accountId: string | null
  readonly formerAccountId: string | null
  readonly phone: Phone | null
  readonly phoneIndex: Buffer | null
  readonly phoneBmg: CodeBmg | null
  readonly isNumberForeign: boolean
  readonly isAnswered: boolean
  readonly expiresAt: Date
}

/** Where the request for a code comes from. */
export type ClaimOrigin = { browser: string; browserHash: Buffer; address: string }

/**
 * Begins a claim: its row, and the request under which its code will be shown. `answered` when every register agreed;
 * else the number is proven first and the answers come afterwards (`noteAnswers`). Nothing of any account changes.
 */
export async function beginClaim(
  tx: Tx,
  parts: ClaimParts,
  claim: { claimant: Iin; child: Iin; answered: boolean } & ClaimOrigin,
): Promise<string> {
  const { keyring, clock, limits } = parts
  const now = clock.now()
  const claimantIndex = keyring.index('iin', claim.claimant)
  const childIndex = keyring.index('iin', claim.child)
  const own = await tx
    .selectFrom('accounts')
    .where('iin_index', '=', claimantIndex)
    .where('closed_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  const { id } = await tx
    .insertInto('transfers')
    .values({
      claimant_index: claimantIndex,
      claimant_sealed: keyring.seal('transfers.claimant', claim.claimant),
      child_index: childIndex,
      account_id: own?.id ?? null,
      former_account_id: claim.answered ? await accountOfChild(tx, childIndex) : null,
      made_at: now,
      expires_at: new Date(now.getTime() + limits.transfer.flow.lifetimeSeconds * 1000),
      answered_at: claim.answered ? now : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await newRequest(tx, parts, id, claim)
  return id
}

/** A request for the code of a claim, in place of one that has ended. */
export async function newRequest(
  tx: Tx,
  parts: ClaimParts,
  transferId: string,
  { claimant, browser, browserHash, address }: { claimant: Iin } & ClaimOrigin,
) {
  return beginRecovery(tx, parts, { iin: claimant, browser, browserHash, address, transferId })
}

async function accountOfChild(reader: Reader, childIndex: Buffer): Promise<string | null> {
  const row = await reader
    .selectFrom('children')
    .where('child_index', '=', childIndex)
    .select('account_id')
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** Notes that every register has agreed to the answers of a claim that had proven its number first. */
export async function noteAnswers(tx: Tx, parts: Pick<ClaimParts, 'clock'>, claim: Claim): Promise<void> {
  await tx
    .updateTable('transfers')
    .set({ answered_at: parts.clock.now(), former_account_id: await accountOfChild(tx, claim.childIndex) })
    .where('id', '=', claim.id)
    .where('answered_at', 'is', null)
    .execute()
}

/** A claim that is neither over nor through; in a transaction its row is held. */
export async function readClaim(
  at: Reader | Tx,
  parts: Pick<ClaimParts, 'keyring' | 'clock'>,
  id: string,
): Promise<Claim | undefined> {
  let query = at
    .selectFrom('transfers')
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where('expires_at', '>', parts.clock.now())
    .select(['id', 'claimant_sealed', 'child_index', 'account_id', 'former_account_id', 'answered_at'])
    .select(['phone_sealed', 'phone_index', 'phone_bmg', 'is_number_foreign', 'expires_at'])
  if (at.isTransaction) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) return undefined
  const { keyring } = parts
  return {
    id: row.id,
    claimant: keyring.open('transfers.claimant', row.claimant_sealed) as Iin,
    childIndex: row.child_index,
    accountId: row.account_id,
    formerAccountId: row.former_account_id,
    phone: row.phone_sealed ? (keyring.open('transfers.phone', row.phone_sealed) as Phone) : null,
    phoneIndex: row.phone_index,
    phoneBmg: row.phone_bmg,
    isNumberForeign: row.is_number_foreign,
    isAnswered: row.answered_at !== null,
    expiresAt: row.expires_at,
  }
}
