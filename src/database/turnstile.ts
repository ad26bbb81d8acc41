/** A few at a time, first come first served. */
export type Turnstile = {
  /** Resolves when it is one's turn; rejects after `patienceMs` of waiting, as the pool does. */
  enter(): Promise<void>
  /** Whoever has entered leaves once. */
  leave(): void
  waiting(): number
}

/** Lets `most` in at once. */
export function makeTurnstile(most: number, patienceMs: number): Turnstile {
  const waiting = new Set<() => void>()
  let inside = 0
  return {
    async enter() {
      if (inside < most) {
        inside += 1
        return
      }
      await new Promise<void>((resolve, reject) => {
        const admit = () => {
          clearTimeout(late)
          resolve()
        }
        const late = setTimeout(() => {
          waiting.delete(admit)
          reject(new Error('timeout exceeded when trying to connect'))
        }, patienceMs)
        waiting.add(admit)
      })
    },
    leave() {
      const [next] = waiting
      // The one who leaves hands the place over, so a newcomer cannot slip in between.
      if (next) {
        waiting.delete(next)
        next()
      } else inside -= 1
    },
    waiting: () => waiting.size,
  }
}
