import type { Keyring } from '../database/keyring.ts'
import type { MadeThrough, Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import type { Iin } from '../domain/iin.ts'
import type { Limits } from '../domain/limits.ts'
import { newUuid } from './tokens.ts'

type ActivationParts = { keyring: Keyring; clock: Clock; random: Random; limits: Limits }

/** What a page shows so that an app can be activated: the same two secrets as long as it lives. */
export type OpenActivation = {
  readonly id: string
  /** 13 digits, ungrouped. */
  readonly password: string
  /** 128 bits, base64url: the QR code and the link carry it. */
  readonly token: string
  readonly expiresAt: Date
}

/** For whom an activation is: a decoy has neither account nor number, so that nothing can match it. */
export type ActivationOf = {
  readonly accountId: string | null
  readonly phoneIndex: Buffer | null
  readonly iin: Iin
  readonly browser: string
} /** `transferId`: the app is bound to a claim, not to an account. */ & (
  | { readonly madeThrough: 'public'; readonly recoveryId: string; readonly transferId?: string }
  | { readonly madeThrough: 'cabinet'; readonly accountId: string }
)

/**
 * The current activation of a recovery page, or of an account's cabinet: the one that has not run out, been used or
 * guessed at too often, else a new one. Password and token are derived from its id, so they can be shown again
 * although they are not stored. Takes a transaction or the reader.
 */
export async function openActivation(
  at: Reader,
  parts: ActivationParts,
  whose: ActivationOf,
): Promise<OpenActivation> {
  const { keyring, limits, clock } = parts
  const now = clock.now()
  const { lifetimeSeconds, tries } = limits.activation.oneTimePassword
  let query = at
    .selectFrom('activations')
    .where('made_through', '=', whose.madeThrough)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries', '<', tries)
    .orderBy('made_at', 'desc')
    .select(['id', 'expires_at'])
  query =
    whose.madeThrough === 'public'
      ? query.where('recovery_id', '=', whose.recoveryId)
      : query.where('account_id', '=', whose.accountId)
  const current = await query.executeTakeFirst()
  if (current) return secretsOf(keyring, current.id, current.expires_at)

  for (;;) {
    const id = newUuid(parts.random)
    const made = secretsOf(keyring, id, new Date(now.getTime() + lifetimeSeconds * 1000))
    // Thirteen digits can meet a living one's: then another id is drawn.
    const stored = await at
      .insertInto('activations')
      .values({
        id,
        account_id: whose.accountId,
        phone_index: whose.phoneIndex,
        iin_sealed: keyring.seal('activations.iin', whose.iin),
        recovery_id: whose.madeThrough === 'public' ? whose.recoveryId : null,
        transfer_id: whose.madeThrough === 'public' ? (whose.transferId ?? null) : null,
        made_through: whose.madeThrough,
        browser: whose.browser,
        password_index: keyring.index('one-time-password', made.password),
        token_index: keyring.index('activation-token', made.token),
        made_at: now,
        expires_at: made.expiresAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (stored) return made
  }
}

function secretsOf(keyring: Keyring, id: string, expiresAt: Date): OpenActivation {
  const number = BigInt(`0x${keyring.mac('one-time-password', id).toString('hex')}`) % 10n ** 13n
  return {
    id,
    password: number.toString().padStart(13, '0'),
    token: keyring.mac('activation-token', id).subarray(0, 16).toString('base64url'),
    expiresAt,
  }
}

/**
 * Ends the unused one-time passwords that an account's cabinet shows: with a session or the password ends also what a page of
 * before may still show. A page that is open makes a new one when it is looked at again.
 */
export async function endCabinetActivations(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .updateTable('activations')
    .set({ expires_at: now })
    .where('account_id', '=', accountId)
    .where('made_through', '=', 'cabinet')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}

/** What the app brings back: the digits as a person typed them, or the token of the QR code. */
export type ActivationSecret = { readonly password: string } | { readonly token: string }

/** The look-up value of a secret, whatever was typed: a malformed one finds nothing in the same way. */
export function activationIndex(
  keyring: Keyring,
  secret: ActivationSecret,
): { column: 'password_index' | 'token_index'; index: Buffer } {
  if ('token' in secret)
    return { column: 'token_index', index: keyring.index('activation-token', secret.token) }
  const digits = foldDigits(secret.password).replace(separators, '')
  return { column: 'password_index', index: keyring.index('one-time-password', digits) }
}

export type FoundActivation = {
  readonly id: string
  readonly accountId: string | null
  readonly iin: Iin
  readonly recoveryId: string | null
  readonly madeThrough: MadeThrough
  readonly browser: string
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** The living, unused activation of a secret, decoys too. Undefined when there is none. Counts no try. */
export async function findActivation(
  reader: Reader,
  parts: ActivationParts,
  secret: ActivationSecret,
): Promise<FoundActivation | undefined> {
  const { column, index } = activationIndex(parts.keyring, secret)
  const row = await reader
    .selectFrom('activations')
    .where(column, '=', index)
    .where('used_at', 'is', null)
    .where('expires_at', '>', parts.clock.now())
    .where('tries', '<', parts.limits.activation.oneTimePassword.tries)
    .select(['id', 'account_id', 'iin_sealed', 'recovery_id', 'made_through', 'browser'])
    .select(['made_at', 'expires_at'])
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    accountId: row.account_id,
    iin: parts.keyring.open('activations.iin', row.iin_sealed) as Iin,
    recoveryId: row.recovery_id,
    madeThrough: row.made_through,
    browser: row.browser,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
  }
}

/** Whether one of a recovery page's own passwords has been used: its «Номер зарегистрирован в приложении!». */
export async function isRecoveryActivated(reader: Reader, recoveryId: string): Promise<boolean> {
  const used = await reader
    .selectFrom('activations')
    .where('recovery_id', '=', recoveryId)
    .where('used_at', 'is not', null)
    .select('id')
    .executeTakeFirst()
  return used !== undefined
}
