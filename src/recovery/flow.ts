import { z } from 'zod'
import type { Iin } from '../domain/iin.ts'
import { limits } from '../domain/limits.ts'
import { flow } from '../flow/flow.ts'
import { storedIin } from '../flow/stored-iin.ts'
import { routes } from '../routes.ts'

/** What a browser on the recovery page keeps: for whom it asks, and which request is its own. */
export type Recovery = {
  readonly at: 'page'
  readonly iin: Iin
  readonly recoveryId: string
}

export const recoveryFlow = flow({
  kind: 'recovery',
  about: 'A parent who forgot the password, or never had one, sets a new one with a code from the app.',
  first: 'iin',
  last: 'sign-in',
  lifetimeMinutes: limits.recovery.flow.lifetimeSeconds / 60,
  steps: {
    iin: { page: routes.signIn.iin, on: { forgot: 'page' } },
    page: {
      page: routes.recovery.page,
      on: {
        sent: 'page',
        activated: 'page',
        malformed: 'page',
        wrong: 'page',
        expired: 'page',
        'no-tries': 'page',
        busy: 'page',
        'not-my-number': 'transfer',
        'on-paper': 'printed',
        back: 'iin',
        'ran-out': 'iin',
        matched: 'sign-in',
      },
    },
    printed: {
      page: routes.recovery.printed,
      on: { malformed: 'printed', wrong: 'printed', busy: 'printed', back: 'page', matched: 'sign-in' },
    },
    transfer: { page: routes.transfer.questions, on: { cancelled: 'page' } },
    'sign-in': { page: routes.signIn.password, on: {} },
  },
})

const stored = z.object({
  at: z.literal('page'),
  iin: storedIin,
  recoveryId: z.uuid(),
})

/** Reads a stored state; throws when it is not one. */
export function parseRecovery(value: unknown): Recovery {
  return stored.parse(value)
}
