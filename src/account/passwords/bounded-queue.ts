import { makeTurnstile } from '../../database/turnstile.ts'

/** Runs jobs a few at a time, first come first served; refuses at once when too many wait. */
export type BoundedQueue = {
  run<T>(job: () => Promise<T>): Promise<T | 'busy'>
  depth(): number
}

/** `concurrency` jobs run at once and `queueLength` wait; the next is told `busy` without being kept. */
export function makeBoundedQueue(concurrency: number, queueLength: number): BoundedQueue {
  const { through, depth } = makeTurnstile(concurrency)
  return {
    run: async (job) => (depth() < concurrency + queueLength ? through(job) : 'busy'),
    depth,
  }
}
