import { appendFileSync, readFileSync } from 'node:fs'

/** What a parent can change, each in one transaction of the server's. */
export const changes = [
  'sign-in',
  'sign-out',
  'session-end',
  'password-change',
  'activation',
  'code-shown',
  'recovery',
  'printed-code-made',
  'printed-code-used',
  'transfer',
] as const
export type Change = (typeof changes)[number]

/**
 * How a change ended for its parent. `acknowledged`: the answer that says so arrived whole. `refused`: so did one that
 * says no. `unsure`: the connection broke, or the server could not say; it may have happened or not, but not in part.
 */
export type Outcome = 'acknowledged' | 'refused' | 'unsure'

/** What the parent holds afterwards, as far as it can be looked up. Session ids are hashed as the server stores them. */
export type Held = { readonly session?: string; readonly ends?: string }
export type Entry = {
  readonly number: number
  readonly iin: string
  readonly change: Change
  readonly outcome: Outcome | 'asked'
  readonly held?: Held
}

/** A parent's own finding: what was acknowledged and does not hold through the portal. */
export type Complaint = { readonly iin: string; readonly complaint: string }

/** The parents' side: a line before each request and a line when its answer is there, before anything else is asked. */
export function openLedger(file: string) {
  let number = 0
  const write = (line: Entry | Complaint) => appendFileSync(file, `${JSON.stringify(line)}\n`)
  return {
    asks(iin: string, change: Change) {
      number += 1
      const own = number
      write({ number: own, iin, change, outcome: 'asked' })
      return (outcome: Outcome, held: Held = {}) => write({ number: own, iin, change, outcome, held })
    },
    complains: (iin: string, complaint: string) => write({ iin, complaint }),
  }
}
export type Ledger = ReturnType<typeof openLedger>

/** Everything in it so far: each change once, as it ended; what has no end is unsure. */
export function readLedger(file: string): { entries: Entry[]; complaints: Complaint[] } {
  const entries = new Map<number, Entry>()
  const complaints: Complaint[] = []
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text === '') continue
    const line = JSON.parse(text) as Entry | Complaint
    if ('complaint' in line) complaints.push(line)
    else entries.set(line.number, line.outcome === 'asked' ? { ...line, outcome: 'unsure' } : line)
  }
  return { entries: [...entries.values()], complaints }
}
