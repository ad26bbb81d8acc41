/** What `/readyz` of the nodes said, each asked four times a second. */
export type Readiness = {
  /**
   * When, between these moments (`Date.now()`), the first and the last probe was sent that was not answered with 200 in 2 s;
   * undefined when all were.
   */
  away(from: number, to: number): { readonly first: number; readonly last: number } | undefined
  stop(): void
}

const everyMilliseconds = 250
const answerMilliseconds = 2000

export function watchReadiness(origins: readonly string[]): Readiness {
  const said: { at: number; isReady: boolean }[] = []
  const ask = async (origin: string) => {
    const at = Date.now()
    const isReady = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(answerMilliseconds) }).then(
      ({ ok }) => ok,
      () => false,
    )
    said.push({ at, isReady })
  }
  const timer = setInterval(() => {
    for (const origin of origins) void ask(origin)
  }, everyMilliseconds)
  return {
    away(from, to) {
      const times = said.flatMap(({ at, isReady }) => (!isReady && at >= from && at < to ? [at] : []))
      return times.length === 0 ? undefined : { first: Math.min(...times), last: Math.max(...times) }
    },
    stop: () => clearInterval(timer),
  }
}
