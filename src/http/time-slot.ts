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
  const due = dueAt(arrived, performance.now(), slotMilliseconds) + extraMilliseconds
  // A timer counts from when its turn of the event loop began and fires early by as long as that turn has worked:
  // looking again keeps the slot whole.
  for (let left = due - performance.now(); left > 0; left = due - performance.now())
    await sleep(Math.ceil(left))
}

/** The end of the slot that `now` is in; slots begin when the request arrived. In and out: milliseconds of one clock. */
export function dueAt(arrived: number, now: number, slotMilliseconds: number): number {
  return arrived + Math.ceil((now - arrived) / slotMilliseconds) * slotMilliseconds
}
