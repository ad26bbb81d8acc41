import type { AuditEntry } from './audit-vocabulary.ts'

/** How an account moves: part of the one table, `audit-vocabulary.ts`. */
export const transferVocabulary = {
  transfer: {
    tells: 'a child’s account was to move to a legal representative',
    factor: 'code',
    outcomes: {
      done: 'the child stands under the claimant’s account',
      taken: 'somebody else had moved the child meanwhile',
      held: 'a restriction of one of the accounts holds it back',
      refused: 'the code was wrong, expired or used up; or whoever approved had no say',
      approved: 'the former holder agreed: the limits of the move ended',
      'number-not-yours': 'an app whose number BMG gives to somebody else: it has no say',
    },
  },
  'transfer.answers': {
    tells: 'the answers about a child were compared with every register; the detail says what agreed',
    factor: 'none',
    outcomes: {
      right: 'all agreed',
      wrong: 'not all agreed; the page says no more',
      unavailable: 'a register did not answer: nothing was refused, and a case keeps the answers',
      limited: 'the attempts are used up: the number is proven first',
    },
  },
  'transfer.number': {
    tells: 'a code was asked for a number; the detail says what the mobile-citizens register answered',
    factor: 'none',
    outcomes: { asked: 'a request stands, real or a decoy' },
  },
  'transfer.code': {
    tells: 'a code was typed on the page of a transfer',
    factor: 'code',
    outcomes: { refused: 'wrong, expired or used up' },
  },
  'transfer.answer': {
    tells: 'the former holder answered about a move in the cabinet',
    factor: 'session',
    outcomes: {
      refused: 'nothing to answer any more, or not theirs to say',
      'not-found': 'no transfer of theirs',
    },
  },
  'account.close': {
    tells: 'the time to object to a move was over',
    factor: 'none',
    outcomes: { closed: 'the former account without children is closed for good' },
  },
} as const satisfies Readonly<Record<string, AuditEntry>>
