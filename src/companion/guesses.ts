import { countInWindow, giveBackAttempt, readCounts, takeAttempt } from '../account/attempts.ts'
import { addressLimitKey } from '../account/limit-keys.ts'
import { addressDelaySlots } from '../domain/backoff.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import type { Gate } from '../http/gate.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import type { CompanionContext } from './caller.ts'

const perInstallation = 'activation.installation'
const perAddress = 'activation.address-failures'
/** When to come again while too many answers of an address are held. */
const crowdedSeconds = 5

/**
 * Lets an installation try something it may only guess at. The attempt is taken before `work` looks, and given back
 * when it was right. What failed is answered in whole time slots whatever was wrong (ASVS 5.0 V6.3.8), an address with
 * many failures later still; a carrier puts a town behind one address, so it is never shut out. While the gate is full of
 * an address's delayed answers the others of it wait for a moment, before anything is looked at.
 */
export async function guess(
  c: CompanionContext,
  parts: Parts,
  gate: Gate,
  work: () => Promise<{ isRight: boolean; answer: Response }>,
): Promise<Response> {
  const { limits, clock } = parts
  const { reader } = parts.database
  const { arrived, address } = c.get('visit')
  const { thumbprint } = c.get('key')
  const slot = limits.signIn.answerSlot.slotMilliseconds
  const budget = limits.activation.perInstallation
  if (gate.isFull(address) && (await isSlowed(parts, perAddress, address))) return crowded(c)
  const taken = await takeAttempt(reader, perInstallation, budget, thumbprint, clock.now())
  if (!taken.ok) {
    await untilNextSlot(arrived, slot)
    c.header('Retry-After', String(taken.waitSeconds))
    return c.json({ problem: 'wait', seconds: taken.waitSeconds }, 429)
  }
  const { isRight, answer } = await work()
  if (isRight) {
    await giveBackAttempt(reader, perInstallation, thumbprint)
    return answer
  }
  const delay = await countAtAddress(parts, perAddress, address)
  await gate.hold(address, () => untilNextSlot(arrived, slot, delay * 1000))
  return answer
}

/** The answer while too many answers of this address are held. */
export function crowded(c: CompanionContext): Response {
  c.header('Retry-After', String(crowdedSeconds))
  return c.json({ problem: 'wait', seconds: crowdedSeconds }, 429)
}

/** Whether an address is delayed for the many happenings before. */
export async function isSlowed(
  { database, keyring, clock, limits }: Parts,
  rule: LimitRule,
  address: string,
): Promise<boolean> {
  const key = addressLimitKey(keyring, address)
  const counts = await readCounts(database.reader, [rule], key, clock.now())
  return addressDelaySlots(counts[rule] ?? 0, 0, limits.signIn.perAddress) > 0
}

/** Counts one happening at an address and returns the seconds by which it is delayed for the many before it. */
export async function countAtAddress(parts: Parts, rule: LimitRule, address: string): Promise<number> {
  const { perAddress: limit } = parts.limits.signIn
  const count = await countInWindow(
    parts.database.reader,
    { rule, seconds: limit.failuresWindowSeconds },
    addressLimitKey(parts.keyring, address),
    parts.clock.now(),
  )
  return addressDelaySlots(count, 0, limit)
}
