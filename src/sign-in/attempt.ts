import { createHash } from 'node:crypto'
import { type Credentials, findCredentials } from '../account/accounts.ts'
import {
  countDistinct,
  countInWindow,
  giveBackAttempt,
  readCounts,
  takeAttempt,
} from '../account/attempts.ts'
import { audit } from '../account/audit.ts'
import { addressDelaySlots } from '../domain/backoff.ts'
import type { Iin } from '../domain/iin.ts'
import type { Parts } from '../http/parts.ts'
import type { Gate } from './gate.ts'

export type Attempt = {
  readonly iin: Iin
  readonly password: string
  readonly browserHash: Buffer
  readonly address: string
  readonly reference: string
}

/** Which count a success empties. */
export type Counted = { readonly rule: string; readonly key: Buffer }

export type Verdict =
  | { is: 'matched'; credentials: Credentials; counted: Counted }
  | { is: 'refused'; delaySeconds: number }
  | { is: 'waiting'; seconds: number }
  | { is: 'busy' }

const failureRule = 'sign-in.address-failures'
const iinsRule = 'sign-in.address-iins'

/**
 * Judges one password. The work is the same for every IIN: one look-up, one attempt taken before the guess is
 * looked at, one hash (a dummy where there is none), the same counts after a failure.
 */
export async function judgeAttempt(parts: Parts, gate: Gate, attempt: Attempt): Promise<Verdict> {
  const { database, keyring, limits, hasher } = parts
  const { reader } = database
  const now = parts.clock.now()
  const iinKey = keyring.index('iin', attempt.iin)
  const addressKey = keyring.mac('limits.address', attempt.address)
  const found = await findCredentials(reader, keyring, attempt.iin, attempt.browserHash, now)
  const trusted = found?.trusted ?? false

  const load = trusted ? {} : await readCounts(reader, [failureRule, iinsRule], addressKey, now)
  const isSlowed =
    addressDelaySlots(load[failureRule] ?? 0, load[iinsRule] ?? 0, limits.signIn.perAddress) > 0
  if (isSlowed && gate.isFull(attempt.address)) return count(parts, { is: 'busy' })

  const rule = trusted ? 'sign-in.trusted-browser' : 'sign-in.iin'
  const budget = trusted ? limits.signIn.failuresPerTrustedBrowser : limits.signIn.failuresPerIin
  const key = trusted ? createHash('sha256').update(iinKey).update(attempt.browserHash).digest() : iinKey
  const taken = await takeAttempt(reader, rule, budget, key, now)
  if (!taken.ok) return count(parts, { is: 'waiting', seconds: taken.waitSeconds })

  const match = await hasher.verify(found?.phc ?? null, attempt.password)
  if (match === 'busy') {
    await giveBackAttempt(reader, rule, key)
    return count(parts, { is: 'busy' })
  }
  if (found && match === 'match')
    return count(parts, { is: 'matched', credentials: found, counted: { rule, key } })

  const { failuresWindowSeconds, iinsWindowSeconds } = limits.signIn.perAddress
  const failures = await countInWindow(
    reader,
    { rule: failureRule, seconds: failuresWindowSeconds },
    addressKey,
    now,
  )
  const iins = await countDistinct(
    reader,
    { rule: iinsRule, seconds: iinsWindowSeconds },
    addressKey,
    iinKey,
    now,
  )
  await audit(reader, {
    type: 'sign-in',
    actor: 'stranger',
    accountId: found?.accountId,
    outcome: 'refused',
    reference: attempt.reference,
    detail: { trusted },
  })
  const delaySeconds = trusted ? 0 : addressDelaySlots(failures, iins, limits.signIn.perAddress)
  return count(parts, { is: 'refused', delaySeconds })
}

function count(parts: Parts, verdict: Verdict): Verdict {
  parts.metrics.signIns.inc({ outcome: verdict.is })
  return verdict
}
