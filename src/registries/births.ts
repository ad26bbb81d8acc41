import type { Certificate } from '../domain/certificate.ts'
import type { Iin } from '../domain/iin.ts'
import type { Register } from './register.ts'

/** What a claimant says of a child's birth record. The order of the parents means nothing; the second may be absent. */
export type BirthQuestion = {
  readonly child: Iin
  readonly certificate: Certificate
  readonly parents: readonly [Iin, Iin | null]
  /** One of the two, who wants the account. */
  readonly claimant: Iin
}

/** What the register says of each part, never what it holds. An unknown child is a record in which nothing agrees. */
export type BirthFacts = {
  readonly is: 'answered'
  readonly certificate: boolean
  /** The two as a set: both, or the one where the record names one. */
  readonly parents: boolean
  /** False where the register knows that the child or the claimant has died; true where it does not say. */
  readonly alive: boolean
}

/** `unavailable`: the register did not answer, which refuses nothing by itself. */
export type BirthAnswer = BirthFacts | { readonly is: 'unavailable' }

/** The port of the birth records: adapters answer it from a table of our own or from another system. */
export type Births = Register<BirthQuestion, BirthAnswer>
