import { printedCodeLength } from '../src/domain/printed-code.ts'
import {
  type Attack,
  assumed,
  holdsPhone,
  nothing,
  type Outcome,
  person,
  type Random,
  type Strategy,
} from './simulated-people.ts'

/** What can be done through a transfer, an objection, a contest and a printed code, with all answers known. */

/** The child is with the claimant until its former holder objects, where there is an app or a password to do it with. */
function heldUntilObjected(random: Random): Outcome {
  const { hasApp, hasPassword, contests } = person(random)
  return { in: true, kept: !((hasApp || hasPassword) && contests) }
}

/** Proves the parent's number with an app of the own, where no SMS is asked for; an older app of the parent is asked first. */
const claimsAsParent: Attack = (random, { hasApp, refuses }, _, proof) =>
  proof === 'sms' || (hasApp && refuses) ? nothing : heldUntilObjected(random)

const guessesASecond = 1000
const printedGuesses = guessesASecond * 30 * 86_400
const printedChance = printedGuesses / 32 ** printedCodeLength
const guessesPaper: Attack = (random) => (random() < printedChance ? { in: true, kept: true } : nothing)

const never = { attack: () => nothing, arithmetic: () => 0 }

export const claimStrategies: readonly Strategy[] = [
  {
    attacker: 'relative with all answers, kindergarten clerk',
    does: 'claims the child without being a parent on its record',
    ...never,
  },
  {
    attacker: 'relative with all answers, kindergarten clerk',
    does: 'claims it in a parent’s name with a number of their own, which BMG does not give to the parent',
    ...never,
  },
  {
    attacker: 'relative with all answers, kindergarten clerk',
    does: 'claims it in a parent’s name with the parent’s whole number',
    attack: claimsAsParent,
    arithmetic: (_, proof) => (proof === 'sms' ? 0 : 1 - assumed.hasApp * assumed.refuses),
  },
  {
    attacker: 'former spouse who is a parent on the record',
    does: 'claims the child in the own name; the former holder may object',
    attack: (random) => heldUntilObjected(random),
    arithmetic: () => 1,
  },
  {
    attacker: 'former spouse who knows the old password',
    does: 'objects to a transfer or contests a recovery: a case, and no session',
    ...never,
  },
  {
    attacker: 'stranger with an IIN',
    does: `guesses the printed code, ${guessesASecond.toLocaleString('en')} a second for 30 days`,
    attack: guessesPaper,
    arithmetic: () => printedChance,
  },
  {
    attacker: 'relative with all answers',
    does: 'finds the printed code on paper',
    attack: holdsPhone,
    arithmetic: () => 1,
  },
]
