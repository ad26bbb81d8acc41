import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Holds an answer until the next whole slot since the request arrived, so that how long the work took cannot be
 * read from the answer (ASVS 5.0 V6.3.8). `extraMilliseconds` is a delay that was earned.
 */
export async function untilNextSlot(
  arrived: number,
  slotMilliseconds: number,
  extraMilliseconds = 0,
): Promise<void> {
  const elapsed = performance.now() - arrived
  const due = Math.ceil(elapsed / slotMilliseconds) * slotMilliseconds + extraMilliseconds
  // One millisecond more: a timer may fire just before its time, and then slots would differ by what was done.
  await sleep(Math.max(0, due - elapsed + 1))
}
