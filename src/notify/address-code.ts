import { forgetAttempts, takeInWindow } from '../account/attempts.ts'
import { uniformDigits } from '../account/codes.ts'
import { mailsKey, mailTriesKey } from '../account/limit-keys.ts'
import { nameAddress, waitingAddress } from '../account/notice-addresses.ts'
import type { Reader, Tx } from '../database/tables.ts'
import type { Random } from '../domain/clock.ts'
import { foldDigits, separators } from '../domain/digits.ts'
import type { Email } from '../domain/email.ts'
import type { Language } from '../domain/language.ts'
import { takeAlert } from './alert-budget.ts'
import { mailWords } from './mail-words.ts'
import { sealLetter } from './mails.ts'
import { wakeWorkers } from './outbox.ts'
import type { NotifyParts } from './parts.ts'

/** The kind of the one mail that an address gets before it is confirmed. */
export const addressCodeKind = 'address-code'

const accountRule = 'addresses.codesPerAccount'
const addressRule = 'addresses.codesPerAddress'
const triesRule = 'addresses.code'

type CodeParts = NotifyParts & { readonly random: Random }
/** `isJustSent`: another mail has just gone to the address; otherwise there were too many of a day. */
export type SentAddressCode =
  | { readonly ok: true }
  | { readonly ok: false; readonly waitSeconds: number; readonly isJustSent: boolean }

/**
 * Mails a code to an address that the held account may name, and has the address wait for it. What an account and
 * what a mailbox may get is counted apart, so that nobody's mailbox is flooded, through however many accounts.
 */
export async function sendAddressCode(
  tx: Tx,
  parts: CodeParts,
  to: { accountId: string; email: Email; language: Language },
): Promise<SentAddressCode> {
  const { keyring, limits } = parts
  const { accountId, email, language } = to
  const now = parts.clock.now()
  const { code: rule, codesPerAccount, codesPerAddress } = limits.addresses
  for (const [key, name, limit] of [
    [accountId, accountRule, { ...codesPerAccount, gapSeconds: 0 }],
    [email, addressRule, codesPerAddress],
  ] as const) {
    const budget = { rule: name, key: mailsKey(keyring, key) }
    const mark = parts.random.bytes(16).toString('base64url')
    const took = await takeAlert(tx, budget, { ...limit, alerts: limit.messages }, mark, now)
    if (took.kind === 'taken') continue
    const waitSeconds = Math.ceil((took.until.getTime() - now.getTime()) / 1000)
    return { ok: false, waitSeconds, isJustSent: took.kind === 'wait' }
  }
  const code = uniformDigits(parts.random, rule.digits)
  const expiresAt = new Date(now.getTime() + rule.lifetimeSeconds * 1000)
  await nameAddress(tx, keyring, { accountId, email, code, now, expiresAt })
  const words = mailWords(language)
  const letter = { from: words.from, subject: words.codeSubject, text: words.code(code) }
  await tx
    .insertInto('outbox')
    .values({
      account_id: accountId,
      kind: addressCodeKind,
      channel: 'mail',
      address_sealed: keyring.seal('outbox.address', email),
      text_sealed: sealLetter(keyring, letter),
      next_at: now,
      created_at: now,
    })
    .execute()
  await wakeWorkers(tx)
  return { ok: true }
}

/** What a typed code came to before it is compared (`confirmAddress`): counted, or why not. */
export type AddressCodeTry =
  | { is: 'counted'; email: Email; code: string }
  | { is: 'malformed' | 'expired' | 'nothing' }
  | { is: 'spent'; waitSeconds: number }

/**
 * Counts a try on the waiting address's code, in a statement of its own that no rollback refunds; 200 at once take exactly
 * the budget, which is the address's and not the code's. What is no code, or comes too late, is not counted.
 */
export async function tryAddressCode(
  reader: Reader,
  parts: CodeParts,
  given: { accountId: string; typed: string },
): Promise<AddressCodeTry> {
  const { keyring } = parts
  const { digits, tries, triesWindowSeconds } = parts.limits.addresses.code
  const now = parts.clock.now()
  const waiting = await waitingAddress(reader, keyring, given.accountId)
  if (!waiting) return { is: 'nothing' }
  const code = foldDigits(given.typed).replace(separators, '')
  if (code.length !== digits || !/^\d+$/.test(code)) return { is: 'malformed' }
  if (!waiting.codeExpiresAt || waiting.codeExpiresAt <= now) return { is: 'expired' }
  const key = triesKey(parts, given.accountId, waiting.email)
  const window = { rule: triesRule, seconds: triesWindowSeconds, most: tries } as const
  if (await takeInWindow(reader, window, key, now)) return { is: 'counted', email: waiting.email, code }
  const row = await reader
    .selectFrom('limit_counters')
    .where('rule', '=', triesRule)
    .where('key', '=', key)
    .select('expires_at')
    .executeTakeFirst()
  return {
    is: 'spent',
    waitSeconds: Math.max(1, Math.ceil(((row?.expires_at.getTime() ?? 0) - now.getTime()) / 1000)),
  }
}

/** After a right code: whoever removes the address and names it anew begins with all tries. */
export async function forgetAddressTries(
  tx: Tx,
  parts: NotifyParts,
  { accountId, email }: { accountId: string; email: Email },
): Promise<void> {
  await forgetAttempts(tx, triesRule, triesKey(parts, accountId, email))
}

function triesKey({ keyring }: NotifyParts, accountId: string, email: Email): Buffer {
  return mailTriesKey(keyring, accountId, email)
}
