import type { Iin } from '../domain/iin.ts'
import type { YearMonth } from '../domain/year-month.ts'
import type { Register } from './register.ts'

/** Whether a child waits in the queue or goes to a kindergarten. */
export const childStatuses = ['queued', 'attending'] as const
export type ChildStatus = (typeof childStatuses)[number]

/** What a claimant says of a child: in the queue or in a kindergarten, and since which month. */
export type KindergartenQuestion = {
  readonly child: Iin
  readonly status: ChildStatus
  readonly since: YearMonth
}

/**
 * What the register says of each part, never what it holds; a month's difference in `since` still agrees. An unknown
 * child is a record in which nothing agrees.
 */
export type KindergartenFacts = {
  readonly is: 'answered'
  readonly status: boolean
  readonly since: boolean
}

/** `unavailable`: the register did not answer, which refuses nothing by itself. */
export type KindergartenAnswer = KindergartenFacts | { readonly is: 'unavailable' }

/** The port of the kindergarten register. */
export type Kindergarten = Register<KindergartenQuestion, KindergartenAnswer>
