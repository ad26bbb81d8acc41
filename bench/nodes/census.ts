/** What became of one request: a status, or how its connection failed. */
export type Outcome = number | string

export type Line = { readonly what: string; readonly outcome: Outcome; readonly requests: number }

/** What the load counts. Every request is in it, also one that got no answer. */
export type Census = {
  readonly lines: readonly Line[]
  /** A request that got no answer, an unexpected status, or half an answer. */
  readonly failed: number
  readonly requests: number
  readonly journeys: Readonly<Record<string, number>>
  /** What went wrong in a journey in words, the first few. */
  readonly complaints: readonly string[]
  /** Milliseconds until the answer's head, without live feeds. */
  readonly p50: number
  readonly p99: number
  readonly slowest: number
}

export type Counter = ReturnType<typeof makeCounter>

const mostComplaints = 12

/** Counts requests and journeys of one load. A status is expected when it is below 500 and not 403, 404, 421 or 429. */
export function makeCounter() {
  const lines = new Map<string, Line>()
  const journeys: Record<string, number> = {}
  const complaints: string[] = []
  const times: number[] = []
  let [requests, failed] = [0, 0]
  const isFailure = (outcome: Outcome) =>
    typeof outcome === 'string' || outcome >= 500 || [400, 403, 404, 408, 421, 429].includes(outcome)
  return {
    request(what: string, outcome: Outcome, milliseconds?: number): void {
      const key = `${what} ${outcome}`
      lines.set(key, { what, outcome, requests: (lines.get(key)?.requests ?? 0) + 1 })
      requests += 1
      if (isFailure(outcome)) failed += 1
      if (milliseconds !== undefined) times.push(milliseconds)
    },
    journey(name: string): void {
      journeys[name] = (journeys[name] ?? 0) + 1
    },
    complain(text: string): void {
      if (complaints.length < mostComplaints) complaints.push(text)
    },
    census(): Census {
      times.sort((a, b) => a - b)
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
      const sorted = [...lines.values()].sort((a, b) => b.requests - a.requests)
      return {
        lines: sorted,
        failed,
        requests,
        journeys,
        complaints,
        p50: at(0.5),
        p99: at(0.99),
        slowest: at(1),
      }
    },
  }
}
