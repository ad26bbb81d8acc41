import { addressFailuresRule, addressIinsRule, type Credentials, type Judged } from '../account/accounts.ts'
import {
  type Budget,
  countDistinct,
  countInWindow,
  giveBackAttempt,
  takeAttempt,
} from '../account/attempts.ts'
import { audit } from '../account/audit.ts'
import { afterRecoveryRule, personInBrowser } from '../account/fresh-budget.ts'
import { findReplaced, type ReplacedPassword } from '../account/replaced-passwords.ts'
import { addressDelaySlots } from '../domain/backoff.ts'
import type { Iin } from '../domain/iin.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import type { Limits } from '../domain/limits.ts'
import type { Gate } from '../http/gate.ts'
import type { Parts } from '../http/parts.ts'

export type Attempt = {
  readonly iin: Iin
  readonly password: string
  readonly browserHash: Buffer
  readonly address: string
  /** Under which that address is counted. */
  readonly addressKey: Buffer
  readonly reference: string
}

/** Which count a success empties, and how many attempts it held, this one included. */
export type Counted = Count & { readonly taken: number }
type Count = { readonly rule: LimitRule; readonly key: Buffer }

export type Verdict =
  | { is: 'matched'; credentials: Credentials; counted: Counted }
  /** The password that a recovery or a transfer replaced: it opens the page on which that can be contested, and nothing else. */
  | { is: 'replaced'; replaced: ReplacedPassword }
  | { is: 'refused'; delaySeconds: number }
  | { is: 'waiting'; seconds: number }
  | { is: 'busy' }

/**
 * Judges one password. The work is the same for every IIN: one look-up (`judged`), one attempt taken before the guess is
 * looked at, one hash (a dummy where there is none); after a failure the look-up and the hash of a password that a
 * recovery replaced (again a dummy), and the same counts. A replaced password that matches empties no count.
 */
export async function judgeAttempt(
  parts: Parts,
  gate: Gate,
  attempt: Attempt,
  judged: Judged,
): Promise<Verdict> {
  const { database, limits, hasher } = parts
  const { reader } = database
  const now = parts.clock.now()
  const { browserHash, addressKey } = attempt
  const { found, iinIndex: iinKey } = judged
  const trusted = found?.trusted ?? false

  const isSlowed = !trusted && addressDelaySlots(judged.failures, judged.iins, limits.signIn.perAddress) > 0
  if (isSlowed && gate.isFull(attempt.address)) return count(parts, { is: 'busy' })

  const { rule, budget, key } = budgetOf(limits, found, now, iinKey, browserHash)
  // Whatever is answered, something else is committed before: the failure's counts, the sign-in, the attempt given back.
  const taken = await takeAttempt(reader, rule, budget, key, now, true)
  const line = { type: 'sign-in', accountId: found?.accountId, reference: attempt.reference } as const
  if (!taken.ok) {
    if (taken.isNews) {
      await audit(reader, { ...line, actor: 'stranger', outcome: 'waiting', detail: { rule } })
    }
    return count(parts, { is: 'waiting', seconds: taken.waitSeconds })
  }

  const match = await hasher.verify(found?.phc ?? null, attempt.password)
  if (match === 'busy') {
    await giveBackAttempt(reader, rule, key)
    return count(parts, { is: 'busy' })
  }
  if (found && match === 'match')
    return count(parts, { is: 'matched', credentials: found, counted: { rule, key, taken: taken.taken } })

  const replaced = await findReplaced(reader, parts, attempt.iin)
  const contests = await hasher.verify(replaced?.phc ?? null, attempt.password)
  if (contests === 'busy') {
    await giveBackAttempt(reader, rule, key)
    return count(parts, { is: 'busy' })
  }
  if (replaced && contests === 'match') {
    await audit(reader, { ...line, actor: 'citizen', factor: 'replaced-password', outcome: 'replaced' })
    return count(parts, { is: 'replaced', replaced })
  }

  const { failuresWindowSeconds, iinsWindowSeconds } = limits.signIn.perAddress
  const failures = await countInWindow(
    reader,
    { rule: addressFailuresRule, seconds: failuresWindowSeconds },
    addressKey,
    now,
  )
  const iins = await countDistinct(
    reader,
    { rule: addressIinsRule, seconds: iinsWindowSeconds },
    addressKey,
    iinKey,
    now,
  )
  await audit(reader, { ...line, actor: 'stranger', outcome: 'refused', detail: { trusted } })
  const delaySeconds = trusted ? 0 : addressDelaySlots(failures, iins, limits.signIn.perAddress)
  return count(parts, { is: 'refused', delaySeconds })
}

/**
 * Strangers fill one count for an IIN. A trusted browser has its own, and so has one that has just set the password, and
 * one whose trust a recovery may have ended: else strangers could keep the owner from contesting it.
 */
function budgetOf(
  { signIn: limits, recovery }: Limits,
  found: Credentials | undefined,
  now: Date,
  iinKey: Buffer,
  browserHash: Buffer,
): Count & { readonly budget: Budget } {
  const own = () => personInBrowser(iinKey, browserHash)
  if (found?.trusted)
    return { rule: 'sign-in.trusted-browser', budget: limits.failuresPerTrustedBrowser, key: own() }
  if (found?.justRecovered)
    return { rule: afterRecoveryRule, budget: limits.failuresAfterRecovery, key: own() }
  const distrusted = found?.distrustedAt
  if (distrusted && now.getTime() - distrusted.getTime() < recovery.contest.lifetimeSeconds * 1000)
    return { rule: 'sign-in.distrusted-browser', budget: limits.failuresPerTrustedBrowser, key: own() }
  return { rule: 'sign-in.iin', budget: limits.failuresPerIin, key: iinKey }
}

function count(parts: Parts, verdict: Verdict): Verdict {
  parts.metrics.signIns.inc({ outcome: verdict.is })
  return verdict
}
