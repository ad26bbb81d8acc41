import type { RestrictionKind } from '../../src/database/tables.ts'

/** What must hold whoever does what in whatever order, in the words. */
export const invariants = {
  step: 'no step skipped',
  once: 'a code works once and only in its browser',
  decoy: 'a decoy never redeems',
  nothing: 'nothing changes before a code verifies',
  limited: 'no chain of recoveries, activations and approvals leaves limited mode early',
  asked: 'an installation alive in the last 30 days is asked before a newcomer gets a code',
} as const

export class Violation extends Error {
  override readonly name = 'Violation'
  readonly invariant: string
  constructor(invariant: keyof typeof invariants, detail: string) {
    super(`${invariants[invariant]}: ${detail}`)
    this.invariant = invariants[invariant]
  }
}

/** What can be seen of an account from outside, after an act. */
export type Seen = {
  /** Names the password, the living sessions and the trusted browsers. */
  readonly fingerprint: string
  readonly restriction: RestrictionKind | undefined
  /** The living bindings. */
  readonly bindings: readonly number[]
}
