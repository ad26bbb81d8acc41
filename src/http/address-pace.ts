import { countInWindow } from '../account/attempts.ts'
import { addressLimitKey } from '../account/limit-keys.ts'
import { delaySlots } from '../domain/backoff.ts'
import type { LimitRule } from '../domain/limit-rules.ts'
import { makeGate } from './gate.ts'
import type { Parts } from './parts.ts'
import { untilNextSlot } from './time-slot.ts'
import { type PortalContext, visitOf } from './visit.ts'

/** How many of one kind an address may ask in a window before its answers are delayed. */
type PaceLimit = {
  readonly requests: number
  readonly windowSeconds: number
  readonly firstDelaySeconds: number
  readonly longestDelaySeconds: number
}

/** Counts one request of a kind at an address; returns by how many seconds its answer is delayed for the many before it. */
export async function addressDelay(
  { clock, database, keyring }: Pick<Parts, 'clock' | 'database' | 'keyring'>,
  rule: LimitRule,
  limit: PaceLimit,
  address: string,
): Promise<number> {
  const window = { rule, seconds: limit.windowSeconds }
  const count = await countInWindow(database.reader, window, addressLimitKey(keyring, address), clock.now())
  return delaySlots(count / limit.requests, limit)
}

/**
 * Answers one kind of request at fixed slots, and those of an address that asks very often later. A carrier puts a town
 * behind one address, so it is never shut out: only while many of its delayed answers are under way the others of it get
 * `crowded`, before any work, and come again in a moment.
 */
export function addressPace(parts: Parts, rule: LimitRule, limit: PaceLimit) {
  const gate = makeGate()
  const slot = parts.limits.signIn.answerSlot.slotMilliseconds

  return async function paced<T>(c: PortalContext, work: () => Promise<T>): Promise<T | 'crowded'> {
    const { address, arrived } = visitOf(c)
    const delaySeconds = await addressDelay(parts, rule, limit, address)
    if (delaySeconds > 0 && gate.isFull(address)) return 'crowded'
    return gate.hold(address, async () => {
      // The answer is made before the wait, so that the slot hides that work too.
      const answer = await work()
      await untilNextSlot(arrived, slot, delaySeconds * 1000)
      return answer
    })
  }
}
