import { z } from 'zod'
import { type AgreementDocument, agreementDocuments } from '../domain/agreements.ts'
import type { Iin } from '../domain/iin.ts'
import { flow } from '../flow/flow.ts'
import { storedIin } from '../flow/stored-iin.ts'
import { type ReturnPage, returnPage, routes } from '../routes.ts'

/** Between the IIN and the password only these facts are kept; at the IIN, one that another journey has named. */
export type SignIn = {
  readonly at: 'iin' | 'password'
  readonly iin: Iin
  /** Documents ticked on the IIN step; recorded as consents once the person has signed in. */
  readonly accepted: readonly AgreementDocument[]
  readonly returnTo: ReturnPage
}

export const signInFlow = flow({
  kind: 'sign-in',
  about: 'A parent signs in with an IIN and a password.',
  first: 'iin',
  last: 'cabinet',
  lifetimeMinutes: 30,
  steps: {
    iin: { page: routes.signIn.iin, on: { named: 'password' } },
    password: {
      page: routes.signIn.password,
      on: {
        refused: 'password',
        waiting: 'password',
        busy: 'password',
        back: 'iin',
        expired: 'iin',
        unagreed: 'iin',
        matched: 'cabinet',
      },
    },
    cabinet: { page: routes.cabinet.feed, on: {} },
  },
})

const stored = z.object({
  at: z.enum(['iin', 'password']),
  iin: storedIin,
  accepted: z.array(z.enum(agreementDocuments)),
  returnTo: z.string().transform(returnPage),
})

/** Reads a stored state; throws when it is not one. */
export function parseSignIn(value: unknown): SignIn {
  return stored.parse(value)
}
