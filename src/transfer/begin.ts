import type { Iin } from '../domain/iin.ts'
import type { Parts } from '../http/parts.ts'
import { type PortalContext, visitOf } from '../http/visit.ts'
import { typedAnswers } from './answers.ts'
import { transferStore } from './flow.ts'

/** Begins a transfer for the IIN typed at sign-in, or goes on with the one that this browser has for it. */
export function beginTransfer(parts: Parts) {
  const { database } = parts
  const store = transferStore(parts)

  return async (c: PortalContext, iin: Iin): Promise<void> => {
    const { cookies } = visitOf(c)
    const had = cookies.read(c, 'transfer')
    const token = await database.inTransaction(async (tx) => {
      const current = await store.lock(tx, had)
      const isOver = current?.at === 'taken' || current?.at === 'held'
      if (current && had && current.iin === iin && !isOver) return had
      if (current && had) await store.end(tx, had)
      return store.begin(tx, {
        at: 'questions',
        iin,
        typed: typedAnswers(() => ''),
        isRefused: false,
        judgedSince: null,
        claimId: null,
        numbers: [],
        askingSince: null,
        isSilent: false,
        caseNumber: null,
        heldUntil: null,
      })
    })
    cookies.write(c, 'transfer', token)
  }
}
