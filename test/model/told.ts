import type { Reply } from '../support/app-answers.ts'
import type { Outcome } from './world.ts'

/** What the companion API said, in a word. */
export function told(reply: Reply | undefined, well?: string): Outcome {
  const { problem, outcome } = reply?.body ?? {}
  if (reply?.status === 401 && problem === 'unknown-installation') return { is: 'unknown' }
  return { is: reply?.status === 200 ? (well ?? String(outcome)) : String(problem ?? reply?.status) }
}

/** The place of an item among those that came into being before it; a new one is put at the end. */
export function placeIn(list: string[], item: string): number {
  const known = list.indexOf(item)
  return known >= 0 ? known : list.push(item) - 1
}
