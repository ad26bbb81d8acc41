/** Lets a few work at a time, first come first served. */
export type Turnstile = {
  /** Does the job when it is its turn. Rejects with what the job throws, or with `tooLate` when its turn does not come in time. */
  through<T>(job: () => Promise<T>): Promise<T>
  waiting(): number
  /** At work and waiting. */
  depth(): number
}

/** How long one waits for a turn, in ms, and what is thrown then. */
export type Patience = { readonly milliseconds: number; tooLate(): Error }

/** Lets `most` in at once. Without patience the others wait for as long as it takes. */
export function makeTurnstile(most: number, patience?: Patience): Turnstile {
  const waiting = new Set<() => void>()
  let inside = 0

  async function enter(): Promise<void> {
    if (inside < most) {
      inside += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      let late: ReturnType<typeof setTimeout> | undefined
      const admit = () => {
        clearTimeout(late)
        resolve()
      }
      waiting.add(admit)
      if (!patience) return
      late = setTimeout(() => {
        waiting.delete(admit)
        reject(patience.tooLate())
      }, patience.milliseconds)
    })
  }

  function leave(): void {
    const [next] = waiting
    // The one who leaves hands the place over, so a newcomer cannot slip in between.
    if (next) {
      waiting.delete(next)
      next()
    } else inside -= 1
  }

  return {
    async through(job) {
      await enter()
      try {
        return await job()
      } finally {
        leave()
      }
    },
    waiting: () => waiting.size,
    depth: () => inside + waiting.size,
  }
}
