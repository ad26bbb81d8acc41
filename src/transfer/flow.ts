import { z } from 'zod'
import type { Iin } from '../domain/iin.ts'
import { limits } from '../domain/limits.ts'
import { flow } from '../flow/flow.ts'
import { flowStore } from '../flow/store.ts'
import { storedIin } from '../flow/stored-iin.ts'
import type { Parts } from '../http/parts.ts'
import { routes } from '../routes.ts'
import { answerFields, type TypedAnswers } from './answers.ts'

/** What a browser keeps between the first question and «Переоформить». */
export type Transfer = {
  readonly at: 'questions' | 'confirm' | 'number' | 'finish' | 'stopped' | 'taken' | 'held'
  /** The IIN typed at sign-in. */
  readonly iin: Iin
  /** The answers as they were typed, so that every page can show them again. */
  readonly typed: TypedAnswers
  /** The verdict on these answers. */
  readonly isRefused: boolean
  /** A verdict is under way since then: a second tap waits for it and counts no attempt. */
  readonly judgedSince: string | null
  readonly claimId: string | null
  /** Keyed marks of the numbers that were asked for (limits.transfer.numbersPerFlow). */
  readonly numbers: readonly string[]
  /** A question to BMG is under way since then: a journey asks one at a time. */
  readonly askingSince: string | null
  /** The last question about a number found BMG silent: only then there is something to stop for. */
  readonly isSilent: boolean
  /** The number under which a stopped claim can be gone on with. */
  readonly caseNumber: string | null
  /** Until when an account is held, where that is known. */
  readonly heldUntil: string | null
}
export type TransferStep = Transfer['at']

export const transferFlow = flow({
  kind: 'transfer',
  about: 'A parent moves a child’s account to the own IIN and number.',
  first: 'questions',
  last: 'sign-in',
  lifetimeMinutes: limits.transfer.flow.lifetimeSeconds / 60,
  steps: {
    questions: {
      page: routes.transfer.questions,
      on: {
        malformed: 'questions',
        answered: 'confirm',
        'case number': 'stopped',
        'wrong case number': 'questions',
        cancelled: 'recovery',
      },
    },
    confirm: {
      page: routes.transfer.confirm,
      on: {
        back: 'questions',
        refused: 'questions',
        'past the limits': 'number',
        right: 'finish',
        'register silent': 'stopped',
        cancelled: 'recovery',
      },
    },
    number: {
      page: routes.transfer.number,
      on: {
        asked: 'number',
        'not yet proven': 'number',
        refused: 'questions',
        right: 'finish',
        'register silent': 'stopped',
        cancelled: 'recovery',
      },
    },
    stopped: {
      page: routes.transfer.stopped,
      on: {
        'register silent': 'stopped',
        refused: 'questions',
        'past the limits': 'number',
        right: 'finish',
        cancelled: 'recovery',
      },
    },
    finish: {
      page: routes.transfer.finish,
      on: {
        asked: 'finish',
        malformed: 'finish',
        wrong: 'finish',
        busy: 'finish',
        'register silent, later': 'stopped',
        taken: 'taken',
        held: 'held',
        done: 'sign-in',
        cancelled: 'recovery',
      },
    },
    taken: { page: routes.transfer.finish, on: { cancelled: 'recovery' } },
    held: { page: routes.transfer.finish, on: { cancelled: 'recovery' } },
    recovery: { page: routes.recovery.page, on: {} },
    'sign-in': { page: routes.signIn.iin, on: {} },
  },
})

const stored = z.object({
  at: z.enum(['questions', 'confirm', 'number', 'finish', 'stopped', 'taken', 'held']),
  iin: storedIin,
  typed: z.record(z.enum(answerFields), z.string()),
  isRefused: z.boolean(),
  judgedSince: z.string().nullable(),
  claimId: z.uuid().nullable(),
  numbers: z.array(z.string()),
  // A node of before these two may have begun the journey.
  askingSince: z.string().nullable().default(null),
  isSilent: z.boolean().default(false),
  caseNumber: z.string().nullable(),
  heldUntil: z.string().nullable(),
})

/** Reads a stored state; throws when it is not one. */
export function parseTransfer(value: unknown): Transfer {
  return stored.parse(value)
}

/** The stored journeys of this slice. */
export function transferStore(parts: Parts) {
  return flowStore(transferFlow, parts, parseTransfer)
}

/** Where the citizen really is. */
export function pageOf(state: Transfer): string {
  return transferFlow.steps[state.at].page
}
