import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Keyring } from '../database/keyring.ts'
import type { CodeBmg, Reader, Tx } from '../database/tables.ts'
import type { Clock, Random } from '../domain/clock.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import type { Limits } from '../domain/limits.ts'
import { countInWindow, readCounts } from './attempts.ts'
import { countsFrom } from './bindings.ts'
import { everybodyKey } from './limit-keys.ts'

export type CodeParts = {
  readonly keyring: Keyring
  readonly clock: Clock
  readonly random: Random
  readonly limits: Limits
  /** How long a deployment wants its codes at least. */
  readonly config: { readonly codeDigits: number }
}

export type MintedCode = { readonly code: string; readonly expiresAt: Date }

/**
 * Makes the code of a recovery request, in the transaction that holds the request's row. An earlier code of it stops
 * working; its tries stay counted, so that a new code does not refill them (NIST SP 800-63B-4 §3.1.3.2). Only a keyed
 * hash is stored, bound to this request.
 */
export async function mintCode(
  tx: Tx,
  parts: CodeParts,
  request: { id: string; iinIndex: Buffer; endsAt: Date; bindingId: string; bmg: CodeBmg },
): Promise<MintedCode> {
  const now = parts.clock.now()
  const digits = await digitsOfCode(tx, parts, request.iinIndex, now)
  const code = uniformDigits(parts.random, digits)
  const longest = now.getTime() + parts.limits.codes.code.lifetimeSeconds * 1000
  const expiresAt = new Date(Math.min(longest, request.endsAt.getTime()))
  await tx
    .updateTable('recoveries')
    .set({
      code_mac: macOf(parts.keyring, request.id, code),
      code_digits: digits,
      code_minted_at: now,
      code_expires_at: expiresAt,
      code_binding: request.bindingId,
      code_bmg: request.bmg,
    })
    .where('id', '=', request.id)
    .execute()
  return { code, expiresAt }
}

/** Notes that BMG gives the number to somebody else: the request has no code, and its page stays as it was. */
export async function refuseCode(
  tx: Tx,
  parts: Pick<CodeParts, 'clock'>,
  request: { id: string; bindingId: string },
): Promise<'number-not-yours'> {
  await tx
    .updateTable('recoveries')
    .set({
      code_mac: null,
      code_minted_at: parts.clock.now(),
      code_expires_at: null,
      code_binding: request.bindingId,
      code_bmg: 'mismatch',
    })
    .where('id', '=', request.id)
    .execute()
  return 'number-not-yours'
}

/** 4 as in the manual, 6 where the deployment says so or wrong codes have passed a budget (limits.codes). */
async function digitsOfCode(reader: Reader, parts: CodeParts, iinIndex: Buffer, now: Date): Promise<number> {
  const { code, wrongPerAccount, wrongOverall } = parts.limits.codes
  const own = (await readCounts(reader, ['codes.wrong-account'], iinIndex, now))['codes.wrong-account'] ?? 0
  const all =
    (await readCounts(reader, ['codes.wrong-overall'], everybodyKey, now))['codes.wrong-overall'] ?? 0
  return Math.max(
    code.digits,
    parts.config.codeDigits,
    own >= wrongPerAccount.tries ? wrongPerAccount.digitsBeyond : 0,
    all > wrongOverall.failures ? wrongOverall.digitsBeyond : 0,
  )
}

/** Decimal digits, each string as likely as any other: draws past the last whole multiple are thrown away. */
export function uniformDigits(random: Random, digits: number): string {
  const many = 10 ** digits
  const fair = 2 ** 32 - (2 ** 32 % many)
  for (;;) {
    const drawn = random.bytes(4).readUInt32BE()
    if (drawn < fair) return String(drawn % many).padStart(digits, '0')
  }
}

function macOf(keyring: Keyring, recoveryId: string, code: string): Buffer {
  return keyring.mac('recovery-code', `${recoveryId}:${code}`)
}

/**
 * What came of one typed code. `spent`: the request has run out, ended, or had its tries. `wrong` says how many tries
 * are left until the next «Отправить», whether or not there is a code: it tells nothing. `ringsAlarm`: this one was the
 * first past limits.codes.wrongOverall in its window, whichever node counted the others.
 */
export type CodeTry =
  | { is: 'match'; codeMac: Buffer; bindingId: string; bmg: CodeBmg }
  | { is: 'wrong'; triesLeft: number; ringsAlarm?: true }
  | { is: 'spent' }

/**
 * Tries a code. The try is counted in one guarded statement of its own before anything is compared, so that no rollback
 * refunds it and 200 at once take exactly the budget. The work is the same with a code, without one and for a
 * decoy. Not to be called inside a transaction that may roll back. A match is used up with `useCode`.
 */
export async function tryCode(
  reader: Reader,
  parts: CodeParts,
  recoveryId: string,
  typed: string,
): Promise<CodeTry> {
  const now = parts.clock.now()
  const { limits, keyring } = parts
  const { tries } = limits.codes.code
  const counted = await reader
    .updateTable('recoveries')
    .set({
      tries: sql<number>`tries + 1`,
      code_tries: sql<number>`code_tries + case when code_mac is not null and code_expires_at > ${now} then 1 else 0 end`,
    })
    .where('id', '=', recoveryId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('tries', '<', limits.recovery.request.tries)
    .returning([
      'iin_index',
      'tries',
      'code_tries',
      'code_mac',
      'code_expires_at',
      'code_binding',
      'code_bmg',
    ])
    .executeTakeFirst()
  if (!counted) return { is: 'spent' }

  const given = macOf(keyring, recoveryId, foldDigits(typed).replace(separators, ''))
  const stored = counted.code_mac ?? Buffer.alloc(given.length)
  const isEqual = timingSafeEqual(given, stored)
  const isAlive =
    counted.code_mac !== null &&
    counted.code_expires_at !== null &&
    counted.code_expires_at > now &&
    counted.code_tries <= tries
  const { code_binding: bindingId, code_bmg: bmg } = counted
  if (isEqual && isAlive && bindingId && bmg) return { is: 'match', codeMac: given, bindingId, bmg }

  const { wrongPerAccount, wrongOverall } = limits.codes
  // Guesses at nothing are counted too, elsewhere: the page must not take longer where there is a code.
  const kind = isAlive ? 'wrong' : 'blind'
  await countInWindow(
    reader,
    { rule: `codes.${kind}-account`, seconds: wrongPerAccount.windowSeconds },
    counted.iin_index,
    now,
  )
  const overall = await countInWindow(
    reader,
    { rule: `codes.${kind}-overall`, seconds: wrongOverall.windowSeconds },
    everybodyKey,
    now,
  )
  const triesLeft = limits.recovery.request.tries - counted.tries
  const isFirstPast = isAlive && overall === wrongOverall.failures + 1
  return isFirstPast ? { is: 'wrong', triesLeft, ringsAlarm: true } : { is: 'wrong', triesLeft }
}

export type UsedCode = {
  /** Sent from an installation that is younger than limits.recovery.limitedMode.youngInstallationSeconds, see `countsFrom`. */
  readonly isYoung: boolean
  readonly bmg: CodeBmg
  readonly bindingId: string
}

/**
 * Uses a matched code up and ends its request as done, in one guarded statement of the transaction that sets the password: of
 * several at once one wins. Undefined when the code or the request is no longer what was tried, or the binding has gone.
 * Whoever calls it holds the accounts that the code is to change, and has asked their restrictions. `isYoung` and
 * `bmg` say whether limited mode follows.
 */
export async function useCode(
  tx: Tx,
  parts: Pick<CodeParts, 'clock' | 'limits'>,
  recoveryId: string,
  match: { codeMac: Buffer },
): Promise<UsedCode | undefined> {
  const now = parts.clock.now()
  const done = await tx
    .updateTable('recoveries')
    .set({ ended_at: now, outcome: 'done', code_mac: null })
    .where('id', '=', recoveryId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('code_mac', '=', match.codeMac)
    .where('code_expires_at', '>', now)
    .returning(['code_binding', 'code_bmg'])
    .executeTakeFirst()
  if (!done?.code_binding || !done.code_bmg) return undefined
  const binding = await tx
    .selectFrom('bindings')
    .where('id', '=', done.code_binding)
    .select(['made_at as madeAt', 'waits_until as waitsUntil', 'approved_at as approvedAt'])
    .executeTakeFirstOrThrow()
  const young = parts.limits.recovery.limitedMode.youngInstallationSeconds * 1000
  return {
    bindingId: done.code_binding,
    bmg: done.code_bmg,
    isYoung: now.getTime() - countsFrom(binding).getTime() < young,
  }
}
