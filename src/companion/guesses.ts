import { countInWindow, giveBackAttempt, takeAttempt } from '../account/attempts.ts'
import { addressDelaySlots } from '../domain/backoff.ts'
import type { Parts } from '../http/parts.ts'
import { untilNextSlot } from '../http/time-slot.ts'
import type { CompanionContext } from './caller.ts'

const perInstallation = 'activation.installation'
const perAddress = 'activation.address-failures'

/**
 * Lets an installation try something it may only guess at. The attempt is taken before `work` looks, and given back
 * when it was right. What failed is answered in whole time slots whatever was wrong (ASVS 5.0 V6.3.8), an address with
 * many failures later still; a carrier puts a town behind one address, so it is never shut out.
 */
export async function guess(
  c: CompanionContext,
  parts: Parts,
  work: () => Promise<{ isRight: boolean; answer: Response }>,
): Promise<Response> {
  const { limits, keyring, clock } = parts
  const { reader } = parts.database
  const { arrived, address } = c.get('visit')
  const { thumbprint } = c.get('key')
  const slot = limits.signIn.answerSlot.slotMilliseconds
  const budget = limits.activation.perInstallation
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
  const delay = await countAtAddress(parts, perAddress, address, keyring)
  await untilNextSlot(arrived, slot, delay * 1000)
  return answer
}

/** Counts one happening at an address and returns the seconds by which it is delayed for the many before it. */
export async function countAtAddress(
  parts: Parts,
  rule: string,
  address: string,
  keyring: Parts['keyring'],
): Promise<number> {
  const { perAddress: limit } = parts.limits.signIn
  const count = await countInWindow(
    parts.database.reader,
    { rule, seconds: limit.failuresWindowSeconds },
    keyring.mac('limits.address', address),
    parts.clock.now(),
  )
  return addressDelaySlots(count, 0, limit)
}
