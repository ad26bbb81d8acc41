import { z } from 'zod'
import { flow } from '../../flow/flow.ts'
import { routes } from '../../routes.ts'

/** Whoever gave a replaced password: whose it was, and the password that a recovery or a transfer set in its place. */
export type Contest = {
  readonly at: 'question' | 'case'
  readonly accountId: string
  readonly successorId: string
}

export const contestFlow = flow({
  kind: 'contest',
  about:
    'Somebody who signs in with the password that a recovery or a transfer has replaced is asked whether it was them.',
  first: 'question',
  last: 'sign-in',
  lifetimeMinutes: 30,
  steps: {
    question: {
      page: routes.signIn.contest,
      on: { mine: 'sign-in', 'not-mine': 'case', expired: 'sign-in' },
    },
    case: { page: routes.signIn.contest, on: { freeze: 'case', expired: 'sign-in' } },
    'sign-in': { page: routes.signIn.iin, on: {} },
  },
})

const stored = z.object({
  at: z.enum(['question', 'case']),
  accountId: z.uuid(),
  successorId: z.uuid(),
})

/** Reads a stored state; throws when it is not one. */
export function parseContest(value: unknown): Contest {
  return stored.parse(value)
}
