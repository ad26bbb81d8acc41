/** Runs jobs a few at a time, first come first served; refuses at once when too many wait. */
export type BoundedQueue = {
  run<T>(job: () => Promise<T>): Promise<T | 'busy'>
  depth(): number
}

/** `concurrency` jobs run at once and `queueLength` wait; the next is told `busy` without being kept. */
export function makeBoundedQueue(concurrency: number, queueLength: number): BoundedQueue {
  const waiting: (() => void)[] = []
  let running = 0

  async function turn(): Promise<void> {
    if (running < concurrency) {
      running += 1
      return
    }
    // The one who leaves hands its place over, so a newcomer cannot slip in between.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    async run(job) {
      if (running >= concurrency && waiting.length >= queueLength) return 'busy'
      await turn()
      try {
        return await job()
      } finally {
        leave()
      }
    },
    depth: () => running + waiting.length,
  }
}
