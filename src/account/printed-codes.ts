import type { Keyring } from '../database/keyring.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import type { Iin } from '../domain/iin.ts'
import type { Limits } from '../domain/limits.ts'
import { printedCodeBytes, printedCodeOf, readPrintedCode } from '../domain/printed-code.ts'
import { audit } from './audit.ts'
import { startAnew } from './recover-password.ts'
import { activeRestriction, isAllowed } from './restrictions.ts'

type Parts = { keyring: Keyring; clock: Clock; random: Random; limits: Limits }

/**
 * Makes the account's printed code, in place of an earlier one, in the transaction that holds the account. The code is
 * returned this once: only a keyed hash, bound to the account, is stored (NIST SP 800-63B-4 §4.2.1.1).
 */
export async function makePrintedCode(tx: Tx, parts: Parts, accountId: string): Promise<string> {
  const now = parts.clock.now()
  await removePrintedCode(tx, parts.clock, accountId)
  const code = printedCodeOf(parts.random.bytes(printedCodeBytes))
  await tx
    .insertInto('printed_codes')
    .values({ account_id: accountId, code_index: indexOf(parts.keyring, accountId, code), made_at: now })
    .execute()
  return code
}

/**
 * Ends the living printed code of a held account, or only one that was made at `since` or later: whoever held the account
 * then holds the paper still.
 */
export async function removePrintedCode(
  tx: Tx,
  clock: Clock,
  accountId: string,
  since?: Date,
): Promise<void> {
  let query = tx
    .updateTable('printed_codes')
    .set({ removed_at: clock.now() })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('removed_at', 'is', null)
  if (since) query = query.where('made_at', '>=', since)
  await query.execute()
}

function indexOf(keyring: Keyring, accountId: string, code: string): Buffer {
  return keyring.mac('printed-code', `${accountId}:${code}`)
}

/** When the account's living printed code was made. */
export async function printedCodeMadeAt(reader: Reader, accountId: string): Promise<Date | undefined> {
  const row = await reader
    .selectFrom('printed_codes')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('removed_at', 'is', null)
    .select('made_at')
    .executeTakeFirst()
  return row?.made_at
}

/** A typed printed code that is the account's living one. */
export type PrintedMatch = { readonly accountId: string; readonly codeIndex: Buffer }

/**
 * Looks a typed code up: the same two queries and one keyed hash for everybody. There is no counter: a hundred bits
 * cannot be guessed, and a counter that strangers fill would shut the owner out. Undefined when it does not match.
 */
export async function findPrintedCode(
  reader: Reader,
  { keyring }: Pick<Parts, 'keyring'>,
  iin: Iin,
  typed: string,
): Promise<PrintedMatch | undefined> {
  const account = await reader
    .selectFrom('accounts')
    .where('iin_index', '=', keyring.index('iin', iin))
    .where('closed_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  const accountId = account?.id ?? '00000000-0000-0000-0000-000000000000'
  const codeIndex = indexOf(keyring, accountId, readPrintedCode(typed) ?? '')
  const row = await reader
    .selectFrom('printed_codes')
    .where('account_id', '=', accountId)
    .where('code_index', '=', codeIndex)
    .where('used_at', 'is', null)
    .where('removed_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return row && { accountId, codeIndex }
}

/**
 * Sets a new password with a printed code that matched, in one transaction with all that follows: the code is used up (of
 * two at once one wins), sessions, trust and pending requests end. No limited mode: whoever holds the paper held the
 * account. Other ways back stay as they are. Undefined when the code has gone, or the account is frozen or closed.
 */
export async function recoverWithPrintedCode(
  tx: Tx,
  parts: Parts,
  { accountId, codeIndex }: PrintedMatch,
  given: { phc: string; browserHash: Buffer; reference: string },
): Promise<{ accountId: string } | undefined> {
  const now = parts.clock.now()
  const account = await tx
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .where('closed_at', 'is', null)
    .select('iin_index')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!account || !isAllowed(await activeRestriction(tx, accountId, now), 'show-code')) return undefined
  const used = await tx
    .updateTable('printed_codes')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_index', '=', codeIndex)
    .where('used_at', 'is', null)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!used) return undefined
  await startAnew(tx, parts, { accountId, iinIndex: account.iin_index }, given)
  await audit(tx, {
    type: 'recovery.printed',
    actor: 'citizen',
    accountId,
    outcome: 'changed',
    reference: given.reference,
  })
  return { accountId }
}
