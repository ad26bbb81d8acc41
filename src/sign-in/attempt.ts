import { createHash } from 'node:crypto'
import { type Credentials, findCredentials } from '../account/accounts.ts'
import {
  countDistinct,
  countInWindow,
  forgetAttempts,
  giveBackAttempt,
  readCount,
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

export type Verdict =
  | { is: 'matched'; credentials: Credentials; attemptsBefore: number }
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

  const delay = async () =>
    trusted
      ? 0
      : addressDelaySlots(
          await readCount(reader, failureRule, addressKey, now),
          await readCount(reader, iinsRule, addressKey, now),
          limits.signIn.perAddress,
        )
  const delayBefore = await delay()
  if (delayBefore > 0 && gate.isFull(attempt.address)) return count(parts, { is: 'busy' })

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
  if (found && match === 'match') {
    const attempts = await forgetAttempts(reader, rule, key)
    return count(parts, { is: 'matched', credentials: found, attemptsBefore: attempts - 1 })
  }
  const { failuresWindowSeconds, iinsWindowSeconds } = limits.signIn.perAddress
  await countInWindow(reader, { rule: failureRule, seconds: failuresWindowSeconds }, addressKey, now)
  await countDistinct(reader, { rule: iinsRule, seconds: iinsWindowSeconds }, addressKey, iinKey, now)
  await audit(reader, {
    type: 'sign-in',
    actor: 'stranger',
    accountId: found?.accountId,
    outcome: 'refused',
    reference: attempt.reference,
    detail: { trusted },
  })
  return count(parts, { is: 'refused', delaySeconds: await delay() })
}

function count(parts: Parts, verdict: Verdict): Verdict {
  parts.metrics.signIns.inc({ outcome: verdict.is })
  return verdict
}
